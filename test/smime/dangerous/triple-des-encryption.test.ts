import { createCipheriv } from 'node:crypto';
import { fromHex, toHex } from '../../../src/smime/bytes';
import { decryptCbc } from '../../../src/smime/ciphers/cbc';
import { desDecryption } from '../../../src/smime/dangerous/des';
import { encryptTripleDesCbc } from '../../../src/smime/dangerous/triple-des-encryption';
import { isSame, someOctets } from '../../support/block-ciphers';

test('SP 800-67: three keys in their order', () => {
  const key = fromHex('0123456789abcdef23456789abcdef01456789abcdef0123');
  const firstBlock = new TextEncoder().encode('The qufc');
  // With an iv of zeros the first block is that of the cipher alone.
  expect(toHex(encryptTripleDesCbc(key, new Uint8Array(8), firstBlock)).slice(0, 16)).toBe('a826fd8ce53b855f');
});

test.each([0, 1, 7, 8, 9, 16, 1217, 4000])('%i octets as OpenSSL encrypts them, and back', async (length) => {
  const [key, iv, plaintext] = [someOctets(24, length + 1), someOctets(8, length + 2), someOctets(length, length + 3)];
  const before = plaintext.slice();
  const cipher = createCipheriv('des-ede3-cbc', key, iv);
  const ours = encryptTripleDesCbc(key, iv, plaintext);
  expect(isSame(ours, new Uint8Array(Buffer.concat([cipher.update(plaintext), cipher.final()])))).toBe(true);
  expect(isSame(await decryptCbc(desDecryption(key), iv, ours), plaintext)).toBe(true);
  expect(isSame(plaintext, before)).toBe(true);
});

test.each([
  [8, 8],
  [16, 8],
  [24, 7],
  [32, 16],
])('a key of %i and an iv of %i octets are the programmer’s fault', (key, iv) => {
  expect(() => encryptTripleDesCbc(new Uint8Array(key), new Uint8Array(iv), new Uint8Array())).toThrow(TypeError);
});
