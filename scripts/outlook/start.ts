import { join } from 'node:path';
import { PortTaken, close, listen } from '../../sandbox/server/listen';
import { byHand, removal } from './by-hand';
import { developmentCertificate } from './certificate';
import type { DevelopmentCertificate } from './certificate';
import { answerDist, readConfigFile } from './dist-server';
import { manifestFor } from './manifest';
import { CannotStart, readOptions, usage } from './options';
import type { Options } from './options';
import { runFile, readRun, removeRun, watchRun, writeRun } from './run-file';
import { canSideload, sideload } from './sideload';

/** The project: outlook.mjs starts this there. */
const root = process.cwd();

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd());
  if (options.help) {
    console.log(usage);
    return;
  }
  const config = options.config === undefined ? undefined : await readConfigFile(options.config);
  const certificate = await developmentCertificate();
  const origin = `https://localhost:${options.port}`;
  const answer = await answerDist({ origin, dist: join(root, 'dist'), config });
  const server = await listen(options.port, certificate, answer).catch(explain);
  const manifest = await manifestFor(options.port, root, join(root, '.sandbox'));
  await writeRun(runFile(root), { pid: process.pid, port: options.port, manifest });
  endWith(() => close(server));
  console.log(`Signet is served at ${origin}/ until you press Ctrl+C here or run "npm run stop:outlook".\n`);
  if (!(await putIntoOutlook(options, manifest))) console.log(byHand({ origin, manifest, ...trustOf(certificate) }));
}

function trustOf({ toBeTrusted }: DevelopmentCertificate) {
  return toBeTrusted === undefined ? {} : { toBeTrusted };
}

/** Whether Outlook has it now; if not, it was said why. */
async function putIntoOutlook(options: Options, manifest: string): Promise<boolean> {
  if (!options.sideload) return false;
  if (!canSideload) {
    console.log("Microsoft's tool puts add-ins into Outlook on Windows only.");
    return false;
  }
  try {
    await sideload(manifest);
    console.log(`Signet is in Outlook. "npm run stop:outlook" takes it out again, or you: ${removal}`);
    return true;
  } catch (error) {
    console.log(`Microsoft's tool did not put it into Outlook: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

function endWith(stopServing: () => Promise<void>): void {
  let isStopping = false;
  // A terminal sends SIGINT to everybody in the group, and npm passes it on: it comes more than once.
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    void stopServing()
      .then(() => removeRun(runFile(root), process.pid))
      .then(() => process.exit(0));
  };
  watchRun(runFile(root), process.pid, stop);
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

async function explain(error: unknown): Promise<never> {
  if (!(error instanceof PortTaken)) throw error;
  const run = await readRun(runFile(root));
  throw new CannotStart(
    run?.port === error.port
      ? `Signet is served at https://localhost:${error.port}/ already. "npm run stop:outlook" ends that.`
      : `Port ${error.port} is taken by another program. End that, or choose another port with --port.`,
    { cause: error },
  );
}

main().catch((error: unknown) => {
  if (!(error instanceof CannotStart)) throw error;
  console.error(error.message);
  process.exitCode = 2;
});
