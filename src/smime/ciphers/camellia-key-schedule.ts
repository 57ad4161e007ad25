import { viewOf } from '../bytes';
import { addF } from './camellia-function';

/** Sigma1 … Sigma6 of RFC 3713 section 2.2. */
const sigma = Int32Array.of(
  ...[0xa09e667f, 0x3bcc908b, 0xb67ae858, 0x4caa73b2, 0xc6ef372f, 0xe94f82be],
  ...[0x54ff53a5, 0xf1d36f1c, 0x10e527fa, 0xde682d1d, 0xb05688c2, 0xb3e6c1fd],
);

/** Which of KL, KR, KA and KB a subkey is cut from, and by how many bits it is turned before. */
type Source = readonly [variable: 'L' | 'R' | 'A' | 'B', turn: number];

const both = (...source: Source): readonly Source[] => [source, source];

/** Two subkeys a line, high half and low half, in the order of encryption: kw1 kw2, k1 k2, …, kw3 kw4. */
const of128Bits: readonly (readonly Source[])[] = [
  ...[both('L', 0), both('A', 0), both('L', 15), both('A', 15)],
  ...[both('A', 30), both('L', 45), [['A', 45], ['L', 60]] as const, both('A', 60)],
  ...[both('L', 77), both('L', 94), both('A', 94), both('L', 111), both('A', 111)],
];

const ofMoreBits: readonly (readonly Source[])[] = [
  ...[both('L', 0), both('B', 0), both('R', 15), both('A', 15)],
  ...[both('R', 30), both('B', 30), both('L', 45), both('A', 45)],
  ...[both('L', 60), both('R', 60), both('B', 60), both('L', 77)],
  ...[both('A', 77), both('R', 94), both('A', 94), both('L', 111), both('B', 111)],
];

/**
 * The subkeys for decryption, two words each (RFC 3713 section 2.2): those of encryption
 * from the last to the first, only that the two at each end keep their order.
 * @param key - 16, 24 or 32 octets
 * @throws TypeError for a key of another length
 */
export function decryptionSubkeys(key: Uint8Array): Int32Array {
  if (key.length !== 16 && key.length !== 24 && key.length !== 32) {
    throw new TypeError('A key of 16, 24 or 32 octets is needed.');
  }
  const variables = deriveVariables(key);
  const pairs = (key.length === 16 ? of128Bits : ofMoreBits).map((sources) =>
    sources.map(([variable, turn], half) => turned(variables[variable], turn + 64 * half)),
  );
  const [begin = [], ...inner] = pairs;
  const end = inner.pop() ?? [];
  return Int32Array.from([...end, ...inner.flat().reverse(), ...begin].flat());
}

function deriveVariables(key: Uint8Array): Readonly<Record<Source[0], Int32Array>> {
  const [L, R] = [wordsOf(key.subarray(0, 16)), rightPart(key.subarray(16))];
  const state = sum(L, R);
  addF(state, 0, sigma[0] ?? 0, sigma[1] ?? 0);
  addF(state, 2, sigma[2] ?? 0, sigma[3] ?? 0);
  const A = sum(state, L);
  addF(A, 0, sigma[4] ?? 0, sigma[5] ?? 0);
  addF(A, 2, sigma[6] ?? 0, sigma[7] ?? 0);
  const B = sum(A, R);
  addF(B, 0, sigma[8] ?? 0, sigma[9] ?? 0);
  addF(B, 2, sigma[10] ?? 0, sigma[11] ?? 0);
  return { L, R, A, B };
}

/** Nothing for 128 bits; 64 bits are followed by their complement. */
function rightPart(rest: Uint8Array): Int32Array {
  const words = wordsOf(rest);
  const [high = 0, low = 0] = words;
  if (rest.length === 0) return new Int32Array(4);
  return rest.length === 8 ? Int32Array.of(high, low, ~high, ~low) : words;
}

function wordsOf(octets: Uint8Array): Int32Array {
  const view = viewOf(octets);
  return Int32Array.from({ length: octets.length / 4 }, (_, word) => view.getInt32(word * 4));
}

function sum(a: Int32Array, b: Int32Array): Int32Array {
  return a.map((word, at) => word ^ (b[at] ?? 0));
}

/** The first 64 bits of a variable that is turned left. */
function turned(variable: Int32Array, turn: number): readonly [number, number] {
  const [word, bits] = [turn >> 5, turn & 31];
  const at = (index: number): number => variable[(word + index) & 3] ?? 0;
  const cut = (index: number): number => (bits === 0 ? at(index) : (at(index) << bits) | (at(index + 1) >>> (32 - bits)));
  return [cut(0), cut(1)];
}
