import { toHex } from '../bytes';
import { digest } from '../cms/algorithms';

/** SHA-256 over the encoding, lower-case hex: the name of a certificate that nobody else can take. */
export async function fingerprint(der: Uint8Array): Promise<string> {
  return toHex(await digest('sha-256', der));
}
