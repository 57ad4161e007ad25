import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** With the Debian package of each. */
const packages = {
  openssl: 'openssl',
  gpgsm: 'gpgsm',
  'gpg-agent': 'gpg-agent',
  cmsutil: 'libnss3-tools',
  certutil: 'libnss3-tools',
  pk12util: 'libnss3-tools',
  keytool: 'default-jre-headless',
} as const;

export type ProgramName = keyof typeof packages;

/** What the table of messages needs. */
const forMessages: readonly ProgramName[] = ['openssl', 'gpgsm', 'gpg-agent', 'cmsutil', 'certutil', 'pk12util'];

/** E.g. `gpgsm (package gpgsm)`; empty when everything is there. */
export function missingPrograms(needed: readonly ProgramName[] = forMessages): readonly string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const isThere = (name: string): boolean => folders.some((folder) => isExecutable(join(folder, name)));
  return needed.flatMap((name) => (isThere(name) ? [] : [`${name} (package ${packages[name]})`]));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false; // Asking is the only way to know, and "no" is the answer.
  }
}
