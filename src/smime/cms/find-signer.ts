import { Asn1Error } from '../asn1/read';
import { toHex } from '../bytes';
import type { Certificate } from '../certificate/certificate';
import { matchesIdentifier } from '../certificate/email-addresses';
import { readSubjectPublicKey } from '../certificate/public-key';
import { readCertificateStructure } from '../certificate/structure';
import type { CertificateIdentifier } from '../message/report';
import { digest } from './algorithms';

/**
 * The certificates that a SignerInfo may mean. A name finds a certificate and
 * proves nothing: whether it is the signer's, only its key can tell.
 */
export async function findSigner(
  signer: CertificateIdentifier,
  certificates: readonly Certificate[],
): Promise<readonly Certificate[]> {
  const named = certificates.filter((certificate) => matchesIdentifier(certificate, signer));
  if (named.length > 0 || signer.subjectKeyIdentifier === undefined) return named;
  const found: Certificate[] = [];
  for (const certificate of certificates) {
    const isWithout = certificate.subjectKeyIdentifier === undefined;
    if (isWithout && (await computedKeyIdentifier(certificate)) === signer.subjectKeyIdentifier) found.push(certificate);
  }
  return found;
}

/** Each of twenty signers may ask for those of the same hundreds of certificates. */
const computed = new WeakMap<Certificate, Promise<string | undefined>>();

function computedKeyIdentifier(certificate: Certificate): Promise<string | undefined> {
  const identifier = computed.get(certificate) ?? computeKeyIdentifier(certificate);
  computed.set(certificate, identifier);
  return identifier;
}

/** As everybody computes it for a certificate that does not say it (RFC 5280 section 4.2.1.2, method 1). */
async function computeKeyIdentifier({ der }: Certificate): Promise<string | undefined> {
  try {
    return toHex(await digest('sha-1', readSubjectPublicKey(readCertificateStructure(der).spkiDer).octets));
  } catch (error) {
    if (error instanceof Asn1Error) return undefined;
    throw error;
  }
}
