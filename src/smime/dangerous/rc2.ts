/**
 * RC2 (RFC 2268), to read what old programs wrote, often with no more than 40
 * bits of key, as the rules for export were, which anybody can try out. So there
 * is no way to encrypt here.
 *
 * The time that looking up in tables takes depends on the key, for whoever
 * measures the caches of this very machine.
 */
import { fromHex, viewOf } from '../bytes';
import type { BlockDecryption } from '../ciphers/cbc';

const blockLength = 8;
const maxKeyLength = 128;

/** PITABLE of RFC 2268 section 2: the octets in an order that follows from the digits of pi. */
const piTable = fromHex(
  [
    'd978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2',
    '179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e82',
    '54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626',
    '6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7',
    '08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ec',
    'c2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731',
    '2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a9',
    '0d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad',
  ].join(''),
);

/**
 * @param key - 1 to 128 octets
 * @param effectiveBits - how much of the key counts, 1 to 1024 bits, whatever its length
 * @throws TypeError for a key or a number of bits outside of that
 */
export function rc2Decryption(key: Uint8Array, effectiveBits: number): BlockDecryption {
  const expanded = expandKey(key, effectiveBits);
  return {
    blockLength,
    decryptBlocks(ciphertext, plaintext) {
      const words = new Uint16Array(4);
      const [from, to] = [viewOf(ciphertext), viewOf(plaintext)];
      for (let at = 0; at < ciphertext.length; at += blockLength) {
        for (let word = 0; word < 4; word++) words[word] = from.getUint16(at + 2 * word, true);
        decryptWords(words, expanded);
        for (let word = 0; word < 4; word++) to.setUint16(at + 2 * word, words[word] ?? 0, true);
      }
    },
  };
}

/** Section 2. */
function expandKey(key: Uint8Array, effectiveBits: number): Uint16Array {
  if (key.length < 1 || key.length > maxKeyLength) throw new TypeError('A key of 1 to 128 octets is needed.');
  if (!Number.isInteger(effectiveBits) || effectiveBits < 1 || effectiveBits > 1024) {
    throw new TypeError('Of a key 1 to 1024 bits can count.');
  }
  const octets = new Uint8Array(maxKeyLength);
  octets.set(key);
  const pi = (octet: number): number => piTable[octet & 0xff] ?? 0;
  const at = (index: number): number => octets[index] ?? 0;
  for (let index = key.length; index < maxKeyLength; index++) octets[index] = pi(at(index - 1) + at(index - key.length));
  const effective = Math.ceil(effectiveBits / 8);
  const first = maxKeyLength - effective;
  octets[first] = pi(at(first) & (0xff >> (8 * effective - effectiveBits)));
  for (let index = first - 1; index >= 0; index--) octets[index] = pi(at(index + 1) ^ at(index + effective));
  return Uint16Array.from({ length: 64 }, (_, word) => at(2 * word) | (at(2 * word + 1) << 8));
}

/** Section 4: sixteen rounds backwards, with two of the other kind after the fifth and the eleventh. */
function decryptWords(words: Uint16Array, key: Uint16Array): void {
  let [a = 0, b = 0, c = 0, d = 0] = words;
  for (let next = 63; next > 0; next -= 4) {
    d = turnRight(d, 5) - (key[next] ?? 0) - (c & b) - (~c & a);
    c = turnRight(c, 3) - (key[next - 1] ?? 0) - (b & a) - (~b & d);
    b = turnRight(b, 2) - (key[next - 2] ?? 0) - (a & d) - (~a & c);
    a = turnRight(a, 1) - (key[next - 3] ?? 0) - (d & c) - (~d & b);
    if (next === 47 || next === 23) {
      d -= key[c & 63] ?? 0;
      c -= key[b & 63] ?? 0;
      b -= key[a & 63] ?? 0;
      a -= key[d & 63] ?? 0;
    }
  }
  words.set([a, b, c, d]);
}

/** Of the lower 16 bits; what stands above them does not count. */
function turnRight(word: number, bits: number): number {
  const lower = word & 0xffff;
  return (lower >>> bits) | (lower << (16 - bits));
}
