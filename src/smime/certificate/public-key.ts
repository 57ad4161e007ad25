import { Asn1Error, readAsn1 } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, readBitStringOctets, readOid, readUnsigned, tag } from '../asn1/values';
import { findCurve, findPublicKeyType } from '../cms/algorithms';
import type { PublicKeySummary } from './certificate';

export interface RsaPublicKey {
  /** Modulus and exponent, big-endian without leading zero octets. */
  readonly n: Uint8Array;
  readonly e: Uint8Array;
}

/** @throws Asn1Error */
export function summarizePublicKey(spkiDer: Uint8Array): PublicKeySummary {
  const [algorithm, key] = children(readAsn1(spkiDer), tag.sequence, 'subjectPublicKeyInfo');
  const oid = readOid(children(algorithm, tag.sequence, 'public key algorithm')[0], 'public key algorithm');
  const type = findPublicKeyType(oid);
  if (type === undefined) return { algorithm: oid, bits: 0 };
  if (type.name.startsWith('rsa')) {
    const numbers = readRsaNumbers(readBitStringOctets(key, 'RSA public key'));
    return { algorithm: type.name, bits: bitLength(numbers.n), ...(isForgeable(numbers) ? { forgeable: true } : {}) };
  }
  if (type.name === 'ec') {
    const { curve } = readKeyType(algorithm);
    return { algorithm: 'ec', bits: findCurve(curve ?? '')?.bits ?? 0, curve: curve ?? 'explicit' };
  }
  return { algorithm: type.name, bits: type.bits ?? 0 };
}

export interface KeyType {
  /** `rsa`, `ec`, …, or a dotted OID. */
  readonly algorithm: string;
  /** Name or dotted OID of a named curve (RFC 5480 section 2.1.1). */
  readonly curve?: string;
}

/**
 * What kind of key an AlgorithmIdentifier announces.
 * @throws Asn1Error
 */
export function readKeyType(algorithm: Asn1Node | undefined): KeyType {
  const [oidNode, parameters] = children(algorithm, tag.sequence, 'public key algorithm');
  const oid = readOid(oidNode, 'public key algorithm');
  const type = { algorithm: findPublicKeyType(oid)?.name ?? oid };
  if (parameters?.tag !== tag.oid) return type;
  const curve = readOid(parameters, 'curve');
  return { ...type, curve: findCurve(curve)?.name ?? curve };
}

export interface SubjectPublicKey extends KeyType {
  /** Of the BIT STRING: for EC the point. */
  readonly octets: Uint8Array;
  /** Of the AlgorithmIdentifier. */
  readonly parameters?: Asn1Node;
}

/** @throws Asn1Error */
export function readSubjectPublicKey(spkiDer: Uint8Array): SubjectPublicKey {
  const [algorithm, key] = children(readAsn1(spkiDer), tag.sequence, 'subjectPublicKeyInfo');
  const parameters = algorithm?.children[1];
  return {
    ...readKeyType(algorithm),
    octets: readBitStringOctets(key, 'public key'),
    ...(parameters === undefined ? {} : { parameters }),
  };
}

/**
 * The RSA key of a SubjectPublicKeyInfo.
 * @throws Asn1Error when it is none
 */
export function readRsaPublicKey(spkiDer: Uint8Array): RsaPublicKey {
  const [algorithm, key] = children(readAsn1(spkiDer), tag.sequence, 'subjectPublicKeyInfo');
  const oid = readOid(children(algorithm, tag.sequence, 'public key algorithm')[0]);
  if (findPublicKeyType(oid)?.name !== 'rsa') throw new Asn1Error('not an RSA key');
  return readRsaNumbers(readBitStringOctets(key, 'RSA public key'));
}

/**
 * Also of a key that is for RSASSA-PSS alone.
 * @throws Asn1Error when it is none
 */
export function readRsaSigningKey(spkiDer: Uint8Array): RsaPublicKey {
  const { algorithm, octets } = readSubjectPublicKey(spkiDer);
  if (algorithm !== 'rsa' && algorithm !== 'rsa-pss') throw new Asn1Error('not an RSA key');
  return readRsaNumbers(octets);
}

/**
 * RSAPublicKey (RFC 8017 appendix A.1.1).
 * @throws Asn1Error
 */
export function readRsaNumbers(der: Uint8Array): RsaPublicKey {
  const [n, e] = children(readAsn1(der), tag.sequence, 'RSA public key');
  return { n: readUnsigned(n, 'modulus'), e: readUnsigned(e, 'public exponent') };
}

/** With an exponent of 1 or an even number there is nothing that only the private key can do. */
function isForgeable({ n, e }: RsaPublicKey): boolean {
  const isEven = (number: Uint8Array): boolean => ((number.at(-1) ?? 0) & 1) === 0;
  return isEven(n) || isEven(e) || (e.length === 1 && e[0] === 1);
}

function bitLength(unsigned: Uint8Array): number {
  const first = unsigned[0] ?? 0;
  return first === 0 ? 0 : (unsigned.length - 1) * 8 + (32 - Math.clz32(first));
}
