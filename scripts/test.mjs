// npm test: every check of the project, from a fresh clone.
//   npm test                 all of them
//   npm test -- unit lint    only these
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkNode, ensureBuilt, ensureInstalled, findChromium, findProgram, installDebianPackages } from './prepare.mjs';

const root = join(import.meta.dirname, '..');
const results = join(root, 'test-results');
const inCi = process.env['CI'] !== undefined;
const missing = [];

const bin = (...path) => join('node_modules', ...path);
const checks = {
  types: [bin('typescript', 'bin', 'tsc'), '--noEmit'],
  layers: [join('scripts', 'check-layers.mjs')],
  lint: [bin('eslint', 'bin', 'eslint.js'), '--max-warnings=0', '.'],
  manifest: ['--import', 'tsx', join('scripts', 'check-manifest.ts')],
};
const suites = ['unit', 'vectors', 'browser'];

function ensurePrograms() {
  const wanted = [
    { name: 'Chromium', package: 'chromium', find: findChromium, for: 'the browser tests' },
    { name: 'OpenSSL', package: 'openssl', find: () => findProgram(['openssl', 'openssl.exe']), for: 'the interoperability tests' },
    { name: 'Python 3', package: 'python3', find: () => findProgram(['python3', 'python3.exe']), for: 'reading our MIME by another program' },
    { name: 'gpgsm', package: 'gpgsm', find: () => findProgram(['gpgsm', 'gpgsm.exe']), for: 'the interoperability tests' },
    { name: 'gpg-agent', package: 'gpg-agent', find: () => findProgram(['gpg-agent', 'gpg-agent.exe']), for: 'the interoperability tests' },
    { name: 'keytool', package: 'default-jre-headless', find: () => findProgram(['keytool', 'keytool.exe']), for: 'reading our .pfx files by Java' },
    { name: 'NSS cmsutil', package: 'libnss3-tools', find: () => findProgram(['cmsutil', 'cmsutil.exe']), for: 'the interoperability tests' },
  ];
  const absent = wanted.filter((program) => program.find() === undefined);
  if (absent.length > 0) installDebianPackages(absent.map((program) => program.package));
  for (const program of absent) {
    if (program.find() !== undefined) continue;
    missing.push(program.name);
    console.error(`!! ${program.name} is missing; ${program.for} will be SKIPPED. Install it and try again.`);
  }
}

function node(args) {
  const started = Date.now();
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...(findChromium() === undefined ? {} : { CHROME_PATH: findChromium() }) },
  });
  return { passed: status === 0, seconds: Math.round((Date.now() - started) / 1000) };
}

function runCheck(name) {
  console.log(`\n== ${name}`);
  const { passed, seconds } = node(checks[name]);
  return { name, seconds, passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
}

function runSuite(name) {
  console.log(`\n== ${name}`);
  const report = join(results, `${name}.json`);
  rmSync(report, { force: true });
  const { passed, seconds } = node([
    bin('jest', 'bin', 'jest.js'),
    '--selectProjects', name,
    '--json', `--outputFile=${report}`,
    ...(inCi ? ['--ci'] : []),
    // Of two processors jest would leave one to nobody.
    ...(name === 'browser' ? ['--runInBand'] : ['--maxWorkers=100%']),
  ]);
  if (!existsSync(report)) return { name, seconds, passed: 0, failed: 1, skipped: 0 };
  const counted = JSON.parse(readFileSync(report, 'utf8'));
  const broken = counted.numRuntimeErrorTestSuites;
  const failed = counted.numFailedTests + broken;
  // A run that failed without a failed test (a time-out, a crash) must not look like a good one.
  return { name, seconds, passed: counted.numPassedTests, failed: passed ? failed : Math.max(failed, 1), skipped: counted.numPendingTests };
}

function report(outcomes) {
  console.log('');
  for (const { name, seconds, passed, failed, skipped } of outcomes) {
    console.log(`${name.padEnd(10)} ${String(seconds).padStart(4)} s   ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} SKIPPED` : ''}`);
  }
  const sum = (key) => outcomes.reduce((total, outcome) => total + outcome[key], 0);
  const skipped = sum('skipped') + missing.length;
  // In CI a skipped test has failed: nothing would notice otherwise.
  const failed = sum('failed') + (inCi ? skipped : 0);
  if (skipped > 0) console.log(`!! ${skipped} SKIPPED${inCi ? ' (counted as failed in CI)' : ''}${missing.length > 0 ? `; missing: ${missing.join(', ')}` : ''}`);
  console.log(`${sum('passed')} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

checkNode();
ensureInstalled();
ensurePrograms();
mkdirSync(results, { recursive: true });
const known = [...Object.keys(checks), ...suites];
const named = process.argv.slice(2);
const unknown = named.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. Known: ${known.join(', ')}.`);
  process.exit(2);
}
const chosen = named.length === 0 ? known : known.filter((name) => named.includes(name));
const outcomes = chosen.filter((name) => name in checks).map(runCheck);
if (chosen.some((name) => suites.includes(name))) ensureBuilt();
outcomes.push(...chosen.filter((name) => suites.includes(name)).map(runSuite));
report(outcomes);
