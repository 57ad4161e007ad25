import { fromHex } from '../bytes';

/** SBOX1 of RFC 3713 section 2.4.1. */
const box = fromHex(
  [
    '70822cecb327c0e5e4855735ea0cae4123ef6b934519a521ed0e4f4e1d6592bd',
    '86b8af8f7ceb1fce3e30dc5f5ec50b1aa6e139cad5475d3dd9015ad651566c4d',
    '8b0d9a66fbccb02d74122b20f0b18499df4ccbc2347e76056db7a931d11704d7',
    '14583a61de1b111c320f9c165318f222fe44cfb2c3b57a912408e8a860fc6950',
    'aad0a07da1896297545b1e95e0ff64d210c40048a3f775db8a03e6da093fdd94',
    '875c8302cd4a90337367f6f39d7fbfe2529bd826c837c63b81966f4b13be632e',
    'e979a78c9f6ebc8e29f5f9b62ffdb4597898066ae74671bad425ab4288a28dfa',
    '7207b955f8eeac0a36492a683c38f1a44028d37bbbc943c115e3adf477c7809e',
  ].join(''),
);

/** The four boxes (the others are turns of the first), each value where the linear part P puts it: a word of a box's table. */
const tables: readonly Int32Array[] = [
  table((octet) => spread(substitute(octet), 0x01010100)),
  table((octet) => spread(turnOctet(substitute(octet), 1), 0x00010101)),
  table((octet) => spread(turnOctet(substitute(octet), 7), 0x01000101)),
  table((octet) => spread(substitute(turnOctet(octet, 1)), 0x01010001)),
];

function table(of: (octet: number) => number): Int32Array {
  return Int32Array.from({ length: 256 }, (_, octet) => of(octet));
}

function substitute(octet: number): number {
  return box[octet] ?? 0;
}

function turnOctet(octet: number, bits: number): number {
  return ((octet << bits) | (octet >> (8 - bits))) & 0xff;
}

function spread(octet: number, places: number): number {
  return Math.imul(octet, places);
}

const [first = new Int32Array(), second = first, third = first, fourth = first] = tables;

/**
 * The function F of RFC 3713 section 2.4.1 of one half of the state, added to the other.
 * @param state - the block as four words
 * @param half - 0 or 2: where the half begins that goes into F
 */
export function addF(state: Int32Array, half: 0 | 2, keyHigh: number, keyLow: number): void {
  const high = (state[half] ?? 0) ^ keyHigh;
  const low = (state[half + 1] ?? 0) ^ keyLow;
  const fromHigh =
    (first[high >>> 24] ?? 0) ^ (second[(high >>> 16) & 255] ?? 0) ^ (third[(high >>> 8) & 255] ?? 0) ^ (fourth[high & 255] ?? 0);
  const fromLow =
    (second[low >>> 24] ?? 0) ^ (third[(low >>> 16) & 255] ?? 0) ^ (fourth[(low >>> 8) & 255] ?? 0) ^ (first[low & 255] ?? 0);
  const sum = fromHigh ^ fromLow;
  const other = 2 - half;
  state[other] = (state[other] ?? 0) ^ sum;
  state[other + 1] = (state[other + 1] ?? 0) ^ sum ^ ((fromHigh >>> 8) | (fromHigh << 24));
}
