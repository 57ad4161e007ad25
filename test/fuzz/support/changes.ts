import { encodeBase64Lines } from '../../../src/smime/mime/transfer-encoding';
import { fromLatin1, latin1 } from '../../../src/smime/mime/headers';
import { asn1Changes } from './asn1-changes';
import type { Change, Changed } from './corpus';
import { octetsOf } from './corpus';
import { mimeChanges } from './mime-changes';
import { octetChanges } from './octet-changes';
import type { Make } from './octet-changes';

/** The longest block of base64 in a message: as a rule its CMS. */
function base64Block(text: string): { readonly start: number; readonly end: number } | undefined {
  const blocks = Array.from(text.matchAll(/(?:[A-Za-z0-9+/]{60,80}\r?\n)+[A-Za-z0-9+/=]*/g));
  const longest = blocks.sort((a, b) => b[0].length - a[0].length)[0];
  return longest === undefined ? undefined : { start: longest.index, end: longest.index + longest[0].length };
}

function insideOf(octets: Uint8Array): Uint8Array {
  const text = latin1(octets);
  const block = base64Block(text);
  return block === undefined ? octets : new Uint8Array(Buffer.from(text.slice(block.start, block.end), 'base64'));
}

/** The same change in the octets that base64 carries; of a file without any, in the file. */
function inside(make: Make): Make {
  return (octets, numbers, other) => {
    const text = latin1(octets);
    const block = base64Block(text);
    const made = make(insideOf(octets), numbers, insideOf(other));
    if (block === undefined) return made;
    return fromLatin1(`${text.slice(0, block.start)}${latin1(encodeBase64Lines(made)).trimEnd()}${text.slice(block.end)}`);
  };
}

function allInside(makers: Readonly<Record<string, Make>>): Readonly<Record<string, Make>> {
  return Object.fromEntries(Object.entries(makers).map(([kind, make]) => [`inside-${kind}`, inside(make)]));
}

const octetInside = allInside(octetChanges);
const asn1Inside = allInside(asn1Changes);
const changes: Readonly<Record<string, Make>> = { ...octetChanges, ...asn1Changes, ...mimeChanges, ...octetInside, ...asn1Inside };

// What keeps the encoding whole gets the furthest, and is tried twice as often.
const kinds = (...makers: readonly Readonly<Record<string, Make>>[]): readonly string[] => makers.flatMap(Object.keys);

/** For messages, whose CMS stands in base64 or alone. */
export const messageChanges = kinds(octetChanges, mimeChanges, octetInside, asn1Inside, asn1Inside);
export const mimeAndOctetChanges = kinds(octetChanges, mimeChanges);
/** For PEM and DER. */
export const binaryChanges = kinds(octetChanges, asn1Changes, octetInside, asn1Inside);

function applied(octets: Uint8Array, { kind, numbers, other }: Change): Uint8Array {
  const make = changes[kind];
  if (make === undefined) throw new TypeError(`no change of the name ${kind}`);
  return make(octets, numbers, octetsOf(other));
}

/** The file, or octets taken out of it, after all the changes. */
export function changed({ file, changes: wanted }: Changed, octets = octetsOf(file)): Uint8Array {
  return wanted.reduce(applied, octets);
}
