// npm start: installs, builds, and starts the local Outlook.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { checkNode, ensureBuilt, ensureInstalled } from './prepare.mjs';

const options = process.argv.slice(2);
checkNode();
ensureInstalled();
if (!options.includes('--help')) ensureBuilt();

const root = join(import.meta.dirname, '..');
const sandbox = spawn(
  process.execPath,
  ['--import', 'tsx', join('sandbox', 'start.ts'), ...options],
  { cwd: root, stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => sandbox.kill(signal));
sandbox.on('exit', (code) => process.exit(code ?? 0));
