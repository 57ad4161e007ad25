import { viewOf } from '../bytes';
import { keyChoice, permutation, roundKeyChoice, substitutionBoxes, turns } from './des-tables';

/** The rounds of DES (FIPS 46-3), the same forwards and backwards: the order of the round keys is the direction. */

export const desBlockLength = 8;
const words = 2;

/** For each round two words of its key: one for every second box, one for the boxes between them. */
export type RoundKeys = readonly (readonly [number, number])[];

/**
 * Each block by itself, through sixteen rounds for each of the passes.
 * @param to - as long as `from`, which is whole blocks; may be the same octets
 */
export function throughRounds(schedule: Int32Array, from: Uint8Array, to: Uint8Array): void {
  const [source, target] = [viewOf(from), viewOf(to)];
  const halves = new Int32Array(words);
  for (let at = 0; at < from.length; at += desBlockLength) {
    halves[0] = source.getInt32(at);
    halves[1] = source.getInt32(at + 4);
    initialPermutation(halves);
    passes(halves, schedule);
    finalPermutation(halves);
    target.setInt32(at, halves[0]);
    target.setInt32(at + 4, halves[1]);
  }
}

/** One pass for each list of round keys, in the order given. */
export function scheduleOf(...passKeys: readonly RoundKeys[]): Int32Array {
  return Int32Array.from(passKeys.flat(2));
}

export function backwards(keys: RoundKeys): RoundKeys {
  return [...keys].reverse();
}

/** IP as five exchanges of bits between the halves. */
function initialPermutation(halves: Int32Array): void {
  exchange(halves, 0, 4, 0x0f0f0f0f);
  exchange(halves, 0, 16, 0x0000ffff);
  exchange(halves, 1, 2, 0x33333333);
  exchange(halves, 1, 8, 0x00ff00ff);
  exchange(halves, 0, 1, 0x55555555);
}

function finalPermutation(halves: Int32Array): void {
  exchange(halves, 0, 1, 0x55555555);
  exchange(halves, 1, 8, 0x00ff00ff);
  exchange(halves, 1, 2, 0x33333333);
  exchange(halves, 0, 16, 0x0000ffff);
  exchange(halves, 0, 4, 0x0f0f0f0f);
}

function exchange(halves: Int32Array, which: 0 | 1, shift: number, mask: number): void {
  const [one, other] = which === 0 ? [halves[0] ?? 0, halves[1] ?? 0] : [halves[1] ?? 0, halves[0] ?? 0];
  const moved = ((one >>> shift) ^ other) & mask;
  halves[which] = one ^ (moved << shift);
  halves[1 - which] = other ^ moved;
}

/** Of a pass in the schedule: two words for each of sixteen rounds. */
const passLength = 32;

/**
 * One pass for DES, three for triple DES: the permutations between them undo
 * each other. The halves stay turned by a bit meanwhile, as `boxes` gives its
 * values: so the six bits for every second box are the last of an octet, and
 * after four more bits those for the boxes between them.
 */
function passes(halves: Int32Array, schedule: Int32Array): void {
  let left = turnLeft(halves[0] ?? 0, 1);
  let right = turnLeft(halves[1] ?? 0, 1);
  for (let pass = 0; pass < schedule.length; pass += passLength) {
    for (let at = pass; at < pass + passLength; at += 4) {
      left ^= round(right, schedule[at] ?? 0, schedule[at + 1] ?? 0);
      right ^= round(left, schedule[at + 2] ?? 0, schedule[at + 3] ?? 0);
    }
    const exchanged = left;
    left = right;
    right = exchanged;
  }
  halves[0] = turnLeft(left, 31);
  halves[1] = turnLeft(right, 31);
}

function turnLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function round(half: number, oddKey: number, evenKey: number): number {
  const odd = turnLeft(half, 28) ^ oddKey;
  const even = half ^ evenKey;
  return (
    (boxes[(odd >>> 24) & 63] ?? 0) ^
    (boxes[64 + ((even >>> 24) & 63)] ?? 0) ^
    (boxes[128 + ((odd >>> 16) & 63)] ?? 0) ^
    (boxes[192 + ((even >>> 16) & 63)] ?? 0) ^
    (boxes[256 + ((odd >>> 8) & 63)] ?? 0) ^
    (boxes[320 + ((even >>> 8) & 63)] ?? 0) ^
    (boxes[384 + (odd & 63)] ?? 0) ^
    (boxes[448 + (even & 63)] ?? 0)
  );
}

/** What each box gives for each six bits, permuted by P and turned by one bit. */
const boxes: Int32Array = Int32Array.from({ length: 512 }, (_, index) => {
  const [box, bits] = [index >> 6, index & 63];
  // The outer two bits are the row, the inner four the column.
  const position = (bits & 0x20) | ((bits & 1) << 4) | ((bits >> 1) & 15);
  const value = Number.parseInt(substitutionBoxes[box]?.[position] ?? '', 16) << (28 - 4 * box);
  return turnLeft(permutation.reduce((word, bit) => (word << 1) | ((value >>> (32 - bit)) & 1), 0), 1);
});

/** For each round the keys of boxes 1, 3, 5 and 7 in one word, those of 2, 4, 6 and 8 in another. */
export function roundKeys(key: Uint8Array): RoundKeys {
  return turns.map((turn) => {
    const bits = roundKeyChoice.map((choice) => keyBit(key, choice - 1, turn));
    const ofBox = (box: number): number => bits.slice(box * 6, box * 6 + 6).reduce((six, bit) => (six << 1) | bit, 0);
    const word = (parity: 0 | 1): number => [0, 2, 4, 6].reduce((sum, box) => (sum << 8) | ofBox(box + parity), 0);
    return [word(0), word(1)] as const;
  });
}

/** A bit of the two halves of 28 bits that the key is kept in, each turned left. */
function keyBit(key: Uint8Array, position: number, turn: number): number {
  const half = position < 28 ? 0 : 28;
  const bit = (keyChoice[half + ((position - half + turn) % 28)] ?? 1) - 1;
  return ((key[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1;
}
