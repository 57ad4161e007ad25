/**
 * Triple DES forwards: the one exception from "read, never written" of this
 * folder. A digital ID that is to go to a program which reads nothing newer
 * (Windows before 10, GnuPG's gpgsm 2.2) is better protected by this and the
 * password than not at all, and the person has asked for it in these words. Its
 * few kilobytes are far from where blocks of 64 bits begin to repeat. Only the
 * compatible form of a .pfx file may import this (.dependency-cruiser.cjs); no
 * message is ever encrypted with it (docs/adr/0013-compatible-pfx.md).
 */
import { concat } from '../bytes';
import { backwards, desBlockLength, roundKeys, scheduleOf, throughRounds } from './des-rounds';

/**
 * CBC (SP 800-38A section 6.2) with the padding of RFC 8018 section 6.1.1.
 * @param key - 24 octets; parity bits are not looked at
 * @throws TypeError for a key or an iv of another length
 */
export function encryptTripleDesCbc(key: Uint8Array, iv: Uint8Array, plaintext: Uint8Array): Uint8Array<ArrayBuffer> {
  if (key.length !== 24 || iv.length !== desBlockLength) throw new TypeError('A key of 24 and an iv of 8 octets are needed.');
  const [first = [], second = [], third = []] = [0, 8, 16].map((at) => roundKeys(key.subarray(at, at + 8)));
  const schedule = scheduleOf(first, backwards(second), third);
  const missing = desBlockLength - (plaintext.length % desBlockLength);
  const octets = concat(plaintext, new Uint8Array(missing).fill(missing));
  let previous = iv;
  for (let start = 0; start < octets.length; start += desBlockLength) {
    const block = octets.subarray(start, start + desBlockLength);
    previous.forEach((octet, at) => (block[at] = (block[at] ?? 0) ^ octet));
    throughRounds(schedule, block, block);
    previous = block;
  }
  return octets;
}
