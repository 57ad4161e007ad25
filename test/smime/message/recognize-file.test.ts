import { readFileHeaders, recognizeFile } from '../../../src/smime/index';
import type { FileKind } from '../../../src/smime/index';
import { describeVectors, vector } from '../../support/vectors';

const text = (content: string) => new TextEncoder().encode(content);
const kindOf = (bytes: Uint8Array) => recognizeFile(bytes).kind;

describeVectors('what a file is, by its content', () => {
  test.each<[string, FileKind]>([
    ['interop/openssl/s-rsa-sha256-clear.eml', 'mime'],
    ['interop/openssl/e-rsa-aes256-cbc.eml', 'mime'],
    ['kde-mimetreeparser/smime-signed-apple.mbox', 'mime'],
    ['kde-mimetreeparser/smime.p7m', 'cms'],
    ['rfc4134/4.2.bin', 'cms'],
    ['rfc4134/4.3.bin', 'detached-signature'],
    ['rfc4134/5.1.bin', 'cms'],
    ['gnupg-cms/text-1.osig.pem', 'cms'],
    ['gnupg-cms/text-1.dsig.pem', 'detached-signature'],
    ['gnupg-cms/text-1.osig-bad.pem', 'cms'],
    ['gnupg-cms/plain-1.cms.asc', 'cms'],
    ['interop/bouncycastle/c-bomb-200MB.p7z', 'cms'],
    ['rfc4134/4.11.bin', 'certificates'],
    ['gnupg-cms/text-1.txt', 'unknown'],
    ['rfc9216/alice.sign.crt', 'certificates'],
    ['rfc4134/AliceRSASignByCarl.cer', 'certificates'],
    ['rfc9216/alice.sign.key', 'unknown'],
    ['rfc9216/alice.p12', 'pfx'],
    ['pkits/SOURCE.md', 'unknown'],
  ])('%s is %s', (file, kind) => {
    expect(kindOf(vector(file))).toBe(kind);
  });

  test('base64 alone is read as what it holds', () => {
    const der = vector('rfc4134/4.3.bin');
    const { kind, bytes } = recognizeFile(text(`${Buffer.from(der).toString('base64').replace(/(.{64})/g, '$1\r\n')}\r\n`));
    expect(kind).toBe('detached-signature');
    expect(Buffer.from(bytes).equals(Buffer.from(der))).toBe(true);
  });

  test('damaged, it is still what it was meant to be', () => {
    for (const [file, kind] of [['rfc4134/5.1.bin', 'cms'], ['rfc9216/alice.p12', 'pfx']] as const) {
      const whole = vector(file);
      expect(kindOf(whole.subarray(0, whole.length - 20))).toBe(kind);
    }
  });

  test('never throws, whatever the octets', () => {
    const samples = ['rfc4134/4.3.bin', 'rfc9216/alice.p12', 'interop/openssl/s-rsa-sha256-clear.eml', 'rfc9216/alice.sign.crt'];
    for (const whole of samples.map(vector)) {
      for (let at = 0; at < Math.min(whole.length, 400); at += 3) {
        const changed = Uint8Array.from(whole);
        changed[at] = (changed[at] ?? 0) ^ 0xa5;
        expect(() => recognizeFile(changed)).not.toThrow();
        expect(() => recognizeFile(whole.subarray(0, at))).not.toThrow();
      }
    }
  });
});

describe('what is no message', () => {
  test.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['a text', text('Dear Anna,\r\nthe price: 4711.\r\n')],
    ['a JSON', text('{"from": "anna"}')],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])],
    ['a calendar', text('BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n')],
    ['a compound file that is no message', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Uint8Array(600)])],
  ])('%s', (_name, bytes) => {
    expect(kindOf(bytes)).toBe('unknown');
  });

  test("Outlook's own format is told by the stream that each such file has", () => {
    const stream = Buffer.from('__properties_version1.0', 'utf16le');
    const file = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504), stream, Buffer.alloc(100)]);
    expect(kindOf(Uint8Array.from(file))).toBe('outlook-message');
  });
});

test('the headers of a message', () => {
  const { subject, from } = readFileHeaders(text('Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\r\nFrom: Anna <anna@contoso.com>\r\n\r\nHi'));
  expect({ subject, from }).toEqual({ subject: 'Grüße', from: [{ address: 'anna@contoso.com', name: 'Anna' }] });
});
