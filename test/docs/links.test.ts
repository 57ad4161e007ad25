import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const root = join(__dirname, '..', '..');

function pagesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));
}

const pages = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')).map((name) => join(root, name)),
  ...pagesBelow(join(root, 'docs')),
  ...pagesBelow(join(root, 'sandbox')),
];

interface Page {
  readonly file: string;
  /** Without code blocks, in which nothing is a link. */
  readonly prose: string;
  readonly text: string;
}

const read = (file: string): Page => {
  const text = readFileSync(file, 'utf8');
  return { file, text, prose: text.replace(/^```[\s\S]*?^```/gm, '') };
};

/** What GitHub makes of a heading's words. */
const anchorOf = (heading: string): string =>
  heading.trim().toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');

const anchorsIn = ({ prose }: Page): readonly string[] =>
  [...prose.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

/** Links of Markdown to places in this repository. */
function brokenLinks(page: Page): readonly string[] {
  const links = [...page.prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  return links.filter((link) => {
    if (/^[a-z]+:/.test(link)) return false;
    const [path = '', anchor] = link.split('#');
    const file = path === '' ? page.file : join(dirname(page.file), path);
    if (!existsSync(file)) return true;
    return anchor !== undefined && !anchorsIn(read(file)).includes(anchor);
  });
}

/** Files and folders of the project that a page names in code marks. */
function missingPaths({ prose }: Page): readonly string[] {
  const named = [...prose.matchAll(/`((?:src|test|sandbox|scripts|tools|docs|assets)\/[\w./-]*)`/g)].map(([, path = '']) => path);
  return named.filter((path) => {
    const file = join(root, path);
    return !existsSync(file) || (path.endsWith('/') && !statSync(file).isDirectory());
  });
}

function unknownCommands({ text }: Page): readonly string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
  const named = [...text.matchAll(/\bnpm run (?:-s )?([\w:-]+)/g)].map(([, name = '']) => name);
  return named.filter((name) => !(name in scripts));
}

describe.each(pages.map((file) => [relative(root, file), read(file)] as const))('%s', (_, page) => {
  test('every link leads somewhere', () => expect(brokenLinks(page)).toEqual([]));
  test('every file it names is there', () => expect(missingPaths(page)).toEqual([]));
  test('every npm script it names is there', () => expect(unknownCommands(page)).toEqual([]));
});
