import { Asn1Error, readAsn1 } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, expectTag, readBitStringOctets, readOid, readSmallInteger, tag } from '../asn1/values';
import { fromBase64 } from '../bytes';
import { readAlgorithm } from '../cms/algorithm-identifier';
import { readSignatureMethod } from '../cms/signature-method';
import { SmimeError, isSmimeError } from '../errors';
import { verifySignature } from '../public-key/verify-signature';
import { readEmailAddresses } from './email-addresses';
import { readExtendedKeyUsage, readKeyUsage } from './extensions';
import { firstAttribute, readName } from './names';
import { attribute } from './object-identifiers';
import { decodeText, readPem } from './pem';
import { summarizePublicKey } from './public-key';
import { extensionRequest, microsoftExtensionRequest } from './request';
import type { CertificateRequest } from './request';
import { maxCertificateOctets, readExtensions } from './structure';
import type { Extension } from './structure';

/** Twice as much, for base64 and words around it. */
const maxFileOctets = 2 * maxCertificateOctets;

/**
 * Reads a request for a certificate: DER, PEM, or base64 alone.
 * @throws SmimeError ERR_REQUEST_MALFORMED, also when there is none
 */
export async function readRequest(bytes: Uint8Array): Promise<CertificateRequest> {
  if (bytes.length > maxFileOctets) throw malformed('too large');
  try {
    const der = new Uint8Array(findRequest(bytes));
    const [info, algorithm, signature] = children(readAsn1(der, { maxNodes: 5000 }), tag.sequence, 'request');
    const signed = { algorithm, signature: readBitStringOctets(signature, 'signature') };
    const fields = readInfo(info);
    return { der, ...fields, signature: await judge(expectTag(info, tag.sequence, 'info').bytes, fields.publicKeySpkiDer, signed) };
  } catch (cause) {
    if (!(cause instanceof Asn1Error)) throw cause;
    throw malformed(cause.message, cause);
  }
}

function findRequest(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === tag.sequence) return bytes;
  const text = decodeText(bytes);
  const block = readPem(text).find(({ label }) => /^(?:NEW )?CERTIFICATE REQUEST$/.test(label));
  const der = block === undefined ? fromBase64(text) : block.bytes;
  if (der === undefined) throw new Asn1Error(block === undefined ? 'no request in it' : 'damaged base64');
  return der;
}

/** CertificationRequestInfo (RFC 2986 section 4.1). */
function readInfo(info: Asn1Node | undefined): Omit<CertificateRequest, 'der' | 'signature'> {
  const [version, subjectNode, spki, attributes] = children(info, tag.sequence, 'info');
  if (readSmallInteger(version, 'version') !== 0) throw new Asn1Error('version is not 0');
  const subject = readName(subjectNode, 'subject');
  const asked = { subject, extensions: readAskedExtensions(attributes) };
  const publicKeySpkiDer = expectTag(spki, tag.sequence, 'public key').bytes;
  const commonName = firstAttribute(subject, attribute.commonName);
  const organization = firstAttribute(subject, attribute.organization);
  const keyUsage = readKeyUsage(asked);
  const extendedKeyUsage = readExtendedKeyUsage(asked);
  return {
    subject: subject.text,
    emailAddresses: readEmailAddresses(asked),
    publicKey: summarizePublicKey(publicKeySpkiDer),
    publicKeySpkiDer,
    ...(commonName === undefined ? {} : { commonName }),
    ...(organization === undefined ? {} : { organization }),
    ...(keyUsage === undefined ? {} : { keyUsage }),
    ...(extendedKeyUsage === undefined ? {} : { extendedKeyUsage }),
  };
}

/** Some programs leave out the attributes, which may be empty but not absent. */
function readAskedExtensions(attributes: Asn1Node | undefined): readonly Extension[] {
  if (attributes === undefined) return [];
  const asking = children(attributes, tag.contextConstructed(0), 'attributes').filter((node) => {
    const type = readOid(children(node, tag.sequence, 'attribute')[0], 'attribute type');
    return type === extensionRequest || type === microsoftExtensionRequest;
  });
  // Two that differ: one would be shown, the other one certified.
  if (asking.length > 1) throw new Asn1Error('extensions are asked for twice');
  const [only] = asking;
  return only === undefined ? [] : readExtensions(children(only.children[1], tag.set, 'extension request')[0]);
}

interface Signed {
  readonly algorithm: Asn1Node | undefined;
  readonly signature: Uint8Array;
}

async function judge(infoDer: Uint8Array, publicKeySpkiDer: Uint8Array, signed: Signed): Promise<CertificateRequest['signature']> {
  try {
    const method = readSignatureMethod(readAlgorithm(signed.algorithm));
    if (method.digest.strength !== 'usable') return 'unsupported';
    return (await verifySignature({ method, publicKeySpkiDer }, signed.signature, infoDer)) ? 'fits' : 'does-not-fit';
  } catch (error) {
    if (isSmimeError(error) && error.code === 'ERR_ALGORITHM_UNSUPPORTED') return 'unsupported';
    throw error;
  }
}

function malformed(reason: string, cause?: unknown): SmimeError<'ERR_REQUEST_MALFORMED'> {
  return new SmimeError('ERR_REQUEST_MALFORMED', { reason }, { cause });
}
