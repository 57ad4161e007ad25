import { Asn1Error } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, readOid, readText, tag } from '../asn1/values';
import { toHex } from '../bytes';
import { attributeNames } from './object-identifiers';

/** A distinguished name (RFC 5280 section 4.1.2.4). */
export interface Name {
  /** Exact encoding, for comparison. */
  readonly der: Uint8Array;
  /** RFC 4514-like, most specific attribute first. */
  readonly text: string;
  /** In the order of the encoding. */
  readonly attributes: readonly NameAttribute[];
}

export interface NameAttribute {
  readonly oid: string;
  /** What is no text is `#` and its encoding in hex (RFC 4514 section 2.4). */
  readonly value: string;
  readonly isEncoding?: true;
}

/** No real name comes near; it is shown, and compared with others. */
const maxNameOctets = 64 * 1024;

export function readName(node: Asn1Node | undefined, what: string): Name {
  if (node !== undefined && node.bytes.length > maxNameOctets) throw new Asn1Error(`${what} is too long`);
  const rdns = children(node, tag.sequence, what).map((rdn) =>
    children(rdn, tag.set, `attribute of ${what}`).map((pair) => readAttribute(pair, what)),
  );
  return {
    der: node?.bytes ?? new Uint8Array(),
    text: [...rdns]
      .reverse()
      .map((rdn) => rdn.map(attributeText).join('+'))
      .join(', '),
    attributes: rdns.flat(),
  };
}

function readAttribute(pair: Asn1Node, what: string): NameAttribute {
  const [type, value] = children(pair, tag.sequence, `attribute of ${what}`);
  const oid = readOid(type, `attribute type of ${what}`);
  const text = value === undefined ? '' : readText(value);
  return text === undefined ? { oid, value: `#${toHex(value?.bytes ?? new Uint8Array())}`, isEncoding: true } : { oid, value: text };
}

function attributeText({ oid, value, isEncoding }: NameAttribute): string {
  return `${attributeNames[oid] ?? oid}=${isEncoding === true ? value : escapeValue(value)}`;
}

/** The first of the attributes with that type, e.g. the common name. */
export function firstAttribute(name: Name, oid: string): string | undefined {
  return name.attributes.find((pair) => pair.oid === oid)?.value;
}

/** A longer one is compared as it stands: to fold it costs as much as somebody else wrote, or the square of it. */
const maxFolded = 1024;

/**
 * Whether two names, each as `text` of a Name, are one by RFC 5280 section 7.1:
 * authorities write their own name now as PrintableString, now as UTF8String, and
 * programs copy it with other case or spaces.
 */
export function sameName(a: string, b: string): boolean {
  return a === b || comparableName(a) === comparableName(b);
}

/** Equal for names that are the same: for whoever compares one with many. */
export function comparableName(name: string): string {
  return name.length <= maxFolded ? folded(name) : name;
}

function folded(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?:\\? )+/g, ' ')
    .replace(/((?:^|(?<!\\)[,+] ?)[^=,+]*=) /g, '$1')
    .replace(/ (?=[,+]|$)/g, '');
}

/** RFC 4514 section 2.4; control characters too, so that a name cannot draw lines of its own. */
function escapeValue(value: string): string {
  return value
    .replace(/[\\,+"<>;]/g, '\\$&')
    .replace(/^[ #]|(?<=.) $/g, '\\$&')
    // eslint-disable-next-line no-control-regex -- control characters are what is looked for
    .replace(/[\u0000-\u001f\u007f]/g, (control) => `\\${control.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
