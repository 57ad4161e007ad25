import { Asn1Error, readAsn1 } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, readOctets, readSmallInteger, readUnsigned, tag } from '../asn1/values';
import { bitString, explicit, integer, nullValue, objectIdentifier, octetString, sequence } from '../asn1/write';
import { readKeyType, readSubjectPublicKey } from '../certificate/public-key';
import type { KeyType } from '../certificate/public-key';
import { findCurve, findPublicKeyType, oidOf } from '../cms/algorithms';
import { octetLength, toNumber, toOctets } from '../dangerous/modular-arithmetic';
import { deriveRsaNumbers, maxModulusBits } from '../dangerous/rsa-private-key';
import type { EcPrivateKey, PrivateKey, RsaPrivateKey } from '../message/digital-id';

/** A key we can use, or the name of a kind we cannot. */
export type ReadKey = { readonly key: PrivateKey } | { readonly unsupported: string };

/**
 * PrivateKeyInfo (PKCS#8, RFC 5958).
 * @throws Asn1Error
 */
export function readPrivateKeyInfo(der: Uint8Array): ReadKey {
  const [, algorithm, octets] = children(readAsn1(der, { ber: true }), tag.sequence, 'private key');
  const type = readKeyType(algorithm);
  const curve = findCurve(type.curve ?? '');
  switch (type.algorithm) {
    case 'rsa':
    case 'rsa-pss':
      return readRsaPrivateKey(readKeyOctets(octets));
    case 'x25519':
    case 'ed25519':
      return readCurvePrivateKey(readKeyOctets(octets), type.algorithm);
    case 'ec':
      if (curve?.webCrypto !== undefined) return readEcPrivateKey(readKeyOctets(octets), curve.webCrypto, curve.bits);
  }
  return { unsupported: keyTitle(type) };
}

/** gpgsm wrote EC keys into an OCTET STRING of pieces, and no pieces into it. */
function readKeyOctets(octets: Asn1Node | undefined): Uint8Array {
  const isWithoutPieces = octets?.tag === (tag.octetString | 0x20) && octets.children[0]?.tag === tag.sequence;
  return isWithoutPieces ? octets.contents : readOctets(octets, 'private key octets');
}

function keyTitle({ algorithm, curve }: KeyType): string {
  const title = findPublicKeyType(algorithm)?.title ?? algorithm;
  return algorithm === 'ec' ? `${title} ${curve ?? '(explicit curve)'}` : title;
}

/** RSAPrivateKey (RFC 8017 appendix A.1.2). */
function readRsaPrivateKey(der: Uint8Array): ReadKey {
  const [version, nNode, eNode, , pNode, qNode] = children(readAsn1(der, { ber: true }), tag.sequence, 'RSA key');
  if (readSmallInteger(version, 'RSA key version') !== 0) return { unsupported: 'RSA (more than two primes)' };
  const n = readUnsigned(nNode, 'modulus');
  if (n.length * 8 > maxModulusBits) return { unsupported: `RSA-${n.length * 8}` };
  const key = { p: readUnsigned(pNode, 'prime1'), q: readUnsigned(qNode, 'prime2'), e: readUnsigned(eNode, 'publicExponent') };
  // To multiply primes of half a megabyte takes a second.
  const isOfLength = key.p.length + key.q.length <= n.length + 1;
  const [p, q] = isOfLength ? [toNumber(key.p), toNumber(key.q)] : [0n, 0n];
  // One times the modulus would be a key for anybody's certificate.
  const areOdd = p > 2n && q > 2n && p % 2n === 1n && q % 2n === 1n;
  if (!areOdd || p * q !== toNumber(n)) throw new Asn1Error('the primes are not those of the modulus');
  return { key: { algorithm: 'rsa', p: key.p.slice(), q: key.q.slice(), e: key.e.slice() } };
}

/** ECPrivateKey (RFC 5915). Its copy of the point is not read: the certificate has it. */
function readEcPrivateKey(der: Uint8Array, curve: EcPrivateKey['curve'], bits: number): ReadKey {
  const [version, scalar] = children(readAsn1(der, { ber: true }), tag.sequence, 'EC key');
  if (readSmallInteger(version, 'EC key version') !== 1) throw new Asn1Error('EC key version is not 1');
  const value = toNumber(readOctets(scalar, 'EC key'));
  const size = Math.ceil(bits / 8);
  if (value === 0n || octetLength(value) > size) throw new Asn1Error('EC key is out of range');
  return { key: { algorithm: 'ec', curve, d: toOctets(value, size) } };
}

/** CurvePrivateKey (RFC 8410 section 7). */
function readCurvePrivateKey(der: Uint8Array, algorithm: 'x25519' | 'ed25519'): ReadKey {
  const d = readOctets(readAsn1(der, { ber: true }), 'key');
  if (d.length !== 32) throw new Asn1Error(`${algorithm} key has a wrong length`);
  return { key: { algorithm, d: d.slice() } };
}

/**
 * PrivateKeyInfo of a key.
 * @param spkiDer - its SubjectPublicKeyInfo
 * @throws SmimeError ERR_KEY_UNSUPPORTED when its numbers do not fit
 */
export function writePrivateKeyInfo(key: PrivateKey, spkiDer: Uint8Array): Uint8Array<ArrayBuffer> {
  const type = objectIdentifier(oidOf(findPublicKeyType(key.algorithm)));
  switch (key.algorithm) {
    case 'rsa':
      return rsaPrivateKeyInfo(key, spkiDer);
    case 'ec': {
      // NSS and Java want the point, which they do not work out by themselves.
      const point = explicit(1, bitString(readSubjectPublicKey(spkiDer).octets));
      const curve = objectIdentifier(oidOf(findCurve(key.curve)));
      return privateKeyInfo([type, curve], sequence(integer(1), octetString(key.d), point));
    }
    case 'x25519':
    case 'ed25519':
      return privateKeyInfo([type], octetString(key.d));
  }
}

/** As its public key: what one for RSASSA-PSS may be used for stays said beside the key. */
function rsaPrivateKeyInfo(key: RsaPrivateKey, spkiDer: Uint8Array): Uint8Array<ArrayBuffer> {
  const { algorithm, parameters } = readSubjectPublicKey(spkiDer);
  const type = objectIdentifier(oidOf(findPublicKeyType(algorithm)));
  if (algorithm === 'rsa') return privateKeyInfo([type, nullValue()], rsaPrivateKey(key));
  return privateKeyInfo(parameters === undefined ? [type] : [type, parameters.bytes], rsaPrivateKey(key));
}

function privateKeyInfo(algorithm: readonly Uint8Array[], key: Uint8Array): Uint8Array<ArrayBuffer> {
  return sequence(integer(0), sequence(...algorithm), octetString(key));
}

function rsaPrivateKey(key: RsaPrivateKey): Uint8Array {
  const { n, e, d, p, q, dp, dq, qi } = deriveRsaNumbers(key);
  const numbers = [n, e, d, p, q, dp, dq, qi].map((value) => integer(toOctets(value, octetLength(value))));
  return sequence(integer(0), ...numbers);
}
