import { readAsn1 } from '../../src/smime/asn1/read';
import { tag } from '../../src/smime/asn1/values';
import { bmpString, encode, objectIdentifier, sequence } from '../../src/smime/asn1/write';
import { readName } from '../../src/smime/certificate/names';
import type { Name } from '../../src/smime/certificate/names';

/** The types that names of these tests use, by the names people know. */
const attributeTypes = { C: '2.5.4.6', O: '2.5.4.10', OU: '2.5.4.11', CN: '2.5.4.3', E: '1.2.840.113549.1.9.1' } as const;

export type MadeAttribute = readonly [type: keyof typeof attributeTypes, value: string | Uint8Array];

/** A text as UTF8String, or a whole encoding. */
export const utf8 = (text: string) => encode(tag.utf8String, new TextEncoder().encode(text));
export const printable = (text: string) => encode(tag.printableString, new TextEncoder().encode(text));
export const teletex = (text: string) => encode(tag.teletexString, Uint8Array.from(text, (char) => char.charCodeAt(0)));
export const ia5 = (text: string) => encode(tag.ia5String, new TextEncoder().encode(text));
export { bmpString as bmp };

/** The encoding of a Name; each argument is one RDN, in the order given (also of a SET). */
export function nameDer(...rdns: readonly (readonly MadeAttribute[])[]): Uint8Array<ArrayBuffer> {
  return sequence(...rdns.map((rdn) => encode(tag.set, ...rdn.map(attributeDer))));
}

export function madeName(...rdns: readonly (readonly MadeAttribute[])[]): Name {
  return readName(readAsn1(nameDer(...rdns), { maxNodes: 64 * 1024 }), 'name');
}

function attributeDer([type, value]: MadeAttribute): Uint8Array {
  return sequence(objectIdentifier(attributeTypes[type]), typeof value === 'string' ? utf8(value) : value);
}
