import { checkProtectedMessage, openMessage, protectExisting, protectMessage } from '../../../src/smime';
import type { MessageDraft, OpenedMessage, OpenOptions, ProtectedMessage, ProtectHeaders, ProtectOptions, SelfCheck } from '../../../src/smime';
import { draftTime, hardDraft, shortDraft } from '../../support/drafts';
import { readIdentityCertificate, unlockIdentity, usualOptions } from '../../support/identities';
import { describeOpenssl, OpensslFolder } from '../../support/openssl';
import { describeVectors, vectorText } from '../../support/vectors';
import { verdictOf } from '../../support/verdict';

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const octets = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const outside = ({ mime }: ProtectedMessage) => latin1(mime).split('\r\n\r\n')[0] ?? '';

const subject = 'Offer for Müller & Söhne <2027>, with terms that make the line much longer than mail likes lines';
const draft: MessageDraft = {
  ...shortDraft,
  subject,
  cc: [{ address: 'alice@smime.example', name: 'Alice, "the" first' }],
  inReplyTo: 'before@smime.example',
  references: ['first@smime.example', 'before@smime.example'],
  html: '<html><head><title>x</title></head><body class="a"><p>At noon?</p></body></html>',
};

describeVectors('headers put inside what we write', () => {
  let options: OpenOptions;
  let signing: Required<Pick<ProtectOptions, 'signWith'>>;
  let encrypting: Required<Pick<ProtectOptions, 'encryptTo'>>;

  beforeAll(async () => {
    options = await usualOptions();
    signing = { signWith: await unlockIdentity('rfc9216/alice.sign') };
    const certificates = ['rfc9216/bob.encrypt.crt', 'rfc9216/alice.encrypt.crt'].map(readIdentityCertificate);
    encrypting = { encryptTo: await Promise.all(certificates) };
  });

  /** Made, and passed by our own check as before sending. */
  const make = async (message: MessageDraft, how: ProtectHeaders, more: Partial<ProtectOptions>): Promise<ProtectedMessage> => {
    const wanted = { at: draftTime, protectHeaders: how, ...more };
    const made = await protectMessage(message, wanted);
    await checkProtectedMessage(made, message, { ...wanted, unlocked: options.unlocked });
    return made;
  };
  const protectionOf = ({ headerProtection }: OpenedMessage) => {
    if (headerProtection.state === 'none') throw new Error('nothing is protected');
    return headerProtection;
  };
  const statesOf = (opened: OpenedMessage) => Object.fromEntries(protectionOf(opened).fields.map(({ name, state }) => [name, state]));
  const names = ['from', 'to', 'cc', 'subject', 'date', 'message-id', 'in-reply-to', 'references'];
  const all = (state: string, more = {}) => ({ ...Object.fromEntries(names.map((name) => [name, state])), ...more });

  test.each(['visible-subject', 'hidden-subject'] as const)('signed only, %s: clear, and nothing hidden', async (how) => {
    for (const opaque of [false, true]) {
      const made = await make(draft, how, { ...signing, opaque });
      const opened = await openMessage(made.mime, options);
      expect(verdictOf(opened)).toBe('signed-data · valid');
      expect(opened.headers).toEqual(opened.outerHeaders);
      expect(opened.headers.subject).toBe(subject);
      expect(protectionOf(opened)).toMatchObject({ form: 'rfc9788', hp: 'clear', subjectHidden: false, differsOutside: [] });
      expect(statesOf(opened)).toEqual(all('signed-only'));
      if (!opaque) expect(latin1(made.mime)).not.toMatch(/HP-Outer|legacy-display/i);
    }
  });

  test('encrypted with the subject visible: said what stands outside, and no copy in the text', async () => {
    const made = await make(draft, 'visible-subject', { ...signing, ...encrypting });
    const opened = await openMessage(made.mime, options);
    expect(opened.headers).toEqual(opened.outerHeaders);
    expect(protectionOf(opened)).toMatchObject({ hp: 'cipher', subjectHidden: false, differsOutside: [] });
    expect(statesOf(opened)).toEqual(all('signed-only'));
    expect(opened.body).toEqual({ text: draft.text, html: draft.html });
  });

  test.each([
    ['signed and encrypted', true, 'signed-and-encrypted', 'signed-only'],
    ['encrypted only', false, 'encrypted-only', 'unprotected'],
  ] as const)('%s with the subject hidden', async (_, isSigned, hidden, readable) => {
    const made = await make(draft, 'hidden-subject', { ...(isSigned ? signing : {}), ...encrypting });
    expect(outside(made)).toContain('\r\nSubject: [...]\r\n');
    expect(latin1(made.mime)).not.toMatch(/Offer|Söhne|M=C3|TcO8bGxlci/);
    const opened = await openMessage(made.mime, options);
    expect(opened.headers).toMatchObject({ subject, from: [draft.from], cc: draft.cc, date: new Date('2027-05-31T23:15:42Z'), messageId: draft.messageId });
    expect(opened.outerHeaders).toEqual({ ...opened.headers, subject: '[...]' });
    expect(protectionOf(opened)).toMatchObject({ form: 'rfc9788', hp: 'cipher', subjectHidden: true, differsOutside: [] });
    expect(statesOf(opened)).toEqual(all(readable, { subject: hidden }));
    // The copy for others is not shown by us.
    expect(opened.body).toEqual({ text: draft.text, html: draft.html });
  });

  test('everything that is hard for mail comes back', async () => {
    const made = await make(hardDraft, 'hidden-subject', { ...signing, ...encrypting });
    const opened = await openMessage(made.mime, options);
    expect(opened.headers).toMatchObject({ subject: hardDraft.subject, from: [hardDraft.from], to: hardDraft.to, cc: hardDraft.cc });
    expect(opened.attachments).toHaveLength(hardDraft.attachments.length);
    expect(opened.body.html).not.toContain('legacy-display');
  });

  test.each(['', '[...]', 'a', 'Re: [...]', '<b>&amp;</b>', 'Subject: x', '=?utf-8?Q?x?='])('a subject of %j', async (odd) => {
    for (const how of ['visible-subject', 'hidden-subject'] as const) {
      const message = { ...draft, subject: odd };
      const made = await make(message, how, { ...signing, ...encrypting });
      const opened = await openMessage(made.mime, options);
      expect(opened.headers.subject).toBe(odd);
      expect(opened.body).toEqual({ text: draft.text, html: draft.html });
      expect(protectionOf(opened).subjectHidden).toBe(how === 'hidden-subject' && odd !== '[...]');
    }
  });

  test.each([
    ['two  blanks'],
    [' before and behind '],
    ['a\ttab'],
    ['  Müller  &  Söhne  '],
  ])('a hidden subject with unusual blanks (%j) is sent, and its copy not shown', async (unusual) => {
    const message = { ...draft, subject: unusual };
    const opened = await openMessage((await make(message, 'hidden-subject', { ...signing, ...encrypting })).mime, options);
    expect(protectionOf(opened).subjectHidden).toBe(true);
    expect(opened.body.text).not.toMatch(/Subject:/);
    expect(opened.body.html).not.toMatch(/Subject:/);
  });

  test('a page whose styles alone are longer than any header section is sent', async () => {
    const styles = `<style>${'p.MsoNormal { margin: 0 } '.repeat(1000)}</style>`;
    const message = { ...draft, html: `<html><head>${styles}</head><body class="a"><p>At noon?</p></body></html>` };
    const opened = await openMessage((await make(message, 'hidden-subject', { ...signing, ...encrypting })).mime, options);
    expect(opened.body.html).not.toMatch(/header-protection-legacy-display/);
    expect(opened.body.html).toContain('<p>At noon?</p>');
  });

  test('Bcc stands outside for the transport, and never inside', async () => {
    const secret = { ...draft, bcc: [{ address: 'carol@smime.example' }] };
    const made = await make(secret, 'visible-subject', signing);
    expect(outside(made)).toContain('carol@smime.example');
    expect(latin1(made.mime).split('carol@')).toHaveLength(2);
  });

  test('asked for without signature and encryption, nothing changes', async () => {
    const { mime } = await protectMessage(draft, { at: draftTime, protectHeaders: 'hidden-subject' });
    expect(latin1(mime)).toBe(latin1((await protectMessage(draft, { at: draftTime })).mime));
    expect(latin1(mime)).not.toContain('hp=');
  });

  describe('by the eyes of others', () => {
    const payloadOf = async (message: MessageDraft, how: ProtectHeaders, isEncrypted: boolean) => {
      const made = await make(message, how, { ...signing, ...(isEncrypted ? encrypting : {}), opaque: false });
      return { made, key: vectorText('rfc9216/bob.encrypt.key'), certificate: vectorText('rfc9216/bob.encrypt.crt') };
    };

    describeOpenssl('OpenSSL', () => {
      let folder: OpensslFolder;
      beforeAll(() => {
        folder = new OpensslFolder();
        folder.write('ca.pem', vectorText('rfc9216/ca.rsa.crt'));
      });
      afterAll(() => folder.remove());

      const readByOpenssl = async (message: MessageDraft, how: ProtectHeaders, isEncrypted: boolean) => {
        const { made, key, certificate } = await payloadOf(message, how, isEncrypted);
        folder.write('message.eml', made.mime);
        folder.write('bob.pem', key + certificate);
        if (isEncrypted) folder.run('cms', '-decrypt', '-in', 'message.eml', '-recip', 'bob.pem', '-out', 'signed.eml');
        const verify = ['cms', '-verify', '-in', isEncrypted ? 'signed.eml' : 'message.eml', '-CAfile', 'ca.pem', '-out', 'payload.eml'];
        folder.run(...verify, '-purpose', 'smimesign', '-attime', String(draftTime.getTime() / 1000));
        return latin1(folder.read('payload.eml'));
      };

      test('gets a payload with the headers, the record of those outside, and the copy in each text', async () => {
        const payload = await readByOpenssl(draft, 'hidden-subject', true);
        const [head = '', ...rest] = payload.split('\r\n\r\n');
        const unfolded = head.replace(/\r\n[ \t]/g, ' ').split('\r\n');
        expect(unfolded.map((line) => line.replace(/:.*?(?= |$)/, ':').split(' ')[0])).toEqual([
          ...['From:', 'To:', 'Cc:', 'Subject:', 'Date:', 'Message-ID:', 'In-Reply-To:', 'References:'],
          ...Array.from({ length: 8 }, () => 'HP-Outer:'),
          'Content-Type:',
        ]);
        expect(unfolded).toContain('HP-Outer: Subject: [...]');
        expect(unfolded).toContain('HP-Outer: Date: Mon, 31 May 2027 23:15:42 +0000');
        expect(unfolded.at(-1)).toMatch(/^Content-Type: multipart\/alternative; +boundary="[^"]+"; +hp="cipher"$/);
        const body = rest.join('\r\n\r\n').replace(/=\r\n/g, '');
        expect(body.match(/hp-legacy-display="1"/g)).toHaveLength(2);
        const offer = (and: string, open: string, close: string) =>
          `Subject: Offer for M=C3=BCller ${and} S=C3=B6hne ${open}2027${close}, with terms that make the line much longer than mail likes lines`;
        expect(body).toContain(`\r\n\r\n${offer('&', '<', '>')}\r\n\r\nAt noon?`);
        const division = `<div class=3D"header-protection-legacy-display"><pre>${offer('&amp;', '&lt;', '&gt;')}</pre></div>`;
        expect(body).toContain(`<body class=3D"a">${division}<p>At noon?`);
      });

      test('gets the same octets for the same draft; 7-bit, in short lines', async () => {
        const first = await readByOpenssl(hardDraft, 'hidden-subject', true);
        expect(await readByOpenssl(hardDraft, 'hidden-subject', true)).toBe(first);
        for (const line of first.split('\r\n')) {
          expect(line).toMatch(/^[\x20-\x7e\t]{0,78}$/);
          expect(line).not.toMatch(/[ \t]$|^From |^\./);
        }
      });

      test('reads one that is only signed', async () => {
        const payload = await readByOpenssl(shortDraft, 'visible-subject', false);
        expect(payload).toBe(
          [
            ...['From: Alice <alice@smime.example>', 'To: bob@smime.example', 'Subject: Lunch'],
            ...['Date: Mon, 31 May 2027 23:15:42 +0000', 'Message-ID: <lunch@smime.example>'],
            ...['Content-Transfer-Encoding: 7bit', 'Content-Type: text/plain; charset=us-ascii;', ' hp="clear"'],
            ...['', 'At noon?', 'Alice'],
          ].join('\r\n'),
        );
      });
    });
  });

  describe('a fault in it is caught before anything leaves', () => {
    const failed = expect.objectContaining({ code: 'ERR_SELF_CHECK_FAILED' }) as Error;
    const check = (made: ProtectedMessage, more: Partial<SelfCheck>) =>
      checkProtectedMessage(made, draft, { at: draftTime, unlocked: options.unlocked, ...signing, ...encrypting, ...more });
    const hidden = (): Promise<ProtectedMessage> => make(draft, 'hidden-subject', { ...signing, ...encrypting });

    test.each([
      ['the subject outside', 'Subject: [...]', `Subject: Offer`],
      ['the subject in a header of its own', 'MIME-Version', `X-Subject: ${Buffer.from(subject).toString('latin1')}\r\nMIME-Version`],
      ['another author', 'From: Alice <alice@', 'From: Alice <eve@'],
      ['another date', 'Date: Mon, 31', 'Date: Mon, 24'],
      ['another identifier', '<lunch@', '<dinner@'],
      ['a recipient that is not inside', 'MIME-Version', 'Reply-To: eve@evil.example\r\nMIME-Version'],
    ])('%s', async (_, from, to) => {
      const made = await hidden();
      const mime = octets(latin1(made.mime).replace(from, to));
      expect(latin1(mime)).not.toBe(latin1(made.mime));
      await expect(check({ ...made, mime }, { protectHeaders: 'hidden-subject' })).rejects.toEqual(failed);
    });

    test('protected in another way than asked', async () => {
      await expect(check(await hidden(), { protectHeaders: 'hidden-subject' })).resolves.toBeUndefined();
      await expect(check(await hidden(), { protectHeaders: 'visible-subject' })).rejects.toEqual(failed);
      await expect(check(await hidden(), {})).rejects.toEqual(failed);
      const visible = await make(draft, 'visible-subject', { ...signing, ...encrypting });
      await expect(check(visible, { protectHeaders: 'hidden-subject' })).rejects.toEqual(failed);
      const none = await protectMessage(draft, { at: draftTime, ...signing, ...encrypting });
      await expect(check(none, { protectHeaders: 'visible-subject' })).rejects.toEqual(failed);
    });
  });

  describe('of a message that exists', () => {
    const existing = (more = '', body = 'Content-Type: text/plain\r\n\r\nHello\r\n') =>
      octets(`Received: from x\r\nFrom: alice@smime.example\r\nTo: bob@smime.example\r\nSubject: The secret offer\r\n${more}${body}`);
    const protect = (message: Uint8Array, more: Partial<ProtectOptions> = {}) =>
      protectExisting(message, { at: draftTime, protectHeaders: 'hidden-subject', ...signing, ...encrypting, ...more }, options.unlocked);

    test('hides the subject, and what else gives it away', async () => {
      const message = existing('Thread-Topic: The secret offer\r\nKeywords: secret\r\nComments: c\r\nX-Mailer: m\r\nUser-Agent: u\r\nBcc: carol@smime.example\r\n');
      const made = await protect(message);
      expect(outside(made)).not.toMatch(/secret|Thread-Topic|Keywords|Comments/);
      const opened = await openMessage(made.mime, options);
      expect(opened).toMatchObject({ headers: { subject: 'The secret offer' }, body: { text: 'Hello\n' } });
      expect(statesOf(opened)).toMatchObject({ subject: 'signed-and-encrypted', keywords: 'signed-and-encrypted', 'user-agent': 'signed-only' });
      expect(Object.keys(statesOf(opened))).not.toEqual(expect.arrayContaining(['bcc']));
      expect(statesOf(opened)).not.toHaveProperty('received');
    });

    test.each([
      ['a text in Latin-1', 'Content-Type: text/plain; charset=iso-8859-1; format=flowed\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=FC=DFe\r\n', 'Grüße\n'],
      ['a text in base64', `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from('Grüße\r\n').toString('base64')}\r\n`, 'Grüße\n'],
      ['no content type', '\r\nHello\r\n', 'Hello\n'],
      ['8-bit letters', 'Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nGr\xc3\xbc\xc3\x9fe\r\n', 'Grüße\n'],
    ])('%s is shown without the copy', async (_, body, text) => {
      const opened = await openMessage((await protect(existing('', body))).mime, options);
      expect(opened).toMatchObject({ headers: { subject: 'The secret offer' }, body: { text }, signature: { state: 'valid' } });
    });

    test('in 8-bit letters becomes encoded words, inside and outside the same', async () => {
      const message = octets(latin1(existing()).replace('The secret', 'Gr\xc3\xbc\xc3\x9fe').replace('alice@', 'Z\xc3\xbcrich <alice@').replace('.example\r\nTo', '.example>\r\nTo'));
      const opened = await openMessage((await protect(message, { protectHeaders: 'visible-subject' })).mime, options);
      expect(opened).toMatchObject({ headers: { subject: 'Grüße offer', from: [{ name: 'Zürich' }] }, signature: { state: 'valid' } });
      expect(protectionOf(opened).differsOutside).toEqual([]);
    });

    test('an attachment keeps its octets', async () => {
      const file = 'Content-Type: application/pdf; name="a.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\nSGVsbG8=\r\n';
      const opened = await openMessage((await protect(existing('', file))).mime, options);
      expect(opened.attachments.map(({ bytes }) => latin1(bytes))).toEqual(['Hello']);
    });

    test('that claims protection which nobody gave it does so no longer', async () => {
      const claim = 'Content-Type: text/plain; hp="cipher";\r\n protected-headers="v1"; charset=us-ascii\r\nHP-Outer: Subject: x\r\n\r\nHello\r\n';
      const asIs = await openMessage((await protectExisting(existing('', claim), { at: draftTime, ...signing })).mime, options);
      expect(asIs).toMatchObject({ headerProtection: { state: 'none' }, signature: { state: 'valid' } });
      const opened = await openMessage((await protect(existing('', claim))).mime, options);
      expect(protectionOf(opened)).toMatchObject({ subjectHidden: true, differsOutside: [] });
    });

    test('that is signed already is refused: its headers are inside another signature', async () => {
      const { mime } = await protectMessage(shortDraft, { at: draftTime, ...signing });
      await expect(protect(mime)).rejects.toMatchObject({ code: 'ERR_MIME_MALFORMED' });
    });
  });
});
