import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openMailboxes } from './mail/first-inbox';
import type { MailStore } from './mail/store';
import { ManifestError, readManifest, servedFrom } from './manifest';
import { answerAddIn, readTrustAnchor } from './server/addin-server';
import { bundle } from './server/bundle';
import { localhostCertificate } from './server/certificate';
import { noFaults } from './server/faults';
import type { Faults } from './server/faults';
import type { HostApi } from './server/host-api';
import { close, listen, PortTaken } from './server/listen';
import { answerOutlook } from './server/outlook-server';

export interface SandboxOptions {
  /** The pair is this and the next one; undefined: the first free pair from 8440. */
  readonly port?: number;
  readonly data: string;
  readonly reset: boolean;
  /** Where manifest.xml and dist/ lie; the repository, when absent. */
  readonly addIn?: string;
}

export interface Sandbox {
  readonly origin: string;
  /** For a browser that should accept our certificate. */
  readonly spki: string;
  readonly store: MailStore;
  close(): Promise<void>;
}

const here = dirname(fileURLToPath(import.meta.url));
const firstPort = 8440;

/** @throws PortTaken when a port was asked for and is in use */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const fixtures = join(here, 'fixtures');
  const addIn = options.addIn ?? dirname(here);
  const [tls, store, pageScript, supplementScript, trustAnchor] = await Promise.all([
    localhostCertificate(join(options.data, 'tls')),
    openMailboxes(options.data, fixtures, options.reset),
    bundle(join(here, 'host', 'index.tsx')),
    bundle(join(here, 'addin', 'supplement.ts')),
    readTrustAnchor(fixtures),
  ]);
  const faults: Faults = { ...noFaults };
  const officeJs = join(dirname(here), 'node_modules', '@microsoft', 'office-js', 'dist');

  return onPair(options.port, async (port) => {
    const origin = `https://localhost:${port}`;
    const addInOrigin = `https://localhost:${port + 1}`;
    const outlook = { store, faults, origin, addInOrigin, pageScript, addIn: addInReader(addIn, addInOrigin) };
    const pages = { ...{ officeJs, supplementScript, trustAnchor }, ...{ origin: addInOrigin, outlookOrigin: origin } };
    const first = await listen(port, tls, (request, response) => answerOutlook(outlook, request, response));
    try {
      const second = await listen(port + 1, tls, (request, response) =>
        answerAddIn({ ...pages, dist: join(addIn, 'dist') }, request, response),
      );
      const closeBoth = async (): Promise<void> => {
        await Promise.all([close(first), close(second)]);
      };
      return { origin, spki: tls.spki, store, close: closeBoth };
    } catch (error) {
      await close(first);
      throw error;
    }
  });
}

async function onPair(port: number | undefined, start: (port: number) => Promise<Sandbox>): Promise<Sandbox> {
  if (port !== undefined) return start(port);
  for (let next = firstPort; ; next += 2) {
    try {
      return await start(next);
    } catch (error) {
      if (!(error instanceof PortTaken) || next > firstPort + 100) throw error;
    }
  }
}

function addInReader(folder: string, origin: string): HostApi['addIn'] {
  return async () => {
    try {
      const addIn = readManifest(await readFile(join(folder, 'manifest.xml'), 'utf8'));
      return { addIn: servedFrom(addIn, origin), addInOrigin: origin };
    } catch (error) {
      const isExpected = error instanceof ManifestError || (error as NodeJS.ErrnoException).code === 'ENOENT';
      if (!isExpected) throw error;
      return { addInProblem: `manifest.xml: ${(error as Error).message}`, addInOrigin: origin };
    }
  };
}
