// npm run start:outlook / stop:outlook: Signet in a real Outlook (docs/real-outlook.md).
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { checkNode, ensureBuilt, ensureInstalled } from './prepare.mjs';

const [command, ...options] = process.argv.slice(2);
if (command !== 'start' && command !== 'stop') {
  console.error('Use "npm run start:outlook" or "npm run stop:outlook".');
  process.exit(2);
}
checkNode();
ensureInstalled();
if (command === 'start' && !options.includes('--help')) ensureBuilt();

const root = join(import.meta.dirname, '..');
const program = spawn(
  process.execPath,
  ['--import', 'tsx', join('scripts', 'outlook', `${command}.ts`), ...options],
  { cwd: root, stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => program.kill(signal));
program.on('exit', (code) => process.exit(code ?? 0));
