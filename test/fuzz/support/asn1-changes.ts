import { Asn1Error, readAsn1 } from '../../../src/smime/asn1/read';
import type { Asn1Node } from '../../../src/smime/asn1/read';
import { encode } from '../../../src/smime/asn1/write';
import { concat, concatAll } from '../../../src/smime/bytes';
import type { Make } from './octet-changes';

const tags = [0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0c, 0x13, 0x17, 0x18, 0x1e, 0x24, 0x30, 0x31, 0x80, 0x82, 0xa0, 0xa1, 0xa2, 0xa3];
const lengths: readonly (readonly number[])[] = [[0], [0x80], [0x81, 0], [0x84, 0xff, 0xff, 0xff, 0xff], [0x82, 0, 1], [0xff], [0x7f]];
const contents: readonly Uint8Array[] = [
  new Uint8Array(),
  Uint8Array.of(0),
  Uint8Array.of(0xff),
  Uint8Array.of(0x80, 0x01),
  Uint8Array.of(0, 1),
  new Uint8Array(3000).fill(0xff),
  new Uint8Array(3000).fill(1),
  new TextEncoder().encode('20260230000000Z'),
  new TextEncoder().encode('\u0000\ud83d\ude00,=+"\\<>;'),
];

/** Changes that keep the encoding whole: every length around the change is made anew. */
type Edit = (node: Asn1Node, numbers: readonly [number, number], other: Asn1Node) => readonly Uint8Array[];

const edits: Readonly<Record<string, Edit>> = {
  'asn1-remove': () => [],
  'asn1-double': ({ bytes }, [times]) => Array.from({ length: 2 + (times % 5 === 0 ? times % 60 : 0) }, () => bytes),
  'asn1-retag': (node, [which]) => [concat(Uint8Array.of(tags[which % tags.length] ?? 0), node.bytes.subarray(1))],
  'asn1-length': (node, [which, by]) => {
    const header = node.bytes.length - node.contents.length;
    if (which % 3 > 0) return [concat(node.bytes.subarray(0, 1), Uint8Array.of(...(lengths[by % lengths.length] ?? [])), node.contents)];
    const copy = new Uint8Array(node.bytes);
    copy[header - 1] = (copy[header - 1] ?? 0) + (by % 5) - 2;
    return [copy];
  },
  'asn1-contents': (node, [which]) => [encode(node.tag, contents[which % contents.length] ?? new Uint8Array())],
  'asn1-wrap': (node, [which, times]) => {
    let bytes: Uint8Array = node.bytes;
    const count = times % 4 === 0 ? times % 60 : 1;
    for (let wrapped = 0; wrapped < count; wrapped++) bytes = encode(tags[which % tags.length] ?? 0x30, bytes);
    return [bytes];
  },
  'asn1-unwrap': (node) => node.children.map(({ bytes }) => bytes),
  'asn1-reverse': (node) => [encode(node.tag, ...[...node.children].reverse().map(({ bytes }) => bytes))],
  'asn1-indefinite': (node) =>
    (node.tag & 0x20) === 0 ? [node.bytes] : [concat(Uint8Array.of(node.tag, 0x80), node.contents, Uint8Array.of(0, 0))],
  'asn1-pieces': (node, [at]) => {
    const middle = at % (node.contents.length + 1);
    const halves = [node.contents.subarray(0, middle), node.contents.subarray(middle)];
    return [encode(node.tag | 0x20, ...halves.map((half) => encode(0x04, half)))];
  },
  'asn1-other': (_node, _numbers, other) => [other.bytes],
};

function readOrUndefined(octets: Uint8Array): Asn1Node | undefined {
  try {
    return readAsn1(octets, { ber: true });
  } catch (error) {
    if (error instanceof Asn1Error) return undefined;
    throw error;
  }
}

function flatten(node: Asn1Node): readonly Asn1Node[] {
  return [node, ...node.children.flatMap(flatten)];
}

function rebuilt(node: Asn1Node, target: Asn1Node, replacement: readonly Uint8Array[]): readonly Uint8Array[] {
  if (node === target) return replacement;
  const isAround = target.bytes.byteOffset >= node.contents.byteOffset && node.children.length > 0;
  const isBefore = target.bytes.byteOffset < node.bytes.byteOffset + node.bytes.length;
  if (!isAround || !isBefore) return [node.bytes];
  return [encode(node.tag, ...node.children.flatMap((child) => rebuilt(child, target, replacement)))];
}

/** Each makes nothing of octets that are no ASN.1, or no longer. */
export const asn1Changes: Readonly<Record<string, Make>> = Object.fromEntries(
  Object.entries(edits).map(([kind, edit]): [string, Make] => [
    kind,
    (octets, [which, a, b], other) => {
      const root = readOrUndefined(octets);
      if (root === undefined) return octets;
      const nodes = flatten(root);
      const others = flatten(readOrUndefined(other) ?? root);
      const target = nodes[which % nodes.length] ?? root;
      return concatAll(rebuilt(root, target, edit(target, [a, b], others[a % others.length] ?? root)));
    },
  ]),
);
