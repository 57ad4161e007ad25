import { Asn1Error } from '../asn1/read';
import type { Certificate } from '../certificate/certificate';
import { chainAbove } from '../certificate/issuing-chain';
import { readCertificateStructure } from '../certificate/structure';
import { SmimeError } from '../errors';
import type { PrivateKey } from '../message/digital-id';
import { isKeyPair } from '../private-key/use';
import type { PfxEntry } from './entries';
import { readPrivateKeyInfo } from './private-key-info';

export interface IssuedCertificate {
  /** The key that waited: as it is sealed, or as PKCS#8. */
  readonly privateKey: PrivateKey | Uint8Array;
  readonly certificate: Certificate;
  /** Whatever came with it, in any order. */
  readonly others: readonly Certificate[];
}

/**
 * A certificate that an authority issued and the key that waited for it, as the
 * digital ID that importing a PKCS#12 file of both would give.
 * @throws SmimeError ERR_PFX_KEY_MISMATCH when they are not of one pair; ERR_KEY_UNSUPPORTED
 */
export async function joinIssued({ privateKey: waiting, certificate, others }: IssuedCertificate): Promise<PfxEntry> {
  try {
    const privateKey = waiting instanceof Uint8Array ? readKey(waiting) : waiting;
    const { spkiDer } = readCertificateStructure(certificate.der);
    if (!(await isKeyPair(privateKey, spkiDer))) throw new SmimeError('ERR_PFX_KEY_MISMATCH', { certificates: 1 });
    return { privateKey, certificate, chain: await chainAbove(certificate, others) };
  } catch (cause) {
    if (!(cause instanceof Asn1Error)) throw cause;
    throw new SmimeError('ERR_PFX_KEY_MISMATCH', { certificates: 1 }, { cause });
  }
}

function readKey(pkcs8: Uint8Array): PrivateKey {
  const read = readPrivateKeyInfo(pkcs8);
  if ('unsupported' in read) throw new SmimeError('ERR_KEY_UNSUPPORTED', { name: read.unsupported });
  return read.key;
}
