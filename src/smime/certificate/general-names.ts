import type { Asn1Node } from '../asn1/read';
import { children, readOid, readText, tag } from '../asn1/values';
import { readName } from './names';
import type { Name } from './names';
import { smtpUtf8Mailbox } from './object-identifiers';

/** One of the names that extensions give to somebody or something (RFC 5280 section 4.2.1.6). */
export type GeneralName =
  | { readonly type: TextForm; readonly value: string }
  | { readonly type: 'directoryName'; readonly name: Name }
  | { readonly type: 'iPAddress'; readonly bytes: Uint8Array }
  /** A form that we do not read; `tag`: its number, `oid`: the type of an otherName. */
  | { readonly type: 'other'; readonly tag: number; readonly oid?: string };

/** `smtpUtf8Mailbox` is an otherName (RFC 9598 section 3). */
export type TextForm = 'rfc822Name' | 'smtpUtf8Mailbox' | 'dNSName' | 'uniformResourceIdentifier';

/** IA5String under an implicit tag. */
const ia5Forms: ReadonlyMap<number, TextForm> = new Map([
  [tag.context(1), 'rfc822Name'],
  [tag.context(2), 'dNSName'],
  [tag.context(6), 'uniformResourceIdentifier'],
]);

/**
 * GeneralNames.
 * @param expected - another tag where it is IMPLICIT
 * @throws Asn1Error
 */
export function readGeneralNames(
  node: Asn1Node | undefined,
  what: string,
  expected: number = tag.sequence,
): readonly GeneralName[] {
  return children(node, expected, what).map((member) => readGeneralName(member, what));
}

/** @throws Asn1Error */
export function readGeneralName(node: Asn1Node, what: string): GeneralName {
  const textForm = ia5Forms.get(node.tag);
  if (textForm !== undefined) return { type: textForm, value: readIa5(node.contents) };
  if (node.tag === tag.contextConstructed(4)) return { type: 'directoryName', name: readName(node.children[0], what) };
  if (node.tag === tag.context(7)) return { type: 'iPAddress', bytes: node.contents };
  if (node.tag === tag.contextConstructed(0)) return readOtherName(node, what);
  return { type: 'other', tag: node.tag & 0x1f };
}

function readOtherName(node: Asn1Node, what: string): GeneralName {
  const [type, wrapper] = node.children;
  const oid = readOid(type, `otherName of ${what}`);
  if (oid !== smtpUtf8Mailbox) return { type: 'other', tag: 0, oid };
  const text = wrapper?.children[0];
  return { type: 'smtpUtf8Mailbox', value: text?.tag === tag.utf8String ? (readText(text) ?? '') : '' };
}

/** Octets above 127 must not turn into letters of some other name: they become NUL, which no name has. */
function readIa5(contents: Uint8Array): string {
  let text = '';
  for (const octet of contents) text += octet < 0x80 ? String.fromCharCode(octet) : '\u0000';
  return text;
}
