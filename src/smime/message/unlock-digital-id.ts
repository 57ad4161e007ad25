import { Asn1Error } from '../asn1/read';
import { matchesIdentifier } from '../certificate/email-addresses';
import { readCertificateStructure } from '../certificate/structure';
import type { CertificateStructure } from '../certificate/structure';
import { SmimeError } from '../errors';
import { unsupportedMethod } from '../private-key/key-operations';
import { usePrivateKey } from '../private-key/use';
import type { DigitalId, PrivateKey, UnlockedDigitalId } from './digital-id';

/**
 * Makes a private key usable together with its certificate.
 * @throws SmimeError ERR_PFX_KEY_MISMATCH when certificate and key are not of one pair;
 *   ERR_KEY_UNSUPPORTED when the key is damaged, or of a kind that this browser does not know
 */
export async function unlockDigitalId(privateKey: PrivateKey, publicHalf: DigitalId): Promise<UnlockedDigitalId> {
  const { certificate, chain } = publicHalf;
  const operations = await usePrivateKey(privateKey, structureOf(publicHalf).spkiDer);
  if (operations === undefined) throw new SmimeError('ERR_PFX_KEY_MISMATCH', { certificates: 1 });
  return {
    certificate,
    chain,
    sign: operations.sign,
    async unwrapContentEncryptionKey(recipientInfo, keyLength) {
      if (recipientInfo.kind === 'malformed' || !matchesIdentifier(certificate, recipientInfo.recipient)) return null;
      if (recipientInfo.kind === 'other') throw unsupportedMethod(recipientInfo);
      return operations.decryptKey(recipientInfo, keyLength);
    },
  };
}

function structureOf({ certificate }: DigitalId): CertificateStructure {
  try {
    return readCertificateStructure(certificate.der);
  } catch (cause) {
    if (!(cause instanceof Asn1Error)) throw cause;
    throw new SmimeError('ERR_PFX_KEY_MISMATCH', { certificates: 1 }, { cause });
  }
}
