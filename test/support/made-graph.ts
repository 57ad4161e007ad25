import { generateKeyPairSync, sign } from 'node:crypto';
import { tag } from '../../src/smime/asn1/values';
import { bitString, encode, explicit, integer, objectIdentifier, octetString, sequence } from '../../src/smime/asn1/write';
import type { MadeExtension } from './made-certificates';
import { nameDer } from './made-names';

/** Certificates in any web of names and keys; names and keys are numbers here. */
export interface Node {
  readonly subject: number;
  readonly key: number;
  readonly issuer: number;
  /** Whose key signed it. */
  readonly signedBy: number;
  readonly serial: number;
  readonly isAuthority?: boolean;
  readonly pathLength?: number;
  /** UTCTime; default: in date from 2020 to 2049. */
  readonly notAfter?: string;
  readonly extensions?: readonly MadeExtension[];
  /** In place of the numbered name or key. */
  readonly subjectName?: Uint8Array;
  readonly spki?: Uint8Array;
  readonly version?: number;
  readonly issuerName?: Uint8Array;
}

const keys: { readonly privateKey: ReturnType<typeof generateKeyPairSync>['privateKey']; readonly spki: Uint8Array }[] = [];

function keyOf(number: number): (typeof keys)[number] {
  while (keys.length <= number) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    keys.push({ privateKey, spki: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })) });
  }
  const key = keys[number];
  if (key === undefined) throw new RangeError(`no key ${number}`);
  return key;
}

const ecdsaWithSha256 = sequence(objectIdentifier('1.2.840.10045.4.3.2'));
const utcTime = (text: string): Uint8Array => encode(tag.utcTime, new TextEncoder().encode(text));
const truth = encode(tag.boolean, Uint8Array.of(0xff));

export const numberedName = (number: number): Uint8Array<ArrayBuffer> => nameDer([['CN', `Name ${number}`]]);

export function tbsOf(node: Node): Uint8Array<ArrayBuffer> {
  const { pathLength, notAfter = '491231235959Z' } = node;
  const basic = [...(node.isAuthority === true ? [truth] : []), ...(pathLength === undefined ? [] : [integer(pathLength)])];
  const extensions = [{ oid: '2.5.29.19', critical: true, value: sequence(...basic) }, ...(node.extensions ?? [])];
  return sequence(
    explicit(0, integer(node.version ?? 2)),
    integer(node.serial),
    ecdsaWithSha256,
    node.issuerName ?? numberedName(node.issuer),
    sequence(utcTime('200101000000Z'), utcTime(notAfter)),
    node.subjectName ?? numberedName(node.subject),
    node.spki ?? keyOf(node.key).spki,
    explicit(
      3,
      sequence(...extensions.map(({ oid, critical = false, value }) => sequence(objectIdentifier(oid), ...(critical ? [truth] : []), octetString(value)))),
    ),
  );
}

/** Whatever `tbs` is, signed well. */
export function signTbs(tbs: Uint8Array, key: number): Uint8Array<ArrayBuffer> {
  return sequence(tbs, ecdsaWithSha256, bitString(new Uint8Array(sign('sha256', tbs, keyOf(key).privateKey))));
}

export function makeNode(node: Node): Uint8Array<ArrayBuffer> {
  return signTbs(tbsOf(node), node.signedBy);
}
