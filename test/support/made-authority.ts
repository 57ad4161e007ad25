import { generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { tag } from '../../src/smime/asn1/values';
import { bitString, encode, explicit, integer, objectIdentifier, sequence } from '../../src/smime/asn1/write';
import { parseCertificate } from '../../src/smime/certificate/parse';
import type { Certificate } from '../../src/smime/certificate/certificate';
import { nameDer } from './made-names';
import { generalizedTime, madeExtension } from './made-ocsp';

const ecdsa = { sha256: '1.2.840.10045.4.3.2', sha1: '1.2.840.10045.4.1' } as const;
export type MadeDigest = keyof typeof ecdsa;

/** A name with a key, which certificates and CRLs are signed with. */
export interface MadeAuthority {
  /** DER of its name. */
  readonly name: Uint8Array;
  readonly key: KeyObject;
  readonly spki: Uint8Array;
}

export interface MadeIssue {
  readonly to: MadeAuthority;
  /** Contents octets of the serial number's INTEGER. */
  readonly serial?: Uint8Array;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly isAuthority?: boolean;
  /** Beside basicConstraints. */
  readonly extensions?: readonly Uint8Array[];
}

export function makeAuthority(commonName: string): MadeAuthority {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }));
  return { name: nameDer([['O', 'Contoso']], [['CN', commonName]]), key: privateKey, spki };
}

/** A signed structure of three members, as certificates and CRLs are; P-256. */
export function signedBy(key: KeyObject, tbs: Uint8Array, digest: MadeDigest = 'sha256'): Uint8Array<ArrayBuffer> {
  return sequence(tbs, signatureAlgorithm(digest), bitString(new Uint8Array(sign(digest, tbs, key))));
}

export function signatureAlgorithm(digest: MadeDigest): Uint8Array<ArrayBuffer> {
  return sequence(objectIdentifier(ecdsa[digest]));
}

export async function issue(by: MadeAuthority, made: MadeIssue): Promise<Certificate> {
  const { to, serial = Uint8Array.of(5), isAuthority = false, extensions = [] } = made;
  const { notBefore = new Date('2026-01-01T00:00:00Z'), notAfter = new Date('2036-01-01T00:00:00Z') } = made;
  const basic = isAuthority ? sequence(encode(tag.boolean, Uint8Array.of(0xff))) : sequence();
  const tbs = sequence(
    explicit(0, integer(2)),
    encode(tag.integer, serial),
    signatureAlgorithm('sha256'),
    by.name,
    sequence(generalizedTime(notBefore), generalizedTime(notAfter)),
    to.name,
    to.spki,
    explicit(3, sequence(madeExtension('2.5.29.19', basic, true), ...extensions)),
  );
  return parseCertificate(signedBy(by.key, tbs));
}
