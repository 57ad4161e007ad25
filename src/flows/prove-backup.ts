import { isSmimeError } from '../smime/index';
import type { Environment } from './environment';
import type { ChosenFile } from './open-file';

/** A .pfx file that was made here and went somewhere else. */
export interface Backup {
  readonly bytes: Uint8Array;
  /** Of the digital IDs in it. */
  readonly fingerprints: readonly string[];
}

export type BackupProof = 'opens' | 'another-file' | 'wrong-password';

/**
 * Whether what somebody has kept is the very file, opens with what they believe to be its
 * password, and gives out the keys of the digital IDs.
 * @throws SmimeError, or the signal's reason
 */
export async function proveBackup(
  env: Environment,
  backup: Backup,
  { file, password }: { readonly file: ChosenFile; readonly password: string },
  signal?: AbortSignal,
): Promise<BackupProof> {
  const bytes = file.size === backup.bytes.length ? await file.bytes() : undefined;
  if (bytes === undefined || bytes.some((octet, at) => octet !== backup.bytes[at])) return 'another-file';
  try {
    const found = await env.keyring.provePfx(bytes, password, signal);
    return backup.fingerprints.every((fingerprint) => found.includes(fingerprint)) ? 'opens' : 'another-file';
  } catch (error) {
    if (isSmimeError(error) && error.code === 'ERR_PFX_PASSWORD') return 'wrong-password';
    throw error;
  }
}
