import { Asn1Error, readAsn1 } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, expectTag, readBitStringOctets, readOctets, readOid, readSmallInteger, tag, unwrap } from '../asn1/values';
import { nameKey } from '../certificate/name-comparison';
import { readName } from '../certificate/names';
import { maxCertificateOctets, readExtensions } from '../certificate/structure';
import type { Extension } from '../certificate/structure';
import { toHex } from '../bytes';
import { readAlgorithm } from '../cms/algorithm-identifier';
import type { AlgorithmIdentifier } from '../cms/algorithm-identifier';
import { readGeneralizedTime, readSingleResponse } from './ocsp-single-response';
import type { SingleResponse } from './ocsp-single-response';

/** A BasicOCSPResponse (RFC 6960 section 4.2.1); nothing of it has been verified. */
export interface OcspResponse {
  /** What the signature covers. */
  readonly tbsDer: Uint8Array;
  readonly responder: ResponderId;
  readonly producedAt: Date;
  readonly responses: readonly SingleResponse[];
  readonly extensions: readonly Extension[];
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  /** DER of those that came along, to find the responder's among. */
  readonly certificates: readonly Uint8Array[];
}

/** Whom the response says it is from: a hint that the signature must bear out. */
export type ResponderId =
  /** As `nameKey` gives it. */
  | { readonly name: string }
  /** SHA-1 of the public key's octets, as hex. */
  | { readonly keyHash: string };

/** Responders answer for one certificate, or some; whoever brings more wants our time. */
const limits = { octets: 256 * 1024, nodes: 10_000, responses: 100, certificates: 10 } as const;

const basicResponse = '1.3.6.1.5.5.7.48.1.1';
const successful = 0;
const enumerated = 0x0a;

/**
 * An OCSPResponse. `undefined`: it says that the responder could not answer, and is signed by nobody.
 * @throws Asn1Error
 */
export function readOcspResponse(der: Uint8Array): OcspResponse | undefined {
  if (der.length > limits.octets) throw new Asn1Error('too large');
  const [status, wrapper, ...more] = children(readAsn1(der, { maxNodes: 10 }), tag.sequence, 'OCSPResponse');
  if (more.length > 0) throw new Asn1Error('OCSPResponse has more fields');
  const { contents } = expectTag(status, enumerated, 'responseStatus');
  if (contents.length !== 1) throw new Asn1Error('responseStatus has a wrong length');
  if (contents[0] !== successful) return undefined;
  const [type, octets] = children(unwrap(wrapper, 0, 'responseBytes'), tag.sequence, 'responseBytes');
  if (readOid(type, 'responseType') !== basicResponse) throw new Asn1Error('not a basic response');
  return readBasicResponse(readOctets(octets, 'response'));
}

function readBasicResponse(der: Uint8Array): OcspResponse {
  const node = readAsn1(der, { maxNodes: limits.nodes });
  const [data, algorithm, signature, certificates, ...more] = children(node, tag.sequence, 'BasicOCSPResponse');
  if (more.length > 0) throw new Asn1Error('BasicOCSPResponse has more fields');
  return {
    ...readResponseData(expectTag(data, tag.sequence, 'tbsResponseData')),
    signatureAlgorithm: readAlgorithm(algorithm),
    signature: readBitStringOctets(signature, 'signature'),
    certificates: certificates === undefined ? [] : readCertificateList(certificates),
  };
}

function readCertificateList(wrapper: Asn1Node): readonly Uint8Array[] {
  const list = children(unwrap(wrapper, 0, 'certs'), tag.sequence, 'certs');
  if (list.length > limits.certificates) throw new Asn1Error('too many certificates');
  return list.map(({ bytes }) => bytes).filter(({ length }) => length <= maxCertificateOctets);
}

type ResponseData = Pick<OcspResponse, 'tbsDer' | 'responder' | 'producedAt' | 'responses' | 'extensions'>;

function readResponseData(node: Asn1Node): ResponseData {
  const fields = [...node.children];
  if (fields[0]?.tag === tag.contextConstructed(0)) readVersion(fields.shift());
  const [responder, producedAt, list, extensions, ...more] = fields;
  if (more.length > 0) throw new Asn1Error('ResponseData has more fields');
  const responses = children(list, tag.sequence, 'responses');
  if (responses.length > limits.responses) throw new Asn1Error('too many responses');
  return {
    tbsDer: node.bytes,
    responder: readResponderId(responder),
    producedAt: readGeneralizedTime(producedAt, 'producedAt'),
    responses: responses.map(readSingleResponse),
    extensions: extensions === undefined ? [] : readExtensions(unwrap(extensions, 1, 'responseExtensions')),
  };
}

function readVersion(wrapper: Asn1Node | undefined): void {
  if (readSmallInteger(unwrap(wrapper, 0, 'version'), 'version') !== 0) throw new Asn1Error('a later version');
}

function readResponderId(node: Asn1Node | undefined): ResponderId {
  if (node?.tag === tag.contextConstructed(1)) {
    return { name: nameKey(readName(node.children[0], 'responderID')) };
  }
  const keyHash = readOctets(unwrap(node, 2, 'responderID'), 'responderID');
  if (keyHash.length !== 20) throw new Asn1Error('responderID is no key hash');
  return { keyHash: toHex(keyHash) };
}
