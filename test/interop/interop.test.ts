import { missingPrograms } from '../../scripts/interop/programs';
import { runInterop } from '../../scripts/interop/run';
import type { Cell } from '../../scripts/interop/run';

const name = 'messages between us and OpenSSL, gpgsm and NSS';
const missing = missingPrograms();

if (missing.length === 0) {
  describe(name, () => {
    let cells: readonly Cell[];

    beforeAll(async () => {
      cells = await runInterop();
    }, 240_000);

    test('whatever a program can do, it does with us', () => {
      expect(cells.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    });

    test('each program reads and makes signed and encrypted messages', () => {
      for (const program of ['openssl', 'gpgsm', 'NSS']) {
        for (const direction of ['ours', 'theirs'] as const) {
          const read = cells.filter((cell) => cell.program === program && cell.direction === direction && cell.outcome === 'read');
          expect(read.some(({ kind }) => kind.startsWith('signed RSA-2048'))).toBe(true);
          expect(read.some(({ kind }) => kind.startsWith('encrypted RSA-2048'))).toBe(true);
        }
      }
      // OpenSSL knows no limits here: what it does not do is ours to mend.
      expect(cells.filter(({ program, outcome }) => program === 'openssl' && outcome !== 'read')).toEqual([]);
    });
  });
} else if (process.env['CI'] === undefined) {
  test.skip(`${name} (SKIPPED: missing ${missing.join(', ')})`, () => undefined);
} else {
  test(`${name}: the programs are there`, () => {
    throw new Error(`In CI these must be present: ${missing.join(', ')}.`);
  });
}
