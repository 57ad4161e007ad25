import { readFile } from 'node:fs/promises';
import { readCertificates, readPfx, readRevocationData, unlockDigitalId } from '../../src/smime';
import type { PfxContents, RevocationData, TrustAnchor, UnlockedDigitalId } from '../../src/smime';
import { CommandError, valuesOf } from './arguments';
import type { Arguments } from './arguments';

export interface IdentityFile {
  readonly file: string;
  readonly passwordFile: string;
}

/** Pairs every --id with the --password-file behind (or before) it, in order. */
export function identityFiles(args: Arguments): readonly IdentityFile[] {
  const files = valuesOf(args, '--id');
  const passwordFiles = valuesOf(args, '--password-file');
  if (files.length !== passwordFiles.length) {
    throw new CommandError('ERR_OPTION_VALUE', 'Each --id needs its --password-file.');
  }
  return files.map((file, at) => ({ file, passwordFile: passwordFiles[at] ?? '' }));
}

/** A password file holds the password and perhaps one line end. */
export async function readPassword(file: string): Promise<string> {
  return (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
}

export async function readIdentity({ file, passwordFile }: IdentityFile): Promise<PfxContents> {
  return readPfx(await readBytes(file), await readPassword(passwordFile));
}

export async function unlockAll({ entries }: PfxContents): Promise<readonly UnlockedDigitalId[]> {
  return Promise.all(
    entries.map(({ privateKey, certificate, chain }) => unlockDigitalId(privateKey, { certificate, chain })),
  );
}

export async function readTrustAnchors(files: readonly string[]): Promise<readonly TrustAnchor[]> {
  const certificates = await Promise.all(files.map(async (file) => readCertificates(await readBytes(file))));
  return certificates.flat().map((certificate) => ({ certificate }));
}

/** CRLs, and OCSP responses too. */
export async function readRevocation(files: readonly string[]): Promise<RevocationData> {
  const read = await Promise.all(files.map(async (file) => readRevocationData(await readBytes(file))));
  return { crls: read.flatMap(({ crls }) => crls), ocspResponses: read.flatMap(({ ocspResponses }) => ocspResponses) };
}

export async function readBytes(file: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(file));
}
