// npm run interop: messages of every kind between us and the real OpenSSL, gpgsm and NSS, as a table.
import { missingPrograms } from './interop/programs';
import { runInterop } from './interop/run';
import type { Cell } from './interop/run';

const words = { read: 'read', impossible: '-', failed: 'FAILED' } as const;
const directions = { ours: 'Made by us, read by', theirs: 'Read by us, made by' } as const;

function printTable(cells: readonly Cell[], direction: Cell['direction']): void {
  const of = cells.filter((cell) => cell.direction === direction);
  const programs = [...new Set(of.map(({ program }) => program))];
  const rows = [...new Set(of.map(({ kind }) => kind))];
  const width = Math.max(...rows.map((row) => row.length));
  console.log(`\n${directions[direction].padEnd(width)}  ${programs.map((name) => name.padEnd(8)).join('')}`);
  for (const row of rows) {
    const found = programs.map((program) => of.find((cell) => cell.kind === row && cell.program === program));
    console.log(`${row.padEnd(width)}  ${found.map((cell) => (cell === undefined ? '' : words[cell.outcome]).padEnd(8)).join('')}`);
  }
}

function printReasons(cells: readonly Cell[]): void {
  const limits = new Set(cells.flatMap(({ outcome, reason = '' }) => (outcome === 'impossible' ? [reason] : [])));
  console.log(`\n-  ${[...limits].join('\n-  ')}`);
  for (const { kind, program, direction, outcome, reason } of cells) {
    if (outcome === 'failed') console.log(`\nFAILED: ${directions[direction]} ${program}: ${kind}\n${reason ?? ''}`);
  }
}

const missing = missingPrograms();
if (missing.length > 0) {
  console.error(`!! Missing: ${missing.join(', ')}. Nothing was tried.`);
  process.exitCode = 1;
} else {
  console.log('Making messages and having each read by the others: half a minute to a minute …');
  const cells = await runInterop();
  printTable(cells, 'ours');
  printTable(cells, 'theirs');
  printReasons(cells);
  const failed = cells.filter(({ outcome }) => outcome === 'failed').length;
  console.log(`\n${cells.filter(({ outcome }) => outcome === 'read').length} read, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
