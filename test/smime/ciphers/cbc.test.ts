import { decryptCbc, decryptWholeBlocks } from '../../../src/smime/ciphers/cbc';
import type { BlockDecryption } from '../../../src/smime/ciphers/cbc';

/** Each block is its own ciphertext: what comes out is what CBC and the padding make of it. */
const nothing: BlockDecryption = { blockLength: 8, decryptBlocks: (ciphertext, plaintext) => plaintext.set(ciphertext) };
const iv = new Uint8Array(8);

/** One block whose plaintext ends so. */
const ending = (...octets: readonly number[]) => decryptCbc(nothing, iv, Uint8Array.of(...new Uint8Array(8 - octets.length).fill(0x41), ...octets));

test('takes the padding of RFC 5652 section 6.3 off', async () => {
  expect(await ending(1)).toHaveLength(7);
  expect(await ending(3, 3, 3)).toHaveLength(5);
  expect(await ending(8, 8, 8, 8, 8, 8, 8, 8)).toHaveLength(0);
});

test.each([[[0]], [[9, 9, 9, 9, 9, 9, 9, 9]], [[255]], [[2, 3, 3]], [[4, 3, 4, 4]], [[7, 8, 8, 8, 8, 8, 8, 8]]])('no padding: %p', async (octets) => {
  expect(await ending(...octets)).toBeNull();
});

test.each([0, 1, 7, 9, 15])('%i octets are no whole blocks', async (length) => {
  expect(await decryptCbc(nothing, iv, new Uint8Array(length).fill(1))).toBeNull();
});

test('the iv goes to the first block, each block of ciphertext to the next', async () => {
  const ciphertext = Uint8Array.of(0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70, 0x80, 0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x71, 0x82);
  const plaintext = await decryptCbc(nothing, Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), ciphertext);
  expect(plaintext).toEqual(null);
  const good = ciphertext.slice();
  good.set([0x72, 0x82], 14);
  expect(await decryptCbc(nothing, Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), good)).toEqual(
    Uint8Array.of(0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0, 0, 0, 0, 0, 0),
  );
});

test('an iv of another length is the programmer’s fault', async () => {
  await expect(decryptCbc(nothing, new Uint8Array(16), new Uint8Array(8))).rejects.toThrow(TypeError);
});

test('lets others run again and again during a long content, and ends when that is refused', async () => {
  const long = new Uint8Array(1024 * 1024).fill(1);
  const pause = jest.fn(() => Promise.resolve());
  await decryptCbc(nothing, iv, long, pause);
  expect(pause).toHaveBeenCalledTimes(7);
  await expect(decryptCbc(nothing, iv, long, () => Promise.reject(new Error('stop')))).rejects.toThrow('stop');
});

test('a few blocks without padding stay as they are', () => {
  const blocks = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 9);
  expect(decryptWholeBlocks(nothing, iv, blocks)).toEqual(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0, 0, 0, 0, 1));
  expect(() => decryptWholeBlocks(nothing, iv, blocks.subarray(1))).toThrow(TypeError);
});
