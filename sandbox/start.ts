import type { ChildProcess } from 'node:child_process';
import { join, resolve } from 'node:path';
import { findBrowser, hasScreen, openBrowser } from './browser';
import { OptionError, readOptions, usage } from './options';
import { startSandbox } from './sandbox';
import type { Sandbox } from './sandbox';
import { PortTaken } from './server/listen';

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    console.log(usage);
    return;
  }
  const data = resolve(options.data);
  const sandbox = await startSandbox({ ...options, data });
  if (sandbox.smtpPort !== undefined) {
    const addresses = sandbox.addressBook.mailboxes.join(', ');
    console.log(`SMTP for ${addresses} on localhost:${sandbox.smtpPort}`);
  }
  console.log(`Signet sandbox ready: ${sandbox.origin}/`);
  const browser = options.open ? open(sandbox, data) : undefined;
  let isStopping = false;
  // A terminal sends SIGINT to everybody in the group, and npm passes it on: it comes more than once.
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    browser?.kill();
    void sandbox.close().then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function open(sandbox: Sandbox, data: string): ChildProcess | undefined {
  const path = hasScreen(process.env) ? findBrowser(process.env) : undefined;
  if (path === undefined) {
    console.log('Open this address in a browser. It warns once, because the certificate is made here: that is expected.');
    return undefined;
  }
  const browser = openBrowser(path, `${sandbox.origin}/`, join(data, 'browser'), sandbox.spki);
  browser.once('error', (error) => console.log(`${path} did not start (${error.message}). Open the address yourself.`));
  return browser;
}

main().catch((error: unknown) => {
  if (error instanceof OptionError || error instanceof PortTaken) {
    console.error(error.message);
    console.error(error instanceof OptionError ? usage : 'Choose another one with --port or --smtp-port.');
    process.exitCode = 2;
    return;
  }
  throw error;
});
