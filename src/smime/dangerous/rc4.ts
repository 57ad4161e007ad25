/**
 * RC4 (Schneier, Applied Cryptography, section 17.1), to read what old programs
 * wrote. Its first octets tell about the key, and nothing shows a change. Both
 * ways are the same.
 */

/**
 * @param key - 1 to 256 octets
 * @throws TypeError for a key of another length
 */
export function rc4(key: Uint8Array, input: Uint8Array): Uint8Array<ArrayBuffer> {
  const state = expandKey(key);
  const output = new Uint8Array(input.length);
  let [i, j] = [0, 0];
  for (let at = 0; at < input.length; at++) {
    i = (i + 1) & 0xff;
    j = (j + (state[i] ?? 0)) & 0xff;
    exchange(state, i, j);
    const sum = ((state[i] ?? 0) + (state[j] ?? 0)) & 0xff;
    output[at] = (input[at] ?? 0) ^ (state[sum] ?? 0);
  }
  return output;
}

function expandKey(key: Uint8Array): Uint8Array {
  if (key.length < 1 || key.length > 256) throw new TypeError('A key of 1 to 256 octets is needed.');
  const state = Uint8Array.from({ length: 256 }, (_, index) => index);
  let j = 0;
  for (let i = 0; i < 256; i++) {
    j = (j + (state[i] ?? 0) + (key[i % key.length] ?? 0)) & 0xff;
    exchange(state, i, j);
  }
  return state;
}

function exchange(state: Uint8Array, i: number, j: number): void {
  const before = state[i] ?? 0;
  state[i] = state[j] ?? 0;
  state[j] = before;
}
