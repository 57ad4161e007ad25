import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'standards.md'), 'utf8');

interface Row {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** The rows of every table, each cell under its column's heading. */
const rows: readonly Row[] = page.split('\n').reduce<{ heading: readonly string[]; found: readonly Row[] }>(
  ({ heading, found }, text, at) => {
    if (!text.startsWith('|')) return { heading: [], found };
    const cells = text.split('|').slice(1, -1).map((cell) => cell.trim());
    if (heading.length === 0) return { heading: cells, found };
    if (cells.every((cell) => /^-+$/.test(cell))) return { heading, found };
    const named = Object.fromEntries(heading.map((name, column) => [name, cells[column] ?? '']));
    return { heading, found: [...found, { line: at + 1, cells: named }] };
  },
  { heading: [], found: [] },
).found;

const pathsIn = (cell = ''): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path);
const numbersIn = (text: string): readonly string[] => [...text.matchAll(/\b\d{3,5}\b/g)].map(([number]) => number);

/** Those of what is done; what is left out has other columns. */
const done = rows.filter(({ cells }) => 'file' in cells && 'test' in cells);

test('there are tables of what is done and of what is left out', () => {
  expect(done.length).toBeGreaterThan(40);
  expect(rows.filter(({ cells }) => 'why' in cells).length).toBeGreaterThan(5);
});

test('every row of what is done names a file of the code and a test, and each is there', () => {
  const lacking = done.filter(({ cells }) => {
    const files = pathsIn(cells['file']);
    const tests = pathsIn(cells['test']);
    const isOurs = files.every((path) => path.startsWith('src/')) && tests.every((path) => path.startsWith('test/'));
    return files.length === 0 || tests.length === 0 || !isOurs || [...files, ...tests].some((path) => !existsSync(join(root, path)));
  });
  expect(lacking.map(({ line, cells }) => `${line}: ${cells['part'] ?? ''}`)).toEqual([]);
});

test('what is left out says what happens instead, and why', () => {
  const silent = rows.filter((row) => 'why' in row.cells && Object.values(row.cells).some((cell) => cell === ''));
  expect(silent.map(({ line }) => line)).toEqual([]);
});

test('every RFC that the core refers to has a row', () => {
  const folder = join(root, 'src', 'smime');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const mentioned = files.flatMap((name) =>
    [...readFileSync(join(folder, name), 'utf8').matchAll(/\bRFC (\d{3,5})/g)].map(([, number = '']) => number),
  );
  const listed = new Set(rows.flatMap(({ cells }) => numbersIn(cells['standard'] ?? cells[''] ?? '')));
  expect([...new Set(mentioned)].filter((number) => !listed.has(number)).sort()).toEqual([]);
});
