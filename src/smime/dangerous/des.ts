/**
 * DES (FIPS 46-3) and triple DES (SP 800-67), to read what old programs wrote.
 * A key of DES has 56 bits, which anybody can try out; triple DES has blocks of
 * 64 bits, which begin to repeat after some gigabytes. So there is no way to
 * encrypt here; the one exception has its own file (triple-des-encryption.ts).
 *
 * The time that looking up in tables takes depends on the key, for whoever
 * measures the caches of this very machine.
 */
import type { BlockDecryption } from '../ciphers/cbc';
import { backwards, desBlockLength, roundKeys, scheduleOf, throughRounds } from './des-rounds';

/**
 * @param key - 8 octets: DES; 24, or 16 where the third key is the first: triple DES. Parity bits are not looked at.
 * @throws TypeError for a key of another length
 */
export function desDecryption(key: Uint8Array): BlockDecryption {
  const schedule = decryptionSchedule(key);
  return {
    blockLength: desBlockLength,
    decryptBlocks: (ciphertext, plaintext) => throughRounds(schedule, ciphertext, plaintext),
  };
}

/** The way back through E(D(E)): of three passes the one in the middle goes forwards. */
function decryptionSchedule(key: Uint8Array): Int32Array {
  if (key.length !== 8 && key.length !== 16 && key.length !== 24) {
    throw new TypeError('A key of 8, 16 or 24 octets is needed.');
  }
  const keys = Array.from({ length: key.length / 8 }, (_, at) => roundKeys(key.subarray(at * 8, at * 8 + 8)));
  const [first = [], second, third = first] = keys;
  return second === undefined ? scheduleOf(backwards(first)) : scheduleOf(backwards(third), second, backwards(first));
}
