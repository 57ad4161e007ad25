import { createCipheriv } from 'node:crypto';
import { fromHex } from '../../../src/smime/bytes';
import { decryptCbc } from '../../../src/smime/ciphers/cbc';
import { desDecryption } from '../../../src/smime/dangerous/des';
import { decryptedBlocks, isSame, lengthsToTry, someOctets } from '../../support/block-ciphers';
import { describeOpenssl, OpensslFolder } from '../../support/openssl';

/** SP 800-20 table A.4 (key, plaintext, ciphertext): together they touch every entry of every box. */
const substitutionTable = `
  7ca110454a1a6e57 01a1d6d039776742 690f5b0d9a26939b
  0131d9619dc1376e 5cd54ca83def57da 7a389d10354bd271
  07a1133e4a0b2686 0248d43806f67172 868ebb51cab4599a
  3849674c2602319e 51454b582ddf440a 7178876e01f19b2a
  04b915ba43feb5b6 42fd443059577fa2 af37fb421f8c4095
  0113b970fd34f2ce 059b5e0851cf143a 86a560f10ec6d85b
  0170f175468fb5e6 0756d8e0774761d2 0cd3da020021dc09
  43297fad38e373fe 762514b829bf486a ea676b2cb7db2b7a
  07a7137045da2a16 3bdd119049372802 dfd64a815caf1a0f
  04689104c2fd3b2f 26955f6835af609a 5c513c9c4886c088
  37d06bb516cb7546 164d5e404f275232 0a2aeeae3ff4ab77
  1f08260d1ac2465e 6b056e18759f5cca ef1bf03e5dfa575a
  584023641aba6176 004bd6ef09176062 88bf0db6d70dee56
  025816164629b007 480d39006ee762f2 a1f9915541020b56
  49793ebc79b3258f 437540c8698f3cfa 6fbf1cafcffd0556
  4fb05e1515ab73a7 072d43a077075292 2f22e49bab7ca1ac
  49e95d6d4ca229bf 02fe55778117f12a 5a6b612cc26cce4a
  018310dc409b26d6 1d9d5c5018f728c2 5f4c038ed12b2e41
  1c587f1c13924fef 305532286d6f295a 63fac0d034d9f793`
  .trim()
  .split('\n')
  .map((line) => line.trim().split(' '));

test.each(substitutionTable)('DES, SP 800-20 table A.4: key %s', (key = '', plaintext = '', ciphertext = '') => {
  expect(decryptedBlocks(desDecryption(fromHex(key)), ciphertext)).toBe(plaintext);
});

test('triple DES, SP 800-67: three keys, and one key three times is DES', () => {
  const key = '0123456789abcdef23456789abcdef01456789abcdef0123';
  const plaintext = Buffer.from('The qufck brown fox jump').toString('hex');
  expect(decryptedBlocks(desDecryption(fromHex(key)), 'a826fd8ce53b855fcce21c8112256fe668d5c05dd9b6b900')).toBe(plaintext);
  const single = '133457799bbcdff1';
  expect(decryptedBlocks(desDecryption(fromHex(single)), '85e813540f0ab405')).toBe('0123456789abcdef');
  expect(decryptedBlocks(desDecryption(fromHex(single.repeat(3))), '85e813540f0ab405')).toBe('0123456789abcdef');
});

test('parity bits do not count; of two keys the first is also the third', () => {
  const [even, odd] = ['0022446688aaccee', '0123456789abcdef'];
  const other = 'fedcba9876543210';
  const block = 'a826fd8ce53b855f';
  expect(decryptedBlocks(desDecryption(fromHex(even)), block)).toBe(decryptedBlocks(desDecryption(fromHex(odd)), block));
  expect(decryptedBlocks(desDecryption(fromHex(odd + other)), block)).toBe(decryptedBlocks(desDecryption(fromHex(odd + other + odd)), block));
});

test.each([0, 7, 9, 23, 32])('a key of %i octets is the programmer’s fault', (length) => {
  expect(() => desDecryption(new Uint8Array(length))).toThrow(TypeError);
});

test('triple DES by OpenSSL at many lengths', async () => {
  for (const length of lengthsToTry) {
    const [key, iv, plaintext] = [someOctets(24, length + 1), someOctets(8, length + 2), someOctets(length, length + 3)];
    const cipher = createCipheriv('des-ede3-cbc', key, iv);
    const ciphertext = new Uint8Array(Buffer.concat([cipher.update(plaintext), cipher.final()]));
    expect(isSame(await decryptCbc(desDecryption(key), iv, ciphertext), plaintext)).toBe(true);
  }
});

describeOpenssl('DES by the openssl command', () => {
  test.each([0, 1, 7, 8, 9, 131_073])('%i octets', async (length) => {
    const folder = new OpensslFolder();
    const [key, iv, plaintext] = [someOctets(8, 5), someOctets(8, 6), someOctets(length)];
    const hex = (octets: Uint8Array) => Buffer.from(octets).toString('hex');
    folder.write('plain', plaintext);
    folder.run(...'enc -provider legacy -provider default -des-cbc -in plain -out encrypted'.split(' '), '-K', hex(key), '-iv', hex(iv));
    expect(isSame(await decryptCbc(desDecryption(key), iv, folder.read('encrypted')), plaintext)).toBe(true);
    folder.remove();
  });
});
