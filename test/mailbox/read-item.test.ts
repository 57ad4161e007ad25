import { createReadItem } from '../../src/mailbox/read-item';
import { answers, hangs, person, refuses } from './fake-office';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const message = (more: object = {}) => ({
  itemType: 'message',
  itemId: 'AAMk1',
  internetMessageId: '<1@signet.example>',
  subject: 'Signed',
  from: person('bob@signet.example', 'Bob Marsh'),
  attachments: [{ id: 'p7s', name: 'smime.p7s', contentType: 'application/pkcs7-signature', size: 9, attachmentType: 'file', isInline: false }],
  getAllInternetHeadersAsync: answers('Content-Type: multipart/signed\r\n'),
  getAsFileAsync: answers(base64('From: bob\r\n\r\nHi')),
  getAttachmentContentAsync: answers({ content: base64('sig'), format: 'base64' }),
  ...more,
});
const read = (more: object = {}, turn = 0) => createReadItem(message(more) as unknown as Office.MessageRead, turn);

describe('a received message', () => {
  it('says what Outlook shows', () => {
    expect(read()).toMatchObject({
      kind: 'read',
      subject: 'Signed',
      from: { address: 'bob@signet.example', name: 'Bob Marsh' },
      attachments: [{ id: 'p7s', name: 'smime.p7s', contentType: 'application/pkcs7-signature', size: 9, kind: 'file' }],
    });
  });

  it('has another key at each turn, also without an itemId', () => {
    expect(read().key).toBe(read().key);
    expect(read({ itemId: '' }, 1).key).not.toBe(read({ itemId: '' }, 2).key);
    expect(read({ itemId: '', internetMessageId: '<2@signet.example>' }).key).not.toBe(read({ itemId: '' }).key);
  });

  it('gives headers, octets of attachments and the file', async () => {
    await expect(read().headers()).resolves.toContain('multipart/signed');
    expect(Buffer.from(await read().attachmentBytes('p7s')).toString()).toBe('sig');
    expect(Buffer.from(await read().file()).toString()).toBe('From: bob\r\n\r\nHi');
  });

  it('gives an attached message as UTF-8', async () => {
    const item = read({ getAttachmentContentAsync: answers({ content: 'Subject: ä\r\n', format: 'eml' }) });
    expect(Buffer.from(await item.attachmentBytes('p7s')).toString()).toBe('Subject: ä\r\n');
  });

  it('names the attachment that was refused', async () => {
    const item = read({ getAttachmentContentAsync: refuses({ code: 9003 }) });
    await expect(item.attachmentBytes('p7s')).rejects.toMatchObject({
      code: 'ERR_ATTACHMENT_UNREADABLE',
      details: { name: 'smime.p7s', reason: 'refused' },
    });
  });

  it.each(['headers', 'file'] as const)('is unsupported where Outlook has no call for %s', async (part) => {
    const item = read({ getAllInternetHeadersAsync: undefined, getAsFileAsync: undefined });
    await expect(item[part]()).rejects.toMatchObject({ code: 'ERR_OFFICE_UNSUPPORTED' });
  });

  it('is unsupported where Outlook cannot read attachments', async () => {
    await expect(read({ getAttachmentContentAsync: undefined }).attachmentBytes('p7s')).rejects.toMatchObject({
      code: 'ERR_OFFICE_UNSUPPORTED',
    });
  });

  it('is no file when it is not base64', async () => {
    await expect(read({ getAsFileAsync: answers('<html>') }).file()).rejects.toMatchObject({
      code: 'ERR_OFFICE_CALL',
      details: { officeName: 'NotBase64' },
    });
  });

  it('does not wait for ever', async () => {
    jest.useFakeTimers();
    const headers = read({ getAllInternetHeadersAsync: hangs }).headers();
    const outcome = expect(headers).rejects.toMatchObject({ code: 'ERR_OFFICE_TIMEOUT', details: { milliseconds: 10_000 } });
    await jest.advanceTimersByTimeAsync(10_001);
    await outcome;
    jest.useRealTimers();
  });
});
