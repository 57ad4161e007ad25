import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const copied = [
  'src', 'sandbox', 'tools', 'scripts', 'package.json',
  '.dependency-cruiser.cjs', 'tsconfig.json', 'tsconfig.core.json',
];

/** A copy of the project in which faults can be planted. */
function copyOfProject(): string {
  const copy = mkdtempSync(join(tmpdir(), 'signet-layers-'));
  for (const name of copied) cpSync(resolve(name), join(copy, name), { recursive: true });
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
  return copy;
}

function checkLayers(project: string): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join('scripts', 'check-layers.mjs')], {
    cwd: project,
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

describe('check:layers', () => {
  const project = copyOfProject();
  afterAll(() => rmSync(project, { recursive: true, force: true }));
  const planted = join(project, 'src/smime/mime/planted.ts');

  test('passes as the project stands', () => {
    expect(checkLayers(project)).toMatchObject({ status: 0 });
  }, 120_000);

  test.each([
    ['Office', `export const planted = Office.context.mailbox;`, /planted\.ts.*Cannot find name 'Office'/s],
    ['document', `export const planted = document.title;`, /planted\.ts.*Cannot find name 'document'/s],
    ['react', `import { useState } from 'react';\nexport const planted = useState;`, /smime-is-pure: src\/smime\/mime\/planted\.ts/],
    ['the mailbox layer', `import type { Mailbox } from '../../mailbox/types';\nexport type Planted = Mailbox;`, /smime-is-pure: src\/smime\/mime\/planted\.ts/],
    [
      'the old cipher forwards',
      `import { encryptTripleDesCbc } from '../dangerous/triple-des-encryption';\nexport const planted = encryptTripleDesCbc;`,
      /triple-des-written-in-compatible-pfx-only: src\/smime\/mime\/planted\.ts/,
    ],
  ])('fails when %s is named in the core', (_what, source, complaint) => {
    writeFileSync(planted, source);
    const { status, output } = checkLayers(project);
    rmSync(planted);
    expect(status).not.toBe(0);
    expect(output).toMatch(complaint);
  }, 120_000);
});
