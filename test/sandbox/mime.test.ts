import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { protectedBytes, protectionOf, splitMessage, withoutField } from '../../sandbox/mail/mime';
import { readMessage } from '../../sandbox/mail/read-message';

const inbox = join(__dirname, '../../sandbox/fixtures/inbox/alice');
const fixture = (name: string): Promise<Buffer> => readFile(join(inbox, name));
const crlf = (text: string): Buffer => Buffer.from(text.replace(/\n/g, '\r\n'), 'latin1');

describe('what Exchange makes of a message', () => {
  test('a clear-signed message has its text and one attachment: the signed entity, octet for octet', async () => {
    const raw = await fixture('05-signed.eml');
    const { message, files } = await readMessage(raw);
    expect(message).toMatchObject({ protection: 'clear-signed', itemClass: 'IPM.Note.SMIME.MultipartSigned' });
    expect(message.text).toContain('Harbour Street 4');
    expect(message.attachments).toEqual([
      { kind: 'file', id: 'protected', name: 'smime.p7m', contentType: 'multipart/signed', size: files[0]?.bytes.byteLength, isInline: false },
    ]);
    const entity = files[0]?.bytes ?? Buffer.alloc(0);
    expect(entity.toString('latin1')).toMatch(/^Content-Type: multipart\/signed; [^]*?\r\n\r\n/);
    expect(raw.includes(entity.subarray(entity.indexOf('\r\n\r\n')))).toBe(true);
  });

  test.each([
    ['06-opaque-signed.eml', 'signed-data'],
    ['09-encrypted.eml', 'enveloped-data'],
  ])('%s stays closed: no body, the CMS as smime.p7m', async (name, smimeType) => {
    const { message, files } = await readMessage(await fixture(name));
    expect(message).toMatchObject({ protection: 'cms', itemClass: 'IPM.Note.SMIME', smimeType, preview: '' });
    expect(message.text).toBeUndefined();
    expect(message.html).toBeUndefined();
    expect(files).toHaveLength(1);
    expect(files[0]?.bytes[0]).toBe(0x30);
  });

  test('an ordinary message has its parts', async () => {
    const { message, files } = await readMessage(await fixture('11-welcome.eml'));
    expect(message).toMatchObject({ protection: 'none', itemClass: 'IPM.Note' });
    expect(message.html).toContain('signet');
    expect(files.map(({ name }) => name)).toEqual(['alice-lind.p12']);
  });

  describe('a message in a message is an item', () => {
    const inner = 'Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\nContent-Type: text/plain; charset=utf-8\n\n.hi \xfc\n\n--not the boundary\n';
    const outer = (part: string): Buffer =>
      crlf(`Content-Type: multipart/mixed; boundary=b\n\n--b\n\nsee below\n--b\n${part}\n--b--\n`);

    test('named by its subject; its lines are as they were', async () => {
      const part = `Content-Type: message/rfc822; name="x.eml"\nContent-Disposition: inline\n\n${inner}`;
      const { message, files } = await readMessage(outer(part));
      expect(message.attachments).toMatchObject([{ kind: 'item', name: 'Grüße', contentType: 'message/rfc822' }]);
      expect(files[0]?.bytes.toString('latin1').replace(/(\r\n)+$/, '\r\n')).toBe(crlf(inner).toString('latin1'));
      expect(files[0]?.size).toBe(files[0]?.bytes.byteLength);
    });

    test('its own name where it has no subject; a default where it has neither', async () => {
      const named = await readMessage(outer('Content-Type: message/rfc822; name="x.eml"\n\nFrom: a@b\n\nhi'));
      const nameless = await readMessage(outer('Content-Type: message/rfc822\n\nFrom: a@b\n\nhi'));
      expect([named, nameless].map(({ message }) => message.attachments[0]?.name)).toEqual(['x.eml', 'Message']);
    });
  });

  test.each([
    ['folders without end', `Content-Type: multipart/mixed; boundary=b\n\n${'--b\nContent-Type: multipart/mixed; boundary=b\n\n'.repeat(2000)}`],
    ['a header without end', `Subject: x\n${'X-Long: y\n'.repeat(300_000)}\nhi`],
    ['no header at all', '\n\nhi'],
    ['nothing', ''],
    ['zeros', '\0'.repeat(1000)],
  ])('%s is still a message that can be listed', async (_, text) => {
    expect((await readMessage(crlf(text))).message.protection).toBe('none');
  });

  test('a binary CMS body is taken as it is', () => {
    const raw = Buffer.concat([
      crlf('Content-Type: application/x-pkcs7-mime\nContent-Transfer-Encoding: binary\n\n'),
      Buffer.from([0x30, 0x80, 0x0d, 0x0a]),
    ]);
    expect([...protectedBytes(raw)]).toEqual([0x30, 0x80, 0x0d, 0x0a]);
  });

  test.each([
    ['multipart/signed; protocol="application/pkcs7-signature"; boundary=x', 'clear-signed'],
    ['multipart/signed; protocol="application/pgp-signature"; boundary=x', 'none'],
    ['application/pkcs7-mime', 'cms'],
    ['application/octet-stream; name="SMIME.P7M"', 'cms'],
    ['application/octet-stream; name="a.pdf"', 'none'],
    ['text/plain', 'none'],
  ])('%s is %s', (contentType, protection) => {
    expect(protectionOf(`Subject: x\r\nContent-Type:\r\n ${contentType}\r\n`)).toBe(protection);
  });
});

describe('header fields', () => {
  test('one field goes with its folded lines; all other octets stay', () => {
    const raw = crlf('To: a@x\nBcc: b@x,\n c@x\nSubject: hi\n\nBcc: not a field\n');
    expect(withoutField(raw, 'bcc').toString()).toBe('To: a@x\r\nSubject: hi\r\n\r\nBcc: not a field\r\n');
  });

  test('a message without body is all header', () => {
    expect(splitMessage(Buffer.from('Subject: x'))).toMatchObject({ header: 'Subject: x' });
  });
});
