import { openMessage, protectMessage } from '../../../src/smime';
import type { Certificate, MessageDraft, OpenedMessage, OpenOptions, ProtectOptions, UnlockedDigitalId } from '../../../src/smime';
import { concat } from '../../../src/smime/bytes';
import { readContentInfo, writeContentInfo } from '../../../src/smime/cms/content-info';
import { encode, explicit, integer, objectIdentifier, octetString, sequence } from '../../../src/smime/asn1/write';
import { protectContent } from '../../../src/smime/message/protect';
import { canonicalize } from '../../../src/smime/mime/canonicalize';
import { writeCmsEntity } from '../../../src/smime/mime/multipart-signed';
import { draftTime, shortDraft } from '../../support/drafts';
import { readIdentityCertificate, unlockIdentity, usualOptions } from '../../support/identities';
import { OpensslFolder, opensslVersion } from '../../support/openssl';
import { takeApart } from '../../support/signed-message';
import { describeVectors, vector } from '../../support/vectors';
import { verdictOf } from '../../support/verdict';

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const octets = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const secret = 'At noon?';

/** Attacks of our own on `valid` and on what is encrypted; each is made anew from good messages. */
describeVectors('attacks', () => {
  let options: OpenOptions;
  let alice: UnlockedDigitalId;
  let mallory: UnlockedDigitalId;
  let bob: Certificate;
  /** Signed by Alice. */
  let head: string;

  beforeAll(async () => {
    options = await usualOptions();
    bob = await readIdentityCertificate('rfc9216/bob.encrypt.crt');
    [alice, mallory] = await Promise.all([unlockIdentity('rfc9216/alice.sign'), unlockIdentity('interop/ids/mallory')]);
    head = latin1((await protectMessage(shortDraft, { signWith: alice, at: draftTime })).mime);
  });

  const fromMallory: MessageDraft = { ...shortDraft, from: { address: 'mallory@smime.example' } };
  const open = (bytes: Uint8Array | string): Promise<OpenedMessage> =>
    openMessage(typeof bytes === 'string' ? octets(bytes) : bytes, options);
  const signed = async (by: UnlockedDigitalId, draft = shortDraft) =>
    latin1((await protectMessage(draft, { signWith: by, at: draftTime })).mime);
  const encrypted = async () => latin1((await protectMessage(shortDraft, { encryptTo: [bob], at: draftTime })).mime);
  /** Without the fields of a message: what may stand as a part in another one. */
  const asPart = (message: string) => message.slice(message.search(/^Content-Type:/m));
  const message = (content: string, from = 'Alice <alice@smime.example>') => latin1(envelope(from)) + content;
  const multipart = (type: string, ...parts: readonly string[]) =>
    `Content-Type: multipart/${type}; boundary="out"\r\n\r\n${parts.map((part) => `--out\r\n${part}\r\n`).join('')}--out--\r\n`;
  const text = (words: string) => `Content-Type: text/plain\r\n\r\n${words}\r\n`;
  const html = (markup: string) => `Content-Type: text/html\r\n\r\n${markup}\r\n`;
  const envelope = (from: string) => octets(`From: ${from}\r\nDate: ${draftTime.toUTCString()}\r\nMIME-Version: 1.0\r\n`);
  /** Signs, encrypts or both around any content as it stands. */
  const protectAny = async (content: string, how: Omit<ProtectOptions, 'at'>, from = 'Mallory <mallory@smime.example>') =>
    (await protectContent(envelope(from), canonicalize(octets(content)), { ...how, at: draftTime })).message.mime;

  describe('a signature over a part is never one over the message', () => {
    const shapes: readonly (readonly [string, (part: string) => string, string])[] = [
      ['a footer by a gateway', (part) => multipart('mixed', part, text('Scanned.')), 'not-trusted'],
      ['text before it', (part) => multipart('mixed', text('Pay.'), part), 'not-trusted'],
      ['alone in a mixed', (part) => multipart('mixed', part), 'not-trusted'],
      ['two side by side', (part) => multipart('mixed', part, part), 'not-trusted'],
      ['in mixed in mixed', (part) => multipart('mixed', text('Pay.'), multipart('mixed', part).replaceAll('out', 'inn')), 'not-trusted'],
      ['as an alternative', (part) => multipart('alternative', html('Pay.'), part), 'not-signed'],
      ['as the last alternative', (part) => multipart('alternative', part, html('Pay.')), 'not-signed'],
      ['as related', (part) => multipart('related', html('Pay.'), part), 'not-signed'],
      ['as the root of related', (part) => multipart('related', part, html('Pay.')), 'not-signed'],
      ['in a digest', (part) => multipart('digest', part), 'not-signed'],
      ['in parallel', (part) => multipart('parallel', part, text('Pay.')), 'not-signed'],
      ['in another signature that is none of ours', (part) => multipart('signed; protocol="application/pgp-signature"', part, 'Content-Type: application/pgp-signature\r\n\r\nx'), 'not-signed'],
      ['in a message that is forwarded', (part) => multipart('mixed', text('Pay.'), `Content-Type: message/rfc822\r\n\r\n${message(part)}`), 'not-signed'],
      ['in a message that stands for the whole', (part) => `Content-Type: message/rfc822\r\n\r\n${message(part)}`, 'not-signed'],
    ];
    test.each(shapes)('%s', async (_, shape, state) => {
      const opened = await open(message(shape(asPart(await signed(alice)))));
      expect(opened.signature.state).toBe(state);
      if (state === 'not-trusted') expect(opened.signature).toMatchObject({ problems: ['covers-part-only'], signer: { covers: 'part' } });
    });

    test('nor in an encryption: there it is not looked for', async () => {
      const content = multipart('mixed', text('Pay.'), asPart(await signed(alice)));
      const made = await protectAny(content, { encryptTo: [bob] }, 'Alice <alice@smime.example>');
      expect(verdictOf(await open(made))).toBe('enveloped-data · decrypted aes-256-cbc');
    });
  });

  describe('an encrypted part in the middle stays closed', () => {
    const shapes: readonly (readonly [string, (part: string) => string])[] = [
      ['mixed', (part) => multipart('mixed', text('Please answer.'), part)],
      ['mixed, alone', (part) => multipart('mixed', part)],
      ['between halves of a picture address', (part) => multipart('mixed', html('<img src="http://evil.example/?'), part, html('">'))],
      ['related', (part) => multipart('related', html('<img src="cid:x">'), part)],
      ['alternative', (part) => multipart('alternative', text('Please answer.'), part)],
      ['with a style that hides it', (part) => multipart('mixed', html('<style>*{display:none}</style>'), part)],
      ['inline', (part) => multipart('mixed', text('x'), part.replace('attachment', 'inline'))],
      ['as octets with a name', (part) => multipart('mixed', text('x'), part.replace(/application\/pkcs7-mime; smime-type=enveloped-data/, 'application/octet-stream'))],
      ['forwarded', (part) => multipart('mixed', text('x'), `Content-Type: message/rfc822\r\n\r\n${message(part)}`)],
      ['a message for the whole', (part) => `Content-Type: message/rfc822\r\n\r\n${message(part)}`],
      ['multipart/encrypted', (part) => multipart('encrypted; protocol="application/pkcs7-mime"', text('x'), part)],
      ['report', (part) => multipart('report', text('Not delivered.'), part)],
    ];
    test.each(shapes)('%s', async (_, shape) => {
      const opened = await open(message(shape(asPart(await encrypted())), 'mallory@smime.example'));
      expect(opened.encryption.state).toBe('not-encrypted');
      const shown = [opened.body.text, opened.body.html, ...opened.attachments.map(({ bytes }) => latin1(bytes))].join();
      expect(shown).not.toContain(secret);
    });

    test.each(['clear', 'opaque'] as const)('signed around mixed, %s', async (form) => {
      const inner = multipart('mixed', text('Please answer.'), asPart(await encrypted()));
      const opened = await open(await protectAny(inner, { signWith: mallory, opaque: form === 'opaque' }));
      expect(opened.signature.state).toBe('valid');
      expect(opened.encryption.state).toBe('not-encrypted');
      expect(JSON.stringify([opened.body, opened.attachments.map(({ bytes }) => latin1(bytes))])).not.toContain(secret);
    });
  });

  describe('decrypted only at the root, or directly inside one signature there', () => {
    const wrapped = async (...layers: readonly ('encrypted' | 'signed')[]) => {
      let content = text(secret);
      for (const layer of [...layers].reverse()) {
        const how = layer === 'encrypted' ? { encryptTo: [bob] } : { signWith: mallory };
        content = asPart(latin1(await protectAny(content, how)));
      }
      return open(message(content, 'mallory@smime.example'));
    };

    test.each([
      [['signed', 'encrypted', 'signed'], 'valid', 'decrypted'],
      [['encrypted', 'signed'], 'valid', 'decrypted'],
      // Whoever signs a ciphertext has not seen the text (RFC 9787): he is not its author.
      [['signed', 'encrypted'], 'not-signed', 'decrypted'],
      [['signed', 'signed', 'encrypted'], 'valid', 'not-encrypted'],
      [['encrypted', 'encrypted'], 'not-signed', 'decrypted'],
      [['encrypted', 'signed', 'encrypted'], 'valid', 'decrypted'],
    ] as const)('%j: %s, %s', async (layers, signature, encryption) => {
      const opened = await wrapped(...layers);
      expect([opened.signature.state, opened.encryption.state]).toEqual([signature, encryption]);
      const opens = encryption === 'decrypted' && layers.filter((layer) => layer === 'encrypted').length === 1;
      const shown = [opened.body.text, ...opened.attachments.map(({ bytes }) => latin1(bytes))].join();
      expect(shown.includes(secret)).toBe(opens);
    });

    test("somebody else's signature around an encryption says nothing, his own inside all", async () => {
      const inner = await protectAny(text('x'), { signWith: alice, encryptTo: [bob] }, 'Alice <alice@smime.example>');
      const outer = await protectAny(asPart(latin1(inner)), { signWith: mallory }, 'Alice <alice@smime.example>');
      expect((await open(outer)).signature).toMatchObject({ state: 'valid', signer: { certificate: { fingerprint: alice.certificate.fingerprint } } });
    });
  });

  describe('another author inside than outside', () => {
    const inside = (fields: string) => `${fields}Subject: i\r\nContent-Type: text/plain; hp="clear"\r\n\r\nPay\r\n`;
    const [his, hers] = ['From: mallory@smime.example\r\n', 'From: alice@smime.example\r\n'];

    test.each([
      ['his own', his, 'valid', []],
      ["hers, with his outside", hers, 'not-trusted', ['from-ambiguous']],
      ['both in one field', 'From: mallory@smime.example, alice@smime.example\r\n', 'not-trusted', ['from-ambiguous']],
      ['both, each in a field', his + hers, 'not-trusted', ['from-ambiguous']],
      ['a group of her name', 'From: "alice@smime.example": mallory@smime.example;\r\n', 'not-trusted', ['from-ambiguous']],
      ['none', 'From: \r\n', 'not-trusted', ['from-ambiguous']],
      ['a name that is her address', 'From: "alice@smime.example" <mallory@smime.example>\r\n', 'valid', ['misleading-name']],
      ['a date long ago', `${his}Date: Mon, 1 Jan 2001 00:00:00 +0000\r\n`, 'not-trusted', ['signing-time-implausible']],
    ] as const)('%s', async (_, fields, state, said) => {
      const { signature, headers } = await open(await protectAny(inside(fields), { signWith: mallory }));
      expect(signature.state).toBe(state);
      expect(signature.state === 'valid' ? signature.remarks : 'problems' in signature ? signature.problems : []).toEqual(said);
      expect(headers.from.map(({ address }) => address)).not.toContain('alice@smime.example');
    });

    test('nobody signed: the author shown is the one outside', async () => {
      const { signature, headers } = await open(await protectAny(inside(hers).replace('clear', 'cipher'), { encryptTo: [bob] }));
      expect([signature.state, headers.from.map(({ address }) => address)]).toEqual(['not-signed', ['mallory@smime.example']]);
    });

    test('fields of a part are nobody\'s', async () => {
      const { headers, headerProtection } = await open(await protectAny(multipart('mixed', inside(hers)), { signWith: mallory }));
      expect([headers.from[0]?.address, headerProtection.state]).toEqual(['mallory@smime.example', 'none']);
    });
  });

  describe("somebody else's signature directly inside the author's", () => {
    const nested = async (outer: boolean, inner: boolean, from = 'mallory@smime.example') => {
      const part = asPart(latin1(await protectAny(text('x'), { signWith: alice, opaque: inner })));
      return open(await protectAny(part, { signWith: mallory, opaque: outer }, from));
    };

    test('closed up in it: the author has signed all of it', async () => {
      expect((await nested(true, true)).signature).toMatchObject({ state: 'valid', signer: { certificate: { fingerprint: mallory.certificate.fingerprint } } });
    });

    test.each([[true, false], [false, true], [false, false]])('where one of both is clear (%s, %s), programs differ in whom they name', async (outer, inner) => {
      expect((await nested(outer, inner)).signature).toMatchObject({ state: 'not-trusted', problems: ['address-mismatch'] });
    });

    test('the other way round it is the author who is inside', async () => {
      const { signature } = await nested(true, true, 'alice@smime.example');
      expect(signature).toMatchObject({ state: 'not-trusted', problems: ['address-mismatch'] });
    });
  });

  (opensslVersion === undefined ? test.skip : test)('signed as something that is no mail', async () => {
    const folder = new OpensslFolder();
    try {
      folder.write('content', text('x'));
      folder.write('key', vector('rfc9216/alice.sign.key'));
      folder.write('crt', vector('rfc9216/alice.sign.crt'));
      const sign = ['cms', '-sign', '-binary', '-nodetach', '-in', 'content', '-inkey', 'key', '-signer', 'crt', '-outform', 'DER', '-out', 'cms'];
      const signedAs = async (...type: readonly string[]) => {
        folder.run(...sign, ...type);
        return (await open(message(latin1(writeCmsEntity(folder.read('cms'), 'signed-data'))).replace(/^Date: .*\r\n/m, ''))).signature;
      };
      expect((await signedAs()).state).toBe('valid');
      expect(await signedAs('-econtent_type', '1.2.840.113549.1.9.16.1.4')).toMatchObject({ state: 'broken', problems: ['malformed'] });
    } finally {
      folder.remove();
    }
  });

  test("of two good signatures the report is about the author's, whichever stands first", async () => {
    const ours = takeApart(octets(await signed(alice)));
    const theirs = takeApart(octets((await signed(mallory, fromMallory)).replace(/^From: .*\r$/m, 'From: Alice <alice@smime.example>\r')));
    const both = readContentInfo(ours.cms).content.children;
    const more = readContentInfo(theirs.cms).content.children;
    const certificates = concat(...[both[3], more[3]].map((set) => concat(...(set?.children ?? []).map(({ bytes }) => bytes))));
    const infos = [more[4], both[4]].map((set) => set?.children[0]?.bytes ?? new Uint8Array());
    for (const order of [infos, [...infos].reverse()]) {
      const [version, digests, encapsulated] = both.map(({ bytes }) => bytes);
      const signedData = sequence(version ?? octets(''), digests ?? octets(''), encapsulated ?? octets(''), encode(0xa0, certificates), encode(0x31, concat(...order)));
      const opened = await open(ours.withCms(writeContentInfo('1.2.840.113549.1.7.2', signedData)));
      expect(opened.signature).toMatchObject({ state: 'valid', signer: { certificate: { fingerprint: alice.certificate.fingerprint } } });
    }
  });

  test('what looks like CMS data and is none ends as a value', async () => {
    const odd = writeContentInfo('1.2.840.113549.1.7.1', integer(5));
    expect(verdictOf(await open(message(latin1(writeCmsEntity(odd, 'signed-data')))))).toBe('data · broken (malformed)');
    const list = writeContentInfo('1.2.840.113549.1.7.1', sequence(objectIdentifier('1.2.3'), explicit(0, octetString(octets('x')))));
    expect((await open(message(latin1(writeCmsEntity(list, 'enveloped-data'))))).encryption).toMatchObject({ state: 'failed', problem: 'malformed' });
  });

  test.each([
    ['an hour', 60 * 60 * 1000, 'valid', []],
    ['an hour and a second', 60 * 60 * 1000 + 1000, 'not-trusted', ['signing-time-implausible']],
    ['a year', 365 * 24 * 60 * 60 * 1000, 'not-trusted', ['signing-time-implausible']],
  ] as const)('a signature %s older than Date: says', async (_, milliseconds, state, problems) => {
    const late = new Date(draftTime.getTime() + milliseconds).toUTCString();
    for (const date of [`Date: ${late}`, `${/^Date: .*$/m.exec(head)?.[0].trimEnd() ?? ''}\r\nDate: ${late}`]) {
      const { signature } = await open(head.replace(/^Date: .*\r$/m, `${date}\r`));
      expect(signature.state).toBe(state);
      expect('problems' in signature ? signature.problems : []).toEqual(problems);
    }
  });

  test.each([
    ['blanks without end', `Thu,${' '.repeat(300)}01 Jul 2027 00:00:00 +0000`],
    ['a comment in a comment', 'Thu, 01 Jul 2027 00:00:00 +0000 (a (b) c)'],
    ['a long comment', `Thu, 01 Jul 2027 00:00:00 +0000 (${'x'.repeat(300)})`],
    ['a zone that only some know', 'Thu, 01 Jul 2027 00:00:00 CET'],
    ['blanks before commas and colons', 'Thu , 01 Jul 2027 00 : 00 : 00 +0000'],
    ['no date at all', 'soon'],
  ])('another date, however it is written (%s), is not the day of the signature', async (_, date) => {
    const { signature } = await open(head.replace(/^Date: .*\r$/m, `Date: ${date}\r`));
    expect(signature).toMatchObject({ state: 'not-trusted', problems: ['signing-time-implausible'] });
  });

  test('a date in the usual ways of writing it is compared', async () => {
    const date = `${draftTime.toUTCString().replace('GMT', '+0000')} (UTC (as clocks (here) say))`;
    const { signature } = await open(head.replace(/^Date: .*\r$/m, `Date:  ${date.replaceAll(' ', '  ')}\r`));
    expect(signature.state).toBe('valid');
  });

  test('without Date: there is nothing to compare', async () => {
    expect((await open(head.replace(/^Date: .*\r\n/m, ''))).signature.state).toBe('valid');
  });

  test.each([
    ['"alice@smime.example" <mallory@smime.example>', 'valid', ['misleading-name']],
    ['=?utf-8?Q?alice=40smime.example?= <mallory@smime.example>', 'valid', ['misleading-name']],
    ['Mallory <mallory@smime.example>', 'valid', []],
    ['mallory@smime.example (alice@smime.example)', 'not-trusted', ['from-ambiguous']],
    ['"alice@smime.example": mallory@smime.example;', 'not-trusted', ['from-ambiguous']],
  ] as const)('signed by Mallory as %s', async (from, state, said) => {
    const { signature } = await open((await signed(mallory, fromMallory)).replace(/^From: .*\r$/m, `From: ${from}\r`));
    expect(signature.state).toBe(state);
    expect(signature.state === 'valid' ? signature.remarks : 'problems' in signature ? signature.problems : []).toEqual(said);
  });
});
