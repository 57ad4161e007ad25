// npm run check:manifest: is manifest.xml as Outlook wants it, and does all of
// it exist that it speaks of?
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkManifest } from './manifest-rules';

const root = join(import.meta.dirname, '..');

function sourcesBelow(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(root, folder, name), 'utf8'));
}

const faults = checkManifest(readFileSync(join(root, 'manifest.xml'), 'utf8'), {
  file: (path) => (existsSync(join(root, path)) ? readFileSync(join(root, path)) : undefined),
  sources: [...sourcesBelow('src/commands'), ...sourcesBelow('src/mailbox')],
});
for (const fault of faults) console.error(`manifest.xml: ${fault}`);
if (faults.length === 0) console.log('manifest.xml is as Outlook wants it.');
process.exitCode = faults.length === 0 ? 0 : 1;
