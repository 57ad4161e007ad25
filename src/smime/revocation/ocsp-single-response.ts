import { Asn1Error } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, expectTag, readOctets, readTime, tag, unwrap } from '../asn1/values';
import { readExtensions } from '../certificate/structure';
import type { Extension } from '../certificate/structure';
import { toHex } from '../bytes';
import { readAlgorithm } from '../cms/algorithm-identifier';
import { revocationReason } from './answer';
import type { RevocationReason } from './answer';

/** What a responder says about one certificate (RFC 6960 section 4.2.1). */
export interface SingleResponse {
  readonly certificate: CertId;
  readonly status: OcspStatus;
  readonly thisUpdate: Date;
  readonly nextUpdate?: Date;
  readonly extensions: readonly Extension[];
}

/** Which certificate is meant: its issuer by two digests, and its serial number (section 4.1.1). */
export interface CertId {
  /** OID. */
  readonly digest: string;
  /** Of the encoded name, as hex. */
  readonly issuerName: string;
  /** Of the public key's octets, as hex. */
  readonly issuerKey: string;
  /** Contents octets of the INTEGER. */
  readonly serialNumber: Uint8Array;
}

export type OcspStatus =
  | { readonly is: 'good' }
  | { readonly is: 'unknown' }
  | { readonly is: 'revoked'; readonly at: Date; readonly reason?: RevocationReason };

const enumerated = 0x0a;

/** @throws Asn1Error */
export function readSingleResponse(node: Asn1Node): SingleResponse {
  const [certificate, status, thisUpdate, ...rest] = children(node, tag.sequence, 'SingleResponse');
  const nextUpdate = rest[0]?.tag === tag.contextConstructed(0) ? rest.shift() : undefined;
  const extensions = rest[0]?.tag === tag.contextConstructed(1) ? rest.shift() : undefined;
  if (rest.length > 0) throw new Asn1Error('SingleResponse has more fields');
  return {
    certificate: readCertId(certificate),
    status: readStatus(status),
    thisUpdate: readGeneralizedTime(thisUpdate, 'thisUpdate'),
    ...(nextUpdate === undefined ? {} : { nextUpdate: readGeneralizedTime(unwrap(nextUpdate, 0, 'nextUpdate'), 'nextUpdate') }),
    extensions: extensions === undefined ? [] : readExtensions(unwrap(extensions, 1, 'singleExtensions')),
  };
}

/** UTCTime is not among the types that RFC 6960 allows. @throws Asn1Error */
export function readGeneralizedTime(node: Asn1Node | undefined, what: string): Date {
  return readTime(expectTag(node, tag.generalizedTime, what), what);
}

function readCertId(node: Asn1Node | undefined): CertId {
  const [algorithm, issuerName, issuerKey, serialNumber, ...more] = children(node, tag.sequence, 'certID');
  if (more.length > 0) throw new Asn1Error('certID has more fields');
  return {
    digest: readAlgorithm(algorithm).oid,
    issuerName: toHex(readDigestOctets(issuerName, 'issuerNameHash')),
    issuerKey: toHex(readDigestOctets(issuerKey, 'issuerKeyHash')),
    serialNumber: expectTag(serialNumber, tag.integer, 'serialNumber').contents,
  };
}

function readDigestOctets(node: Asn1Node | undefined, what: string): Uint8Array {
  const octets = readOctets(node, what);
  if (octets.length > 64) throw new Asn1Error(`${what} is no digest`);
  return octets;
}

function readStatus(node: Asn1Node | undefined): OcspStatus {
  if (node?.tag === tag.context(0)) return { is: 'good' };
  if (node?.tag === tag.context(2)) return { is: 'unknown' };
  const [at, reason, ...more] = children(node, tag.contextConstructed(1), 'certStatus');
  if (more.length > 0) throw new Asn1Error('RevokedInfo has more fields');
  const when = { at: readGeneralizedTime(at, 'revocationTime') };
  const named = reason === undefined ? undefined : readReason(unwrap(reason, 0, 'revocationReason'));
  return named === undefined ? { is: 'revoked', ...when } : { is: 'revoked', ...when, reason: named };
}

function readReason(node: Asn1Node | undefined): RevocationReason | undefined {
  const { contents } = expectTag(node, enumerated, 'revocationReason');
  if (contents.length !== 1) throw new Asn1Error('revocationReason has a wrong length');
  return revocationReason(contents[0] ?? 0);
}
