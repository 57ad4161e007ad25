import { readAsn1 } from '../../src/smime/asn1/read';
import { children, readOctets, tag, unwrap } from '../../src/smime/asn1/values';
import { bmpString, encode, explicit, integer, objectIdentifier, octetString, sequence, setOf } from '../../src/smime/asn1/write';
import { writeMacData } from '../../src/smime/pkcs12/mac';
import { bagAttribute, bagType, contentType, x509Certificate } from '../../src/smime/pkcs12/object-identifiers';
import { OpensslFolder } from './openssl';

/** Parts of PKCS#12 files, to put together what no program writes. */

export function bag(type: string, value: Uint8Array, ...attributes: readonly Uint8Array[]): Uint8Array {
  const parts = [objectIdentifier(type), explicit(0, value)];
  return attributes.length === 0 ? sequence(...parts) : sequence(...parts, setOf(...attributes));
}

export function nameAttribute(name: string): Uint8Array {
  return sequence(objectIdentifier(bagAttribute.friendlyName), setOf(bmpString(name)));
}

export function certificateBag(der: Uint8Array, ...attributes: readonly Uint8Array[]): Uint8Array {
  const value = sequence(objectIdentifier(x509Certificate), explicit(0, octetString(der)));
  return bag(bagType.certificate, value, ...attributes);
}

/** ContentInfo. */
export const dataSafe = (octets: Uint8Array) => sequence(objectIdentifier(contentType.data), explicit(0, octetString(octets)));

export const safeOf = (...bags: readonly Uint8Array[]) => dataSafe(sequence(...bags));

/** Without a MAC: anybody can make it. */
export function pfxOf(...safes: readonly Uint8Array[]): Uint8Array {
  return sequence(integer(3), dataSafe(sequence(...safes)));
}

export async function pfxWithMac(password: string, ...safes: readonly Uint8Array[]): Promise<Uint8Array> {
  const content = sequence(...safes);
  const mac = await writeMacData(content, { digest: 'sha-256', password, salt: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), iterations: 100 });
  return sequence(integer(3), dataSafe(content), mac);
}

/** The first with indefinite lengths all around, and the octets in pieces. */
export function indefinitePfxOf(...safes: readonly Uint8Array[]): Uint8Array {
  const indefinite = (identifier: number, ...parts: readonly Uint8Array[]) =>
    Uint8Array.of(identifier, 0x80, ...parts.flatMap((part) => [...part]), 0, 0);
  const content = indefinite(tag.sequence, ...safes);
  const pieces = Array.from({ length: Math.ceil(content.length / 100) }, (_, at) => octetString(content.subarray(at * 100, at * 100 + 100)));
  const wrapped = indefinite(tag.contextConstructed(0), indefinite(tag.octetString | 0x20, ...pieces));
  return indefinite(tag.sequence, integer(3), indefinite(tag.sequence, objectIdentifier(contentType.data), wrapped));
}

/** The ContentInfos in the authenticatedSafe of a file. */
export function safesOf(pfx: Uint8Array): readonly Uint8Array[] {
  const [, authSafe] = readAsn1(pfx, { ber: true }).children;
  const content = readOctets(unwrap(authSafe?.children[1], 0, 'content'), 'content');
  return children(readAsn1(content, { ber: true }), tag.sequence, 'safes').map(({ bytes }) => bytes);
}

/** EnvelopedData to nobody: the public-key privacy mode, which no program writes. */
export const envelopedSafe = () =>
  sequence(objectIdentifier(contentType.envelopedData), explicit(0, sequence(integer(0), encode(tag.set), sequence())));

export interface OpensslPfx {
  /** For `genpkey`, e.g. `-algorithm`, `ED448`. */
  readonly key: readonly string[];
  readonly name: string;
  readonly password: string;
  /** For `pkcs12 -export`. */
  readonly options?: readonly string[];
}

/** A self-signed digital ID by OpenSSL. */
export function opensslPfx({ key, name, password, options = [] }: OpensslPfx): Uint8Array {
  const folder = new OpensslFolder();
  try {
    folder.run('genpkey', ...key, '-out', 'key');
    folder.run('req', '-new', '-x509', '-key', 'key', '-subj', `/CN=${name}`, '-days', '3650', '-out', 'crt');
    folder.run('pkcs12', '-export', '-inkey', 'key', '-in', 'crt', '-name', name, '-passout', `pass:${password}`, '-out', 'p12', ...options);
    return folder.read('p12');
  } finally {
    folder.remove();
  }
}

export const keyKinds = {
  rsa: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  p256: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  brainpool: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:brainpoolP256r1'],
  ed448: ['-algorithm', 'ED448'],
} as const;
