import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'msedge'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Chromium or one of its relatives: the only ones that can be told to accept one certificate. */
export function findBrowser(environment: NodeJS.ProcessEnv): string | undefined {
  const wanted = environment['CHROME_PATH'];
  if (wanted !== undefined && wanted !== '') return existsSync(wanted) ? wanted : undefined;
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...places];
  return candidates.find((path) => existsSync(path));
}

export function hasScreen(environment: NodeJS.ProcessEnv): boolean {
  if (process.platform !== 'linux') return true;
  return (environment['DISPLAY'] ?? environment['WAYLAND_DISPLAY'] ?? '') !== '';
}

/** A window with a profile of its own, in which our certificate, and only ours, gives no warning. */
export function openBrowser(path: string, url: string, profile: string, spki: string): ChildProcess {
  const isRoot = process.getuid?.() === 0;
  return spawn(
    path,
    [
      `--user-data-dir=${profile}`,
      `--ignore-certificate-errors-spki-list=${spki}`,
      '--no-first-run',
      '--no-default-browser-check',
      ...(isRoot ? ['--no-sandbox'] : []),
      url,
    ],
    { stdio: 'ignore' },
  );
}
