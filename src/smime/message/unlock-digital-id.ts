import { Asn1Error } from '../asn1/read';
import { equal } from '../bytes';
import { readCertificateStructure } from '../certificate/structure';
import type { CertificateStructure } from '../certificate/structure';
import { SmimeError } from '../errors';
import { unsupportedMethod } from '../private-key/key-operations';
import { usePrivateKey } from '../private-key/use';
import type { DigitalId, PrivateKey, RecipientInfo, UnlockedDigitalId } from './digital-id';

/**
 * Makes a private key usable together with its certificate.
 * @throws SmimeError ERR_PFX_KEY_MISMATCH when certificate and key are not of one pair;
 *   ERR_KEY_UNSUPPORTED when the key is damaged, or of a kind that this browser does not know
 */
export async function unlockDigitalId(privateKey: PrivateKey, publicHalf: DigitalId): Promise<UnlockedDigitalId> {
  const structure = structureOf(publicHalf);
  const operations = await usePrivateKey(privateKey, structure.spkiDer);
  if (operations === undefined) throw new SmimeError('ERR_PFX_KEY_MISMATCH', {});
  return {
    certificate: publicHalf.certificate,
    chain: publicHalf.chain,
    sign: operations.sign,
    async unwrapContentEncryptionKey(recipientInfo, keyLength) {
      if (!isMine(recipientInfo, publicHalf, structure)) return null;
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
    throw new SmimeError('ERR_PFX_KEY_MISMATCH', {}, { cause });
  }
}

/** Exactly the certificate that the recipientInfo names (RFC 5652 section 6.2.1). */
function isMine(recipientInfo: RecipientInfo, { certificate }: DigitalId, structure: CertificateStructure): boolean {
  const { serialNumber, subjectKeyIdentifier } = recipientInfo.recipient;
  if (subjectKeyIdentifier !== undefined) return subjectKeyIdentifier === certificate.subjectKeyIdentifier;
  const { issuerDer } = recipientInfo;
  return issuerDer !== undefined && serialNumber === certificate.serialNumber && equal(issuerDer, structure.issuer.der);
}
