import { createCipheriv } from 'node:crypto';
import { fromHex } from '../../../src/smime/bytes';
import { camelliaDecryption } from '../../../src/smime/ciphers/camellia';
import { decryptCbc } from '../../../src/smime/ciphers/cbc';
import { decryptedBlocks, isSame, lengthsToTry, someOctets } from '../../support/block-ciphers';

const key = '0123456789abcdeffedcba987654321000112233445566778899aabbccddeeff';

test.each([
  [128, '67673138549669730857065648eabe43'],
  [192, 'b4993401b3e996f84ee5cee7d79b09b9'],
  [256, '9acc237dff16d76c20ef7c919e3a7509'],
])('RFC 3713 appendix A: %i bits', (bits, ciphertext) => {
  const cipher = camelliaDecryption(fromHex(key).subarray(0, bits / 8));
  expect(decryptedBlocks(cipher, ciphertext)).toBe('0123456789abcdeffedcba9876543210');
});

test.each([0, 15, 20, 33])('a key of %i octets is the programmer’s fault', (length) => {
  expect(() => camelliaDecryption(new Uint8Array(length))).toThrow(TypeError);
});

test.each([16, 24, 32])('by OpenSSL at many lengths, a key of %i octets', async (keyLength) => {
  for (const length of lengthsToTry) {
    const [secret, iv, plaintext] = [someOctets(keyLength, length + 1), someOctets(16, length + 2), someOctets(length, length + 3)];
    const cipher = createCipheriv(`camellia-${keyLength * 8}-cbc`, secret, iv);
    const ciphertext = new Uint8Array(Buffer.concat([cipher.update(plaintext), cipher.final()]));
    expect(isSame(await decryptCbc(camelliaDecryption(secret), iv, ciphertext), plaintext)).toBe(true);
  }
});
