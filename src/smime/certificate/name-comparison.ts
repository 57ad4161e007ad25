import { sha256 } from '@noble/hashes/sha2.js';
import { readAsn1 } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { readOid, readText } from '../asn1/values';
import { toHex } from '../bytes';
import type { Name } from './names';

/**
 * Whether distinguished names are one, by RFC 5280 section 7.1 over their
 * structure: the order of RDNs counts, that of the attributes inside one does
 * not; texts are compared without regard to their string type, to case and to
 * how many spaces stand between words; every other value octet by octet.
 */

/** A short text that is equal for equal names: for whoever compares one with many. */
export function nameKey(name: Name): string {
  return prefixKeys(name).at(-1) ?? noRdns;
}

/** The name without any RDN, which every name starts with. */
const noRdns = '';

const computed = new WeakMap<Name, readonly string[]>();

/**
 * The keys of the name's first 0, 1, 2 … RDNs: whether a name lies below
 * another (a subtree of RFC 5280 section 4.2.1.10) is then one look-up, however
 * long both are.
 */
export function prefixKeys(name: Name): readonly string[] {
  const known = computed.get(name) ?? computePrefixKeys(name.der);
  computed.set(name, known);
  return known;
}

/** A name has been read and bounded by octets before (readName). */
const everyNode = { ber: true, maxNodes: 64 * 1024 } as const;

function computePrefixKeys(der: Uint8Array): readonly string[] {
  const keys = [noRdns];
  for (const rdn of readAsn1(der, everyNode).children) {
    const attributes = rdn.children.map(comparableAttribute).sort();
    keys.push(shortKey(`${keys.at(-1) ?? noRdns}\n${attributes.join('\n')}`));
  }
  return keys;
}

/** As JSON, which has no line ends of its own: no value can imitate two attributes. */
function comparableAttribute(pair: Asn1Node): string {
  const [type, value] = pair.children;
  return JSON.stringify([readOid(type), ...(value === undefined ? [] : comparableValue(value))]);
}

function shortKey(text: string): string {
  return toHex(sha256(new TextEncoder().encode(text)));
}

/** A text, or an encoding beside a mark, so that no text is taken for one. */
function comparableValue(value: Asn1Node): readonly [string] | readonly [null, string] {
  const text = readText(value);
  // Characters that nobody could read are not the same because of that.
  return text === undefined || text.includes('\ufffd') ? [null, toHex(value.bytes)] : [prepareText(text)];
}

/** To normalize text costs up to the square of what somebody else wrote; no attribute of X.520 comes near. */
const maxNormalized = 1024;

/**
 * Text as LDAP prepares it for caseIgnoreMatch (RFC 4518 section 2), by the
 * tables of this program's Unicode. An overlong one is not normalized, only
 * its case and spaces are.
 */
export function prepareText(text: string): string {
  const mapped = oneSpaceEach(
    text.replace(/[\t-\r\u0085\p{Z}]+/gu, ' ').replace(/[\u034f\u1806\p{Cc}\p{Cf}\p{Variation_Selector}\ufffc]/gu, ''),
  );
  const folded = foldCase(mapped.length > maxNormalized ? mapped : mapped.normalize('NFKC'));
  return oneSpaceEach(folded.length > maxNormalized ? folded : folded.normalize('NFKC'));
}

/** As RFC 3454 table B.2 where it differs from the language's own lower case. */
function foldCase(text: string): string {
  return text.toLowerCase().replaceAll('ß', 'ss').replaceAll('ς', 'σ');
}

function oneSpaceEach(text: string): string {
  return text.replace(/ {2,}/g, ' ').replace(/^ /, '').replace(/ $/, '');
}
