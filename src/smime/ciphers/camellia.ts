/**
 * Camellia (RFC 3713), which WebCrypto does not have and GnuPG offers beside
 * AES. It is not weak, so it does not stand with the dangerous ones. It is only
 * read: every program that reads it reads AES too, so nobody needs it written.
 *
 * The time that looking up in tables takes depends on the key, for whoever
 * measures the caches of this very machine.
 */
import { viewOf } from '../bytes';
import { addF } from './camellia-function';
import { decryptionSubkeys } from './camellia-key-schedule';
import type { BlockDecryption } from './cbc';

const blockLength = 16;

/**
 * @param key - 16, 24 or 32 octets
 * @throws TypeError for a key of another length
 */
export function camelliaDecryption(key: Uint8Array): BlockDecryption {
  const subkeys = decryptionSubkeys(key);
  const state = new Int32Array(4);
  return {
    blockLength,
    decryptBlocks(ciphertext, plaintext) {
      const [from, to] = [viewOf(ciphertext), viewOf(plaintext)];
      for (let at = 0; at < ciphertext.length; at += blockLength) {
        for (let word = 0; word < 4; word++) state[word] = from.getInt32(at + 4 * word);
        throughRounds(state, subkeys);
        // The halves change places at the end.
        for (let word = 0; word < 4; word++) to.setInt32(at + 4 * word, state[word ^ 2] ?? 0);
      }
    },
  };
}

/** Words of six subkeys, one a round; FL and its inverse stand after every six rounds but the last. */
const sixRounds = 12;

/** Section 2.3. */
function throughRounds(state: Int32Array, subkeys: Int32Array): void {
  addWhitening(state, subkeys, 0, 0);
  let at = 4;
  for (;;) {
    for (const end = at + sixRounds; at < end; at += 4) {
      addF(state, 0, subkeys[at] ?? 0, subkeys[at + 1] ?? 0);
      addF(state, 2, subkeys[at + 2] ?? 0, subkeys[at + 3] ?? 0);
    }
    if (at + 4 >= subkeys.length) break;
    addLayer(state, subkeys, at);
    at += 4;
  }
  addWhitening(state, subkeys, at, 2);
}

function addWhitening(state: Int32Array, subkeys: Int32Array, at: number, firstHalf: 0 | 2): void {
  for (let word = 0; word < 4; word++) state[word ^ firstHalf] = (state[word ^ firstHalf] ?? 0) ^ (subkeys[at + word] ?? 0);
}

/** FL on the first half, its inverse on the second (sections 2.4.2 and 2.4.3). */
function addLayer(state: Int32Array, subkeys: Int32Array, at: number): void {
  let [a = 0, b = 0, c = 0, d = 0] = state;
  b ^= turnLeft(a & (subkeys[at] ?? 0));
  a ^= b | (subkeys[at + 1] ?? 0);
  c ^= d | (subkeys[at + 3] ?? 0);
  d ^= turnLeft(c & (subkeys[at + 2] ?? 0));
  state.set([a, b, c, d]);
}

function turnLeft(word: number): number {
  return (word << 1) | (word >>> 31);
}
