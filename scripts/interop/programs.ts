import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What the table needs, with the Debian package of each. */
const needed = {
  openssl: 'openssl',
  gpgsm: 'gpgsm',
  'gpg-agent': 'gpg-agent',
  cmsutil: 'libnss3-tools',
  certutil: 'libnss3-tools',
  pk12util: 'libnss3-tools',
} as const;

/** E.g. `gpgsm (package gpgsm)`; empty when everything is there. */
export function missingPrograms(): readonly string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const isThere = (name: string): boolean => folders.some((folder) => isExecutable(join(folder, name)));
  return Object.entries(needed).flatMap(([name, from]) => (isThere(name) ? [] : [`${name} (package ${from})`]));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false; // Asking is the only way to know, and "no" is the answer.
  }
}
