import { Asn1Error, readAsn1 } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, readOctets, readOid, readSmallInteger, readUnsigned, tag } from '../asn1/values';
import { integer, nullValue, objectIdentifier, octetString, sequence } from '../asn1/write';
import { findCurve, findPublicKeyType, oidOf } from '../cms/algorithms';
import { octetLength, toNumber, toOctets } from '../dangerous/modular-arithmetic';
import { deriveRsaNumbers, maxModulusBits } from '../dangerous/rsa-private-key';
import type { PrivateKey } from '../message/digital-id';

/** A key we can use, or the name of a kind we cannot. */
export type ReadKey = { readonly key: PrivateKey } | { readonly unsupported: string };

/**
 * PrivateKeyInfo (PKCS#8, RFC 5958).
 * @throws Asn1Error
 */
export function readPrivateKeyInfo(der: Uint8Array): ReadKey {
  const [, algorithm, octets] = children(readAsn1(der, { ber: true }), tag.sequence, 'private key');
  const [oidNode, parameters] = children(algorithm, tag.sequence, 'private key algorithm');
  const oid = readOid(oidNode, 'private key algorithm');
  const type = findPublicKeyType(oid);
  if (type?.name !== 'rsa') return { unsupported: keyTitle(type?.title ?? oid, parameters) };
  return readRsaPrivateKey(readOctets(octets, 'private key octets'));
}

function keyTitle(title: string, parameters: Asn1Node | undefined): string {
  if (title !== 'EC') return title;
  const curve = parameters?.tag === tag.oid ? readOid(parameters, 'curve') : undefined;
  return `EC ${findCurve(curve ?? '')?.name ?? curve ?? '(explicit curve)'}`;
}

/** RSAPrivateKey (RFC 8017 appendix A.1.2). */
function readRsaPrivateKey(der: Uint8Array): ReadKey {
  const [version, nNode, eNode, , pNode, qNode] = children(readAsn1(der, { ber: true }), tag.sequence, 'RSA key');
  if (readSmallInteger(version, 'RSA key version') !== 0) return { unsupported: 'RSA (more than two primes)' };
  const n = readUnsigned(nNode, 'modulus');
  if (n.length * 8 > maxModulusBits) return { unsupported: `RSA-${n.length * 8}` };
  const key = { p: readUnsigned(pNode, 'prime1'), q: readUnsigned(qNode, 'prime2'), e: readUnsigned(eNode, 'publicExponent') };
  if (toNumber(key.p) * toNumber(key.q) !== toNumber(n)) throw new Asn1Error('the primes are not those of the modulus');
  return { key: { algorithm: 'rsa', p: key.p.slice(), q: key.q.slice(), e: key.e.slice() } };
}

/** PrivateKeyInfo of a key. @throws SmimeError ERR_KEY_UNSUPPORTED when its numbers do not fit */
export function writePrivateKeyInfo(key: PrivateKey): Uint8Array<ArrayBuffer> {
  const { n, e, d, p, q, dp, dq, qi } = deriveRsaNumbers(key);
  const numbers = [n, e, d, p, q, dp, dq, qi].map((value) => integer(toOctets(value, octetLength(value))));
  const algorithm = sequence(objectIdentifier(oidOf(findPublicKeyType('rsa'))), nullValue());
  return sequence(integer(0), algorithm, octetString(sequence(integer(0), ...numbers)));
}
