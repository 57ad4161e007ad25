import type { Environment } from './environment';

/**
 * A .pfx file with this digital ID, protected by `password`.
 * @throws StoreError ERR_STORE_LOCKED, ERR_DIGITAL_ID_ABSENT
 */
export async function exportDigitalId(env: Environment, fingerprint: string, password: string): Promise<Uint8Array> {
  return env.keyring.exportDigitalId(fingerprint, password);
}
