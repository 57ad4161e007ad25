import { Asn1Error } from '../asn1/read';
import { tag } from '../asn1/values';
import { fromBase64, toHex } from '../bytes';
import { looksBinary } from '../cms/content-info';
import { SmimeError } from '../errors';
import type { Certificate } from './certificate';
import { certificatesOfDer, firstOf } from './certificates-of-der';
import type { LooksLike } from './looks-like';
import { parseCertificate } from './parse';
import { decodeText, readPem } from './pem';
import type { PemBlock } from './pem';

/** A file for import; a public list of authorities fits. */
const maxOctets = 4 * 1024 * 1024;
const maxCertificates = 500;

/**
 * The certificates of a file as people get them: DER (.cer), PEM (one or many,
 * with words around them, also in UTF-16), base64 alone, certs-only CMS (.p7b,
 * .p7c; DER, BER or PEM; RFC 8551 section 3.8) and Netscape's sequence. In the
 * order of the file, each once. Each of them is read in full or the file is refused.
 * @throws SmimeError ERR_NO_CERTIFICATE when it is something else, ERR_CERTIFICATE_MALFORMED when it is damaged,
 *   ERR_CERTIFICATES_TOO_MANY and ERR_CERTIFICATES_TOO_LARGE
 */
export async function readCertificates(bytes: Uint8Array): Promise<readonly Certificate[]> {
  if (bytes.length > maxOctets) {
    throw new SmimeError('ERR_CERTIFICATES_TOO_LARGE', { size: bytes.length, limit: maxOctets });
  }
  const encodings = distinct(encodingsIn(bytes));
  if (encodings.length > maxCertificates) throw new SmimeError('ERR_CERTIFICATES_TOO_MANY', { limit: maxCertificates });
  return Promise.all(encodings.map(parseCertificate));
}

/** At least one. */
function encodingsIn(bytes: Uint8Array): readonly Uint8Array[] {
  try {
    if (bytes[0] === tag.sequence && looksBinary(bytes)) return certificatesOfDer(bytes);
    const text = decodeText(bytes);
    if (text.includes('-----BEGIN ')) return certificatesOfPem(text);
    const der = fromBase64(text);
    if (der?.[0] !== tag.sequence) throw noCertificate(der === undefined && isText(text) ? 'text' : 'unknown');
    return certificatesOfDer(der);
  } catch (cause) {
    if (!(cause instanceof Asn1Error)) throw cause;
    throw malformed(cause.message, cause);
  }
}

/** X509 and TRUSTED are OpenSSL's; the latter has its own remarks behind the certificate. */
const certificateLabels: ReadonlySet<string> = new Set(['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE']);
const cmsLabels: ReadonlySet<string> = new Set(['PKCS7', 'CMS', 'PKCS #7 SIGNED DATA']);

function certificatesOfPem(text: string): readonly Uint8Array[] {
  const blocks = readPem(text);
  const ours = blocks.filter(({ label }) => certificateLabels.has(label) || cmsLabels.has(label));
  if (ours.length === 0 && isCutOff(text, blocks)) throw malformed('a block without its end');
  if (ours.length === 0) throw noCertificate(looksOf(blocks));
  return ours.flatMap(({ label, bytes }) => {
    if (bytes === undefined) throw malformed('damaged base64');
    return certificatesOfDer(label === 'TRUSTED CERTIFICATE' ? firstOf(bytes) : bytes);
  });
}

function isCutOff(text: string, blocks: readonly PemBlock[]): boolean {
  return blocks.length === 0 && /-----BEGIN (?:(?:X509 |TRUSTED )?CERTIFICATE|PKCS7|CMS)-----/.test(text);
}

const looksByLabel: readonly (readonly [RegExp, LooksLike])[] = [
  [/PRIVATE KEY$/, 'private-key'],
  [/^(?:NEW )?CERTIFICATE REQUEST$/, 'request'],
  [/^X509 CRL$/, 'revocation-list'],
  [/^(?:PKCS12|PFX)$/, 'pfx'],
];

function looksOf(blocks: readonly PemBlock[]): LooksLike {
  return looksByLabel.find(([label]) => blocks.some((block) => label.test(block.label)))?.[1] ?? 'text';
}

function isText(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- control characters are what no text has
  return text.trim() !== '' && !/[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text);
}

function distinct(encodings: readonly Uint8Array[]): readonly Uint8Array[] {
  return [...new Map(encodings.map((encoding) => [toHex(encoding), encoding])).values()];
}

function noCertificate(looksLike: LooksLike): SmimeError<'ERR_NO_CERTIFICATE'> {
  return new SmimeError('ERR_NO_CERTIFICATE', { looksLike });
}

function malformed(reason: string, cause?: unknown): SmimeError<'ERR_CERTIFICATE_MALFORMED'> {
  return new SmimeError('ERR_CERTIFICATE_MALFORMED', { reason }, { cause });
}
