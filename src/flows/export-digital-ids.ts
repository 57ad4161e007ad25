import type { ExportOptions } from '../worker/keyring';
import type { Environment } from './environment';

/**
 * A .pfx file with these digital IDs, protected by `password`.
 * @throws StoreError ERR_STORE_LOCKED, ERR_DIGITAL_ID_ABSENT
 */
export async function exportDigitalIds(env: Environment, options: ExportOptions): Promise<Uint8Array> {
  return env.keyring.exportDigitalIds(options);
}
