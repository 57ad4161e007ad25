import { Asn1Error, readAsn1 } from '../asn1/read';
import { DerScanner } from '../asn1/scan';
import { tag } from '../asn1/values';
import { fromBase64 } from '../bytes';
import { asText, decodeText, readPem } from '../certificate/pem';
import { contentTypes, looksBinary, readContentInfo, withDerLengths } from '../cms/content-info';
import { readSignedData } from '../cms/signed-data';
import { SmimeError, isSmimeError } from '../errors';
import type { RevocationData } from './answer';
import { maxCrlOctets } from './crl';

/** BER is read as a tree, which no long list should be. */
const maxBerNodes = 200_000;

/**
 * The CRLs and OCSP responses of a file: DER, PEM (several, too), base64, or
 * beside the certificates of a CMS (.p7b, .p7c, .p7s). A CRL in BER is written
 * again in DER, which is what its signature covers. Nothing of it has been verified.
 * @throws SmimeError ERR_REVOCATION_DATA_MALFORMED, also when there is none
 */
export function readRevocationData(bytes: Uint8Array): RevocationData {
  // Base64 takes a third more.
  if (bytes.length > maxCrlOctets * 1.5) throw malformed('too large');
  try {
    const found = encodingsIn(bytes).map(fromEncoding);
    const all = { crls: found.flatMap(({ crls }) => crls), ocspResponses: found.flatMap(({ ocspResponses }) => ocspResponses) };
    if (all.crls.length + all.ocspResponses.length === 0) throw malformed('no CRL or OCSP response in it');
    return all;
  } catch (cause) {
    if (cause instanceof Asn1Error) throw malformed(cause.message, cause);
    if (isSmimeError(cause) && cause.code === 'ERR_CMS_MALFORMED') throw malformed(cause.details.reason, cause);
    throw cause;
  }
}

const labels: ReadonlySet<string> = new Set(['X509 CRL', 'CRL', 'OCSP RESPONSE', 'PKCS7', 'CMS', 'PKCS #7 SIGNED DATA']);

function encodingsIn(bytes: Uint8Array): readonly Uint8Array[] {
  if (bytes[0] === tag.sequence && looksBinary(bytes)) return [bytes];
  const text = asText(bytes);
  if (text === undefined) return [fromBase64(decodeText(bytes)) ?? bytes];
  return readPem(text)
    .filter(({ label }) => labels.has(label))
    .map((block) => {
      if (block.bytes === undefined) throw malformed('damaged base64');
      return block.bytes;
    });
}

/** By its first fields: each of the three kinds begins with another one. */
function fromEncoding(bytes: Uint8Array): RevocationData {
  if (bytes[0] !== tag.sequence) throw malformed('no CRL or OCSP response in it');
  const der = isDer(bytes) ? bytes : withDerLengths(readAsn1(bytes, { ber: true, maxNodes: maxBerNodes }));
  const at = new DerScanner(der);
  at.read(0, der.length);
  at.read(at.contentsStart, der.length);
  if (at.tag === tag.oid) return fromContentInfo(bytes);
  if (at.tag === tag.enumerated) return { crls: [], ocspResponses: [der] };
  if (!isCrl(at)) throw malformed('no CRL or OCSP response in it');
  return { crls: [der], ocspResponses: [] };
}

function fromContentInfo(bytes: Uint8Array): RevocationData {
  const { type, content } = readContentInfo(bytes);
  if (type !== contentTypes.signedData) throw malformed('no CRL or OCSP response in it');
  return readSignedData(content).revocation;
}

function isDer(bytes: Uint8Array): boolean {
  const at = new DerScanner(bytes);
  try {
    for (let depth = 0, offset = 0; depth < 3; depth++, offset = at.contentsStart) at.read(offset, bytes.length);
    return true;
  } catch (error) {
    if (error instanceof Asn1Error) return false;
    throw error;
  }
}

/** Of two signed structures the one that goes on, behind algorithm and issuer, with a time; a certificate has two there. */
function isCrl(at: DerScanner): boolean {
  if (at.tag !== tag.sequence) return false;
  const { end } = at;
  const seen: number[] = [];
  for (let offset = at.contentsStart; offset < end && seen.length < 4; offset = at.end) {
    at.read(offset, end);
    seen.push(at.tag);
  }
  const [algorithm, issuer, thisUpdate] = seen[0] === tag.integer ? seen.slice(1) : seen;
  const isTime = thisUpdate === tag.utcTime || thisUpdate === tag.generalizedTime;
  return algorithm === tag.sequence && issuer === tag.sequence && isTime;
}

function malformed(reason: string, cause?: unknown): SmimeError<'ERR_REVOCATION_DATA_MALFORMED'> {
  return new SmimeError('ERR_REVOCATION_DATA_MALFORMED', { reason }, { cause });
}
