import { spawnSync } from 'node:child_process';

const isThere = spawnSync('python3', ['--version']).status === 0;

/** A describe for tests against Python's own mail reader: skips loudly where it is missing, fails in CI. */
export function describePython(name: string, define: () => void): void {
  if (isThere) {
    describe(name, define);
  } else if (process.env['CI'] === undefined) {
    describe.skip(`${name} (SKIPPED: no python3 command on this machine)`, define);
  } else {
    test(`${name}: python3 is there`, () => {
      throw new Error('In CI the python3 command must be present.');
    });
  }
}

/** Runs a program text and gives what it prints; throws with what it said when it failed. */
export function runPython(program: string, input: Uint8Array): string {
  const result = spawnSync('python3', ['-c', program], { input });
  if (result.status !== 0) throw new Error(result.stderr.toString());
  return result.stdout.toString();
}
