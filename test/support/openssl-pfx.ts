import { parseCertificate, unlockDigitalId } from '../../src/smime';
import type { UnlockedDigitalId } from '../../src/smime';
import { privateKeyOf } from './identities';
import { OpensslFolder } from './openssl';
import { vector } from './vectors';

/** The digital ID of a file that is sealed in an old way: OpenSSL takes it out, where the file is not what matters. */
export async function unlockOldPfx(path: string, password: string): Promise<UnlockedDigitalId> {
  const folder = new OpensslFolder();
  try {
    folder.write('old.p12', vector(path));
    const open = ['pkcs12', '-legacy', '-in', 'old.p12', '-passin', `pass:${password}`, '-nodes'];
    const pem = /-----BEGIN CERTIFICATE-----([^-]+)-----END/.exec(folder.run(...open, '-clcerts', '-nokeys'))?.[1] ?? '';
    const certificate = await parseCertificate(new Uint8Array(Buffer.from(pem, 'base64')));
    return await unlockDigitalId(privateKeyOf(folder.run(...open, '-nocerts')), { certificate, chain: [] });
  } finally {
    folder.remove();
  }
}
