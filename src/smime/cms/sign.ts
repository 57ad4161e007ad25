import { encode, integer, objectIdentifier, octetString, sequence, setOf } from '../asn1/write';
import { tag } from '../asn1/values';
import { readCertificateStructure } from '../certificate/structure';
import { SmimeError } from '../errors';
import type { UnlockedDigitalId } from '../message/digital-id';
import type { CanonicalBytes } from '../mime/canonicalize';
import { writeAlgorithm } from './algorithm-identifier';
import { digest, findDigest, findSignatureAlgorithm } from './algorithms';
import { asCms, contentTypes, writeContentInfo } from './content-info';
import { writeStatements } from './signed-attributes';

const rsaEncryption = '1.2.840.113549.1.1.1';

/**
 * A detached signature (RFC 5652 section 5) by RSASSA-PKCS1-v1_5 with SHA-256,
 * the form that every S/MIME reader knows. Brings the signer's certificate and
 * chain, so that a stranger can verify and answer encrypted.
 * @param at - signingTime; the message's Date: must say the same
 */
export async function signDetached(
  content: CanonicalBytes,
  signer: UnlockedDigitalId,
  at: Date,
): Promise<Uint8Array> {
  const digestAlgorithm = writeAlgorithm(oidOf(findDigest('sha-256')));
  const attributes = await writeStatements({
    messageDigest: await digest('sha-256', content),
    signingTime: at,
    certificate: signer.certificate.der,
  });
  const { issuer, serialNumberDer } = asCms(() => readCertificateStructure(signer.certificate.der));
  const signerInfo = sequence(
    integer(1),
    sequence(issuer.der, serialNumberDer),
    digestAlgorithm,
    // Sent under [0], signed as the SET it is (RFC 5652 section 5.4).
    asContext0(attributes),
    writeAlgorithm(oidOf(findSignatureAlgorithm(rsaEncryption)), 'null'),
    octetString(await signer.sign(attributes, 'sha-256')),
  );
  const certificates = [signer.certificate, ...signer.chain].map((certificate) => certificate.der);
  const signedData = sequence(
    integer(1),
    setOf(digestAlgorithm),
    sequence(objectIdentifier(contentTypes.data)),
    encode(tag.contextConstructed(0), ...certificates),
    setOf(signerInfo),
  );
  return writeContentInfo(contentTypes.signedData, signedData);
}

function asContext0(set: Uint8Array): Uint8Array {
  const copy = new Uint8Array(set);
  copy[0] = tag.contextConstructed(0);
  return copy;
}

function oidOf(entry: { readonly oid: string } | undefined): string {
  if (entry === undefined) throw new SmimeError('ERR_ALGORITHM_UNSUPPORTED', { name: 'signature' });
  return entry.oid;
}
