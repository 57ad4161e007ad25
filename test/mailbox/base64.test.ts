import { decodeBase64, encodeBase64 } from '../../src/mailbox/base64';

const lengths = [0, 1, 2, 3, 4, 0x7fff, 0x8000, 0x8001, 200_000];
const sample = (length: number) => Uint8Array.from({ length }, (_, index) => (index * 7 + (index >> 8)) & 0xff);

describe('base64', () => {
  it.each(lengths)('carries %i octets there and back', (length) => {
    const text = encodeBase64(sample(length));
    expect(text).toBe(Buffer.from(sample(length)).toString('base64'));
    expect(Buffer.compare(decodeBase64(text), sample(length))).toBe(0);
  });

  it('ignores white space', () => {
    expect([...decodeBase64(' AQID\r\n\tBA== ')]).toEqual([1, 2, 3, 4]);
  });

  it.each(['A', '****', 'AQ=A', 'Ä'])('refuses %p', (text) => {
    expect(() => decodeBase64(text)).toThrow(SyntaxError);
  });

  it('uses the native methods where there are some', () => {
    const bytes = Object.assign(sample(3), { toBase64: () => 'native' });
    expect(encodeBase64(bytes)).toBe('native');
  });
});
