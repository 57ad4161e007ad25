import { fromHex, toHex } from '../../../src/smime/bytes';
import { rc4 } from '../../../src/smime/dangerous/rc4';

const ascii = (text: string) => new TextEncoder().encode(text);

/** RFC 6229 section 2. */
test.each([
  ['0102030405', 'b2396305f03dc027ccc3524a0a1118a8'],
  ['0102030405060708090a0b0c0d0e0f10', '9ac7cc9a609d1ef7b2932899cde41b97'],
])('the stream of key %s', (key, stream) => {
  expect(toHex(rc4(fromHex(key), new Uint8Array(16)))).toBe(stream);
});

test.each([
  ['Key', 'Plaintext', 'bbf316e8d940af0ad3'],
  ['Wiki', 'pedia', '1021bf0420'],
  ['Secret', 'Attack at dawn', '45a01f645fc35b383552544b9bf5'],
])('%s turns %s into its ciphertext and back', (key, plaintext, ciphertext) => {
  expect(toHex(rc4(ascii(key), ascii(plaintext)))).toBe(ciphertext);
  expect(rc4(ascii(key), fromHex(ciphertext))).toEqual(ascii(plaintext));
});

test.each([0, 257])('a key of %i octets is the programmer’s fault', (length) => {
  expect(() => rc4(new Uint8Array(length), new Uint8Array(1))).toThrow(TypeError);
});
