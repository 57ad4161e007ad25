// npm run check:layers: who may import whom, and that the core needs neither
// page nor Outlook: it is compiled without their types, so that a mere
// mention of `document`, `window` or `Office` is an error.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const steps = [
  [join('node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs'), 'src', 'sandbox', 'tools', '--output-type', 'err-long'],
  [join('node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.core.json', '--noEmit'],
];
const failed = steps.filter((step) => spawnSync(process.execPath, step, { cwd: root, stdio: 'inherit' }).status !== 0);
process.exitCode = failed.length === 0 ? 0 : 1;
