import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'dependencies.md'), 'utf8');
const named = [...page.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);

type Packages = Readonly<Record<string, string>>;
const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly dependencies: Packages;
  readonly devDependencies: Packages;
};

const isNamed = (name: string): boolean => named.includes(name) || (name.startsWith('@types/') && named.includes('@types/*'));

test('every package has a reason', () => {
  const all = Object.keys({ ...dependencies, ...devDependencies });
  expect(all.filter((name) => !isNamed(name))).toEqual([]);
});

test('versions are exact', () => {
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
  expect(loose).toEqual([]);
});
