import { connect } from 'node:net';
import { join } from 'node:path';
import { removal } from './by-hand';
import { readRun, removeRun, runFile } from './run-file';
import type { Run } from './run-file';
import { canSideload, unregister } from './sideload';

/** The project: outlook.mjs starts this there. */
const root = process.cwd();

async function main(): Promise<void> {
  const run = await readRun(runFile(root));
  // Also without a server: Ctrl+C ends that, and leaves Outlook as it is.
  await takeOutOfOutlook(run);
  if (run === undefined) {
    console.log('No server of start:outlook is running.');
    return;
  }
  const wasServing = await isServing(run.port);
  await removeRun(runFile(root), run.pid);
  if (!wasServing) console.log('The server was not running any more.');
  else if (await hasEnded(run.port)) console.log(`https://localhost:${run.port}/ is no longer served.`);
  else {
    console.error(`Something still answers at https://localhost:${run.port}/. If it is Signet, end process ${run.pid} yourself.`);
    process.exitCode = 1;
  }
}

async function takeOutOfOutlook(run: Run | undefined): Promise<void> {
  if (!canSideload) {
    if (run !== undefined) console.log(`If you added Signet to Outlook by hand, take it out by hand: ${removal}`);
    return;
  }
  try {
    await unregister(run?.manifest ?? join(root, 'manifest.xml'));
  } catch (error) {
    console.log(`Microsoft's tool did not take Signet out of Outlook: ${error instanceof Error ? error.message : String(error)}`);
    console.log(`Take it out by hand: ${removal}`);
  }
}

const patience = 10_000;
const interval = 200;

async function hasEnded(port: number): Promise<boolean> {
  for (let waited = 0; waited < patience; waited += interval) {
    if (!(await isServing(port))) return true;
    await new Promise((resolve) => setTimeout(resolve, interval));
  }
  return false;
}

function isServing(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

await main();
