import { fromHex } from '../../../src/smime/bytes';
import { decryptCbc } from '../../../src/smime/ciphers/cbc';
import { rc2Decryption } from '../../../src/smime/dangerous/rc2';
import { decryptedBlocks, isSame, someOctets } from '../../support/block-ciphers';
import { describeOpenssl, OpensslFolder } from '../../support/openssl';

test.each([
  ['0000000000000000', 63, '0000000000000000', 'ebb773f993278eff'],
  ['ffffffffffffffff', 64, 'ffffffffffffffff', '278b27e42e2f0d49'],
  ['3000000000000000', 64, '1000000000000001', '30649edf9be7d2c2'],
  ['88', 64, '0000000000000000', '61a8a244adacccf0'],
  ['88bca90e90875a', 64, '0000000000000000', '6ccf4308974c267f'],
  ['88bca90e90875a7f0f79c384627bafb2', 64, '0000000000000000', '1a807d272bbe5db1'],
  ['88bca90e90875a7f0f79c384627bafb2', 128, '0000000000000000', '2269552ab0f85ca6'],
  ['88bca90e90875a7f0f79c384627bafb216f80a6f85920584c42fceb0be255daf1e', 129, '0000000000000000', '5b78d3a43dfff1f1'],
])('RFC 2268 section 5: key %s, %i bits', (key, bits, plaintext, ciphertext) => {
  expect(decryptedBlocks(rc2Decryption(fromHex(key), bits), ciphertext)).toBe(plaintext);
});

test.each([
  [0, 64],
  [129, 64],
  [16, 0],
  [16, 1025],
  [16, 40.5],
])('a key of %i octets of which %d bits count is the programmer’s fault', (length, bits) => {
  expect(() => rc2Decryption(new Uint8Array(length), bits)).toThrow(TypeError);
});

/** Made by Java's own RC2, which tells the length of a key from how much of it counts. */
test.each([
  [40, '59c95f84774c7f0592e0899fa690b57cc5298ceab7778cab2682fbf6bde083d2789715550340762b'],
  [64, 'ac6ae0e9492db2aa181de60168e2470f5e9a488e224196fe9dbbb0101fa62c85ba8e8f5335dc8122'],
  [100, '519c2e0075edc0dfa10f4390dbaaa943d67a2132d5a7f4ac5e521eb29224e0e0c2424d60128751c2'],
  [128, 'aa8b323501d842661724e50f1b014c49de64c7f6236edf116887ea4793ed153ac0df8cc20f43bc09'],
])('16 octets of key, %i bits count', async (bits, ciphertext) => {
  const key = fromHex('00112233445566778899aabbccddeeff');
  const plaintext = await decryptCbc(rc2Decryption(key, bits), fromHex('0102030405060708'), fromHex(ciphertext));
  expect(new TextDecoder().decode(plaintext ?? new Uint8Array())).toBe('Content-Type: text/plain\r\n\r\nAt noon?\r\n');
});

describeOpenssl('RC2 by the openssl command', () => {
  const cases = ['rc2-40-cbc', 'rc2-64-cbc', 'rc2-cbc'].flatMap((name, at) =>
    [0, 1, 7, 8, 9, 131_073].map((length) => [name, [5, 8, 16][at] ?? 0, length] as const),
  );

  test.each(cases)('%s with %i octets of key, %i octets', async (name, keyLength, length) => {
    const folder = new OpensslFolder();
    const [key, iv, plaintext] = [someOctets(keyLength, 5), someOctets(8, 6), someOctets(length)];
    const hex = (octets: Uint8Array) => Buffer.from(octets).toString('hex');
    folder.write('plain', plaintext);
    folder.run(...`enc -provider legacy -provider default -${name} -in plain -out encrypted`.split(' '), '-K', hex(key), '-iv', hex(iv));
    expect(isSame(await decryptCbc(rc2Decryption(key, keyLength * 8), iv, folder.read('encrypted')), plaintext)).toBe(true);
    folder.remove();
  });
});
