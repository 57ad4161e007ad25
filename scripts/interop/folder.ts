import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of its own for one run, and the programs that work in it. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'signet-interop-'));

  write(name: string, contents: Uint8Array | string): string {
    writeFileSync(join(this.path, name), contents);
    return name;
  }

  read(name: string): Uint8Array<ArrayBuffer> {
    return new Uint8Array(readFileSync(join(this.path, name)));
  }

  /**
   * Runs a program without a terminal, in English.
   * @throws Error with what it said, when it fails
   */
  run(program: string, args: readonly string[], input?: string): string {
    const env = { ...process.env, GNUPGHOME: join(this.path, 'gnupg'), LC_ALL: 'C', GPG_TTY: '' };
    const options = { cwd: this.path, env, encoding: 'utf8', timeout: 60_000, input: input ?? '' } as const;
    return execFileSync(program, [...args], { ...options, stdio: ['pipe', 'pipe', 'pipe'] });
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
