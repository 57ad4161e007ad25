import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The real OpenSSL of this machine, the judge of what we write. */
export const opensslVersion = version();

function version(): string | undefined {
  try {
    return execFileSync('openssl', ['version'], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

/** A directory of its own for files that OpenSSL reads and writes. */
export class OpensslFolder {
  private readonly folder = mkdtempSync(join(tmpdir(), 'signet-openssl-'));

  path(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, contents: Uint8Array | string): string {
    writeFileSync(this.path(name), contents);
    return this.path(name);
  }

  read(name: string): Uint8Array<ArrayBuffer> {
    return new Uint8Array(readFileSync(this.path(name)));
  }

  /** Runs `openssl`; throws with what it said when it fails. */
  run(...parameters: readonly string[]): string {
    return execFileSync('openssl', [...parameters], { cwd: this.folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A describe that skips loudly where OpenSSL is missing, and fails there in CI. */
export function describeOpenssl(name: string, define: () => void): void {
  if (opensslVersion !== undefined) {
    describe(name, define);
  } else if (process.env['CI'] === undefined) {
    describe.skip(`${name} (SKIPPED: no openssl command on this machine)`, define);
  } else {
    test(`${name}: openssl is there`, () => {
      throw new Error('In CI the openssl command must be present.');
    });
  }
}
