import { Asn1Error, readAsn1 } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, readOid, tag, unwrap } from '../asn1/values';
import { fromBase64 } from '../bytes';
import { SmimeError } from '../errors';
import type { Certificate } from './certificate';
import { parseCertificate } from './parse';
import { asText, readPem } from './pem';

const signedData = '1.2.840.113549.1.7.2';
/** A file for import; a public list of authorities fits. */
const maxOctets = 4 * 1024 * 1024;
const maxCertificates = 500;

/**
 * The certificates of a file as people get them: DER (.cer), PEM (one or
 * many), certs-only CMS (.p7b, .p7c; DER, BER or PEM; RFC 8551 section 3.8).
 * Each of them is read in full or the file is refused.
 * @throws SmimeError ERR_CERTIFICATE_MALFORMED, also when there is none
 */
export async function readCertificates(bytes: Uint8Array): Promise<readonly Certificate[]> {
  if (bytes.length > maxOctets) throw malformed('too large');
  const text = asText(bytes);
  const encodings = text === undefined ? fromDer(bytes) : fromPem(text);
  if (encodings.length === 0) throw malformed('no certificate in it');
  if (encodings.length > maxCertificates) throw malformed('too many certificates');
  return Promise.all(encodings.map(parseCertificate));
}

function fromPem(text: string): readonly Uint8Array[] {
  return readPem(text).flatMap(({ label, bytes }) => {
    const isCertificate = label === 'CERTIFICATE' || label === 'X509 CERTIFICATE';
    if (!isCertificate && label !== 'PKCS7' && label !== 'CMS') return [];
    if (bytes === undefined) throw malformed('damaged base64');
    return isCertificate ? [bytes] : fromDer(bytes);
  });
}

function fromDer(bytes: Uint8Array): readonly Uint8Array[] {
  const der = bytes[0] === tag.sequence ? bytes : (fromBase64(new TextDecoder().decode(bytes)) ?? bytes);
  try {
    const outer = children(readAsn1(der, { ber: true, maxNodes: 200_000 }), tag.sequence, 'file');
    return outer[0]?.tag === tag.oid ? fromContentInfo(outer) : [der];
  } catch (cause) {
    if (!(cause instanceof Asn1Error)) throw cause;
    throw malformed(cause.message, cause);
  }
}

/** ContentInfo, SignedData, certificates [0] (RFC 5652 section 5.1). Its signatures are not looked at. */
function fromContentInfo(contentInfo: readonly Asn1Node[]): readonly Uint8Array[] {
  const [type, content] = contentInfo;
  if (readOid(type, 'contentType') !== signedData) throw new Asn1Error('not a collection of certificates');
  const fields = children(unwrap(content, 0, 'content'), tag.sequence, 'SignedData');
  const set = fields.find((field) => field.tag === tag.contextConstructed(0));
  // Other choices of CertificateChoices (attribute certificates) have a context tag.
  return (set?.children ?? []).filter((choice) => choice.tag === tag.sequence).map((choice) => choice.bytes);
}

function malformed(reason: string, cause?: unknown): SmimeError<'ERR_CERTIFICATE_MALFORMED'> {
  return new SmimeError('ERR_CERTIFICATE_MALFORMED', { reason }, { cause });
}
