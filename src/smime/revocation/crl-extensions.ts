import { Asn1Error, readAsn1 } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, readTime, readUnsigned, tag } from '../asn1/values';
import { toHex } from '../bytes';
import type { Name } from '../certificate/names';
import { extension } from '../certificate/object-identifiers';
import { readExtensions } from '../certificate/structure';
import { readPointName } from './distribution-point';
import { allReasons, readReasonFlags } from './reasons';
import type { Reasons } from './reasons';

/** The extensions of a CRL that we act on (RFC 5280 section 5.2). */
export interface CrlExtensions {
  /**
   * Whether it numbers itself as RFC 5280 section 5.2.3 wants it. Without any
   * extension it is of the kind that simple programs write; with some, and not this
   * one, nobody knows what else its maker did his own way.
   */
  readonly conforming: boolean;
  /** Whether every critical extension is one that we know; otherwise such a CRL must not be used (section 5.2). */
  readonly understood: boolean;
  readonly number?: bigint;
  /** Of a delta CRL: the number of the complete CRL it starts from. */
  readonly baseNumber?: bigint;
  readonly scope: CrlScope;
  /** Encodings of issuingDistributionPoint and authorityKeyIdentifier in hex: a delta CRL must have the same. */
  readonly identity: string;
  /** It still lists certificates that ended at this time or later (X.509 section 9.5.2.9). */
  readonly keepsExpiredSince?: Date;
}

/** What a CRL is about (issuingDistributionPoint); without the extension, every certificate of its issuer. */
export interface CrlScope {
  /** Keys of names as in `DistributionPoint`. */
  readonly names?: readonly string[];
  readonly only?: 'userCertificates' | 'authorityCertificates' | 'attributeCertificates';
  readonly reasons: Reasons;
  /** It may list certificates of others than its issuer. */
  readonly indirect: boolean;
}

const understood: ReadonlySet<string> = new Set([
  extension.authorityKeyIdentifier,
  extension.cRLNumber,
  extension.deltaCRLIndicator,
  extension.issuingDistributionPoint,
  // Where more is told; whoever asks gives everything there is.
  extension.freshestCRL,
  extension.expiredCertsOnCRL,
]);

/** Numbers of 20 octets must do (RFC 5280 section 5.2.3); one of megabytes would be a computation. */
const maxNumberOctets = 32;

/**
 * @param wrapper - the EXPLICIT tag [0] of crlExtensions
 * @throws Asn1Error
 */
export function readCrlExtensions(wrapper: Asn1Node | undefined, issuer: Name): CrlExtensions {
  const extensions = wrapper === undefined ? [] : readExtensions(wrapper.children[0]);
  const value = (oid: string) => extensions.find((one) => one.oid === oid)?.value;
  const read = <T>(oid: string, reader: (node: Asn1Node) => T) => {
    const found = value(oid);
    return found === undefined ? undefined : reader(readAsn1(found, { maxNodes: 5000 }));
  };
  const number = extensions.find(({ oid }) => oid === extension.cRLNumber);
  return {
    understood: extensions.every(({ oid, critical }) => !critical || understood.has(oid)),
    conforming: extensions.length === 0 || number?.critical === false,
    scope: read(extension.issuingDistributionPoint, (node) => readScope(node, issuer)) ?? { reasons: allReasons, indirect: false },
    identity: [extension.issuingDistributionPoint, extension.authorityKeyIdentifier].map((oid) => toHex(value(oid) ?? new Uint8Array())).join(' '),
    ...present('number', read(extension.cRLNumber, readNumber)),
    ...present('baseNumber', read(extension.deltaCRLIndicator, readNumber)),
    ...present('keepsExpiredSince', read(extension.expiredCertsOnCRL, (node) => readTime(node, 'expiredCertsOnCRL'))),
  };
}

function readNumber(node: Asn1Node): bigint {
  const octets = readUnsigned(node, 'cRLNumber');
  if (octets.length > maxNumberOctets) throw new Asn1Error('cRLNumber is too long');
  return BigInt(`0x${toHex(octets)}`);
}

const onlyFields = { 1: 'userCertificates', 2: 'authorityCertificates', 5: 'attributeCertificates' } as const;

function readScope(node: Asn1Node, issuer: Name): CrlScope {
  const fields = new Map(children(node, tag.sequence, 'issuingDistributionPoint').map((field) => [field.tag & 0x1f, field]));
  if (fields.size !== node.children.length) throw new Asn1Error('a field of issuingDistributionPoint appears twice');
  // Whatever a later version may say with it, this CRL is not about all that it seems to be about.
  if ([...fields.keys()].some((number) => number > 5)) throw new Asn1Error('a field of issuingDistributionPoint is unknown');
  const [name, reasons] = [fields.get(0), fields.get(3)];
  const only = ([1, 2, 5] as const).filter((number) => isTrue(fields.get(number), number));
  if (only.length > 1) throw new Asn1Error('issuingDistributionPoint is about nothing');
  return {
    reasons: reasons === undefined ? allReasons : readReasonFlags(reasons, tag.context(3)),
    indirect: isTrue(fields.get(4), 4),
    ...present('names', name === undefined ? undefined : readPointName(name, issuer)),
    ...present('only', only[0] === undefined ? undefined : onlyFields[only[0]]),
  };
}

/** A BOOLEAN under an implicit tag. */
function isTrue(node: Asn1Node | undefined, number: number): boolean {
  if (node === undefined) return false;
  if (node.tag !== tag.context(number) || node.contents.length !== 1) throw new Asn1Error('no boolean');
  return node.contents[0] !== 0;
}

/** An absent value is an absent field, as `exactOptionalPropertyTypes` wants it. */
function present<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}
