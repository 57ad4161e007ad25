// What both commands of the README need before anything of the project can
// run. Plain JavaScript without packages, because there may be none yet.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const onWindows = process.platform === 'win32';

export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Signet needs Node.js 20.19 or newer; this is ${process.versions.node}.`);
  console.error('Install a current Node.js from https://nodejs.org/ and try again.');
  process.exit(1);
}

/** Runs a program and ends this one with its exit code when it fails. */
function run(program, args, reason) {
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: 'inherit', shell: onWindows });
  if (status === 0) return;
  console.error(`${reason} failed${error === undefined ? '' : `: ${error.message}`}.`);
  process.exit(status ?? 1);
}

function fingerprint(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

const matches = (stamp, value) => existsSync(stamp) && readFileSync(stamp, 'utf8') === value;

/** Installs exactly what package-lock.json names, unless that is here already. */
export function ensureInstalled() {
  const stamp = join(root, 'node_modules', '.signet-installed');
  const wanted = fingerprint(['package.json', 'package-lock.json']);
  if (matches(stamp, wanted)) return;
  console.log('Installing packages (about a minute the first time) …');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], 'Installing packages');
  writeFileSync(stamp, wanted);
}

function filesBelow(folder) {
  return readdirSync(join(root, folder), { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((name) => statSync(join(root, name)).isFile())
    .sort();
}

/** Builds dist/ with webpack, unless it was built from just these sources. */
export function ensureBuilt() {
  const stamp = join(root, 'dist', '.signet-built');
  const sources = [...filesBelow('src'), ...filesBelow('assets'), 'webpack.config.js', 'package-lock.json'];
  const wanted = fingerprint(sources);
  if (matches(stamp, wanted)) return;
  console.log('Building the add-in …');
  run(process.execPath, [join('node_modules', 'webpack-cli', 'bin', 'cli.js')], 'Building');
  writeFileSync(stamp, wanted);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false; // Asking is the only way to know, and "no" is the answer.
  }
}

export function findProgram(names) {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return candidates.find(isExecutable);
}

/** A Chromium-type browser: CHROME_PATH, or what the system has. */
export function findChromium() {
  const named = process.env['CHROME_PATH'];
  if (named !== undefined && named !== '') return isExecutable(named) ? named : undefined;
  const places = [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ];
  return findProgram(['chromium', 'chromium-browser', 'google-chrome', 'microsoft-edge']) ?? places.find(isExecutable);
}

/** Installs Debian packages where that is possible without asking anybody. */
export function installDebianPackages(packages) {
  const isRootOnDebian = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (!isRootOnDebian) return false;
  console.log(`Installing from Debian: ${packages.join(', ')} …`);
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env: environment });
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
      stdio: 'ignore',
      env: environment,
    });
    return true;
  } catch (error) {
    console.error(`Installing ${packages.join(', ')} failed: ${error.message}`);
    return false;
  }
}
