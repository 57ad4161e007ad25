import { openMessage } from '../../../src/smime';
import type { HeaderProtection, OpenedMessage, OpenOptions, ProtectOptions } from '../../../src/smime';
import { protectContent } from '../../../src/smime/message/protect';
import { canonicalize } from '../../../src/smime/mime/canonicalize';
import { draftTime } from '../../support/drafts';
import { readIdentityCertificate, unlockIdentity, usualOptions } from '../../support/identities';
import { describeVectors, vector } from '../../support/vectors';
import { verdictOf } from '../../support/verdict';

const bytes = (text: string) => new TextEncoder().encode(text.replace(/\n/g, '\r\n'));
const latin1 = (octets: Uint8Array) => Buffer.from(octets).toString('latin1');

const alice = 'From: Alice <alice@smime.example>\n';
const people = `${alice}To: Bob <bob@smime.example>\n`;
const identifier = 'Message-ID: <1@smime.example>\n';
const plain = 'Content-Type: text/plain; charset=us-ascii; hp="clear"\n';
const cipher = 'Content-Type: text/plain; charset=us-ascii; hp="cipher"\n';

type Protected = Extract<HeaderProtection, { state: 'protected' }>;

describeVectors('header fields inside', () => {
  let options: OpenOptions;
  let signing: Pick<ProtectOptions, 'signWith'>;
  let encrypting: Pick<ProtectOptions, 'encryptTo'>;

  beforeAll(async () => {
    options = await usualOptions();
    signing = { signWith: await unlockIdentity('rfc9216/alice.sign') };
    encrypting = { encryptTo: [await readIdentityCertificate('rfc9216/bob.encrypt.crt')] };
  });

  const make = async (outer: string, payload: string, how: Partial<ProtectOptions>) => {
    const { message } = await protectContent(bytes(`${outer}MIME-Version: 1.0\n`), canonicalize(bytes(payload)), { at: draftTime, ...how });
    return message.mime;
  };
  const open = (message: Uint8Array) => openMessage(message, options);
  const openSigned = async (outer: string, payload: string) => open(await make(outer, payload, { ...signing, opaque: true }));
  const openEncrypted = async (outer: string, payload: string) => open(await make(outer, payload, encrypting));
  const openBoth = async (outer: string, payload: string) => open(await make(outer, payload, { ...signing, ...encrypting }));
  const protectionOf = ({ headerProtection }: OpenedMessage): Protected => {
    if (headerProtection.state !== 'protected') throw new Error('nothing is protected');
    return headerProtection;
  };
  const statesOf = (opened: OpenedMessage) => protectionOf(opened).fields.map(({ name, state }) => `${name} ${state}`);

  describe('in the form before RFC 9788, of which the sender said nothing else', () => {
    const payload = 'Subject: Inside\nContent-Type: text/plain; protected-headers="v1"\n\nText\n';
    const date = (time: Date) => `Date: ${time.toUTCString().replace('GMT', '+0000')}\n`;

    test('fields that stand outside alone were not changed', async () => {
      const opened = await openSigned(`${people}Subject: Inside\n${date(draftTime)}`, payload);
      expect(opened.signature.state).toBe('valid');
      expect(protectionOf(opened)).toMatchObject({ form: 'draft', differsOutside: [] });
    });

    test('one that stands in both places otherwise was', async () => {
      const opened = await openSigned(`${people}Subject: Outside\n`, payload);
      expect(protectionOf(opened).differsOutside).toEqual(['subject']);
    });

    test('the date outside is compared with the signature when there is none inside', async () => {
      const opened = await openSigned(`${people}Subject: Inside\n${date(new Date(draftTime.getTime() + 7_200_000))}`, payload);
      expect(opened.signature).toMatchObject({ state: 'not-trusted', problems: ['signing-time-implausible'] });
    });
  });

  test('blanks that a server writes as one change no subject', async () => {
    const inside = `${people}Subject: =?utf-8?Q?Two__blanks?=\n${plain}\nText\n`;
    expect(protectionOf(await openSigned(`${people}Subject: Two blanks\n`, inside)).differsOutside).toEqual([]);
  });

  describe('count only where they are covered', () => {
    const outer = `${people}Subject: Outside\n`;
    const inner = `${people}Subject: Inside\n${plain}\nText\n`;

    test('a plain message that says it has them has none', async () => {
      const opened = await open(await make('', `${people}Subject: Inside\n${plain}\nText\n`, {}));
      expect(opened).toMatchObject({ layers: [], headerProtection: { state: 'none' }, signature: { state: 'not-signed' } });
    });

    test.each([
      ['hp="CLEAR"', 'hp="CLEAR"'],
      ['hp="yes"', 'hp="yes"'],
      ['an empty value', 'hp=""'],
      ['both values', 'hp="clear"; hp="cipher"'],
      ['another version of the draft', 'protected-headers="v2"'],
    ])('%s is no protection', async (_, parameter) => {
      const opened = await openSigned(outer, inner.replace('hp="clear"', parameter));
      expect(opened).toMatchObject({ signature: { state: 'valid' }, headers: { subject: 'Outside' }, headerProtection: { state: 'none' } });
    });

    test('on a part, the parameter means nothing', async () => {
      const nested = `Content-Type: multipart/mixed; boundary=b\n\n--b\n${inner}\n--b--\n`;
      const opened = await openSigned(outer, nested);
      expect(opened).toMatchObject({ signature: { state: 'valid' }, headers: { subject: 'Outside' }, headerProtection: { state: 'none' } });
    });

    test('a signature over a part protects no headers', async () => {
      const signed = latin1(await make('', inner, signing)).replace('MIME-Version: 1.0\r\n', '');
      const list = `${outer.replace(/\n/g, '\r\n')}Content-Type: multipart/mixed; boundary=list\r\n\r\n--list\r\n${signed}\r\n--list--\r\n`;
      const opened = await open(new Uint8Array(Buffer.from(list, 'latin1')));
      expect(verdictOf(opened)).toBe('signed-data · not-trusted part (covers-part-only)');
      expect(opened).toMatchObject({ headers: { subject: 'Outside' }, headerProtection: { state: 'none' } });
    });

    test('a broken signature protects no headers', async () => {
      const message = latin1(await make(outer, inner, signing)).replace('Subject: Inside', 'Subject: Beside');
      const opened = await open(new Uint8Array(Buffer.from(message, 'latin1')));
      expect(opened).toMatchObject({ signature: { state: 'broken' }, headers: { subject: 'Outside' }, headerProtection: { state: 'none' } });
    });

    test('an OpenPGP signature inside is another envelope', async () => {
      const pgp = `${people}Subject: Inside\nContent-Type: multipart/signed; protocol="application/pgp-signature"; boundary=b; hp="clear"\n\n--b\n\nx\n--b\n\ny\n--b--\n`;
      expect(await openSigned(outer, pgp)).toMatchObject({ headers: { subject: 'Outside' }, headerProtection: { state: 'none' } });
    });

    test('fields of the content are no fields of the message', async () => {
      const opened = await openSigned(outer, inner.replace('Subject', 'Content-Description: x\nMIME-Version: 1.0\nHP-Outer: Subject: y\nSubject'));
      expect(statesOf(opened)).toEqual(['from signed-only', 'to signed-only', 'subject signed-only']);
    });
  });

  describe('that were changed outside', () => {
    test('are named; those inside are shown', async () => {
      const opened = await openSigned(
        `${people}Cc: eve@evil.example\nSubject: [list] Lunch\nReply-To: eve@evil.example\n${identifier}`,
        `${people}Subject: Lunch\n${identifier}${plain}\nText\n`,
      );
      expect(opened).toMatchObject({ signature: { state: 'valid' }, headers: { subject: 'Lunch', cc: [] } });
      expect(protectionOf(opened).differsOutside).toEqual(['reply-to', 'cc', 'subject']);
      expect(statesOf(opened)).toEqual([
        ...['from signed-only', 'to signed-only', 'subject signed-only', 'message-id signed-only'],
        ...['cc unprotected', 'reply-to unprotected'],
      ]);
    });

    test('in the writing of a server alone, are the same', async () => {
      const opened = await openSigned(
        'From: "Alice A." <alice@SMIME.example>\nTo: bob@smime.example\nSubject: =?iso-8859-1?Q?Gr=FC=DFe?=\nDate: Mon, 31 May 2027 23:15:42 +0000\n',
        `${people}Subject: =?utf-8?B?R3LDvMOfZQ==?=\nDate: Tue, 1 Jun 2027 01:15:42 +0200\n${plain}\nText\n`,
      );
      expect(opened).toMatchObject({ signature: { state: 'valid' }, headers: { subject: 'Grüße', from: [{ name: 'Alice' }] } });
      expect(protectionOf(opened).differsOutside).toEqual([]);
    });

    test('where the sender hid them, are compared with what the sender left there', async () => {
      const payload = `${people}Subject: Secret\nHP-Outer: From: alice@smime.example\nHP-Outer: Subject: [...]\n${cipher}\nText\n`;
      const opened = await openBoth(`From: alice@smime.example\nSubject: Invoice\nTo: eve@evil.example\n`, payload);
      expect(statesOf(opened)).toEqual(['from signed-and-encrypted', 'to signed-and-encrypted', 'subject signed-and-encrypted']);
      expect(protectionOf(opened)).toMatchObject({ subjectHidden: true, differsOutside: ['to', 'subject'] });
    });
  });

  describe('name another author than those outside', () => {
    const inner = `${people}Subject: Lunch\n${plain}\nText\n`;

    test('who signed: he is shown, and nobody is believed', async () => {
      const opened = await openSigned(`From: Boss <boss@corp.example>\nSubject: Lunch\n`, inner);
      expect(verdictOf(opened)).toBe('signed-data · not-trusted (address-mismatch from-ambiguous)');
      expect(opened.headers.from).toEqual([{ name: 'Alice', address: 'alice@smime.example' }]);
      expect(protectionOf(opened).differsOutside).toContain('from');
    });

    test('who did not sign: the one outside is shown, who signed nothing either', async () => {
      const opened = await openSigned(people, inner.replace(alice, 'From: Boss <boss@corp.example>\n'));
      expect(verdictOf(opened)).toBe('signed-data · not-trusted (from-ambiguous)');
      expect(opened.headers.from).toEqual([{ name: 'Alice', address: 'alice@smime.example' }]);
    });

    test('in an encryption without signature: the one outside is shown', async () => {
      const opened = await openEncrypted('From: Mallory <mallory@evil.example>\nSubject: [...]\n', `${people}Subject: Secret\n${cipher}\nText\n`);
      expect(opened).toMatchObject({ signature: { state: 'not-signed' }, encryption: { state: 'decrypted' }, headers: { subject: 'Secret' } });
      expect(opened.headers.from).toEqual([{ name: 'Mallory', address: 'mallory@evil.example' }]);
      expect(protectionOf(opened).differsOutside).toContain('from');
    });

    test('around the ciphertext of somebody else, under a signature of the wrapper: not signed, and not his', async () => {
      const stolen = latin1(await make('', `${people}Subject: Secret\n${cipher}\nText\n`, encrypting)).replace('MIME-Version: 1.0\r\n', '');
      const opened = await open(await make('From: alice@smime.example\nSubject: Hi\n', stolen.replace(/\r\n/g, '\n'), { ...signing, opaque: true }));
      expect(verdictOf(opened)).toBe('signed-data enveloped-data · decrypted aes-256-cbc');
      expect(statesOf(opened)).toEqual(['from encrypted-only', 'to encrypted-only', 'subject encrypted-only']);
    });

    test.each([
      ['two From fields', `${alice}From: eve@evil.example\n`],
      ['two authors in one field', 'From: alice@smime.example, eve@evil.example\n'],
      ['a misleading field', 'From: alice@smime.example <eve@evil.example>\n'],
    ])('%s inside are never a valid signature', async (_, from) => {
      const payload = inner.replace(alice, from);
      for (const outer of [`${people}Subject: Lunch\n`, from, '']) {
        const { signature } = await openSigned(outer, payload);
        expect(signature).toMatchObject({ state: 'not-trusted' });
        expect('problems' in signature && signature.problems).toContain('from-ambiguous');
      }
    });

    test('without a message around: the author inside is judged', async () => {
      expect(verdictOf(await openSigned('', inner))).toBe('signed-data · valid');
      const foreign = await openSigned('', inner.replace(alice, 'From: boss@corp.example\n'));
      expect(verdictOf(foreign)).toBe('signed-data · not-trusted (address-mismatch)');
    });

    test('no author inside: the one outside, as without header protection', async () => {
      const opened = await openSigned(people, `Subject: Lunch\n${plain}\nText\n`);
      expect(verdictOf(opened)).toBe('signed-data · valid');
      expect(opened.headers.from).toEqual([{ name: 'Alice', address: 'alice@smime.example' }]);
      expect(statesOf(opened)).toEqual(['subject signed-only', 'from unprotected', 'to unprotected']);
    });
  });

  test.each(['Subject: Other\n', 'Date: Tue, 1 Jun 2027 01:15:42 +0200\n', 'To: eve@evil.example\n'])('a second field inside misleads: %j', async (second) => {
    const payload = `${people}Subject: Lunch\nDate: Mon, 31 May 2027 23:15:42 +0000\n${second}${plain}\nText\n`;
    const opened = await openSigned(`${people}Subject: Lunch\n`, payload);
    expect(verdictOf(opened)).toBe('signed-data · broken (ambiguous-structure)');
    expect(opened).toMatchObject({ headerProtection: { state: 'none' }, headers: { subject: 'Lunch' } });
  });

  describe('say what was hidden', () => {
    const hidden = `${people}Subject: Secret\nHP-Outer: Subject: [...]\nHP-Outer: From: Alice <alice@smime.example>\n${cipher}\nText\n`;

    test('without a signature nothing is signed', async () => {
      const opened = await openEncrypted(`${alice}Subject: [...]\n`, hidden);
      expect(statesOf(opened)).toEqual(['from unprotected', 'to encrypted-only', 'subject encrypted-only']);
      expect(opened.headers).toMatchObject({ subject: 'Secret', from: [{ address: 'alice@smime.example' }] });
    });

    test('of an encryption that is no longer there: signed only, and to be kept hidden', async () => {
      const opened = await openSigned(`${alice}Subject: [...]\n`, hidden);
      expect(statesOf(opened)).toEqual(['from signed-only', 'to signed-only', 'subject signed-only']);
      expect(protectionOf(opened)).toMatchObject({ hp: 'cipher', subjectHidden: true });
    });

    test('encrypted by somebody who did not write it: signed only, and kept hidden where it is', async () => {
      const clear = `${people}Subject: Secret\n${plain}\nText\n`;
      expect(statesOf(await openBoth(`${people}Subject: ...\n`, clear))).toContain('subject signed-only');
      expect(protectionOf(await openBoth(`${people}Subject: ...\n`, clear)).subjectHidden).toBe(true);
      expect(protectionOf(await openBoth(`${people}Subject: Secret\n`, clear)).subjectHidden).toBe(false);
    });

    test('lines of HP-Outer that are none are passed by', async () => {
      const opened = await openBoth(`${people}Subject: [...]\n`, hidden.replace('HP-Outer: Subject', 'HP-Outer: x\nHP-Outer: : y\nHP-Outer: Content-Type: z\nHP-Outer:\nHP-Outer: Subject'));
      expect(statesOf(opened)).toContain('subject signed-and-encrypted');
    });
  });

  describe('a whole message inside (RFC 8551)', () => {
    const wrapper = 'Content-Type: message/rfc822\n\n';
    const message = (from: string) => `${from}Subject: Inside\nContent-Type: text/plain\n\nThe text\n`;

    test('by the author outside is the message itself', async () => {
      const opened = await openSigned(`${alice}Subject: Outside\n`, `${wrapper}${message(alice)}`);
      expect(opened).toMatchObject({ signature: { state: 'valid' }, headers: { subject: 'Inside' }, body: { text: 'The text\n' }, attachments: [] });
      expect(protectionOf(opened)).toMatchObject({ form: 'rfc8551', differsOutside: ['subject'] });
    });

    test.each([
      ['by somebody else', wrapper, 'From: boss@corp.example\n'],
      ['that says it is forwarded', wrapper.replace('\n', '; forwarded=yes\n'), alice],
      ['that is attached', `Content-Disposition: attachment\n${wrapper}`, alice],
    ])('%s is a forwarded message', async (_, head, from) => {
      const opened = await openSigned(`${alice}Subject: Outside\n`, `${head}${message(from)}`);
      expect(opened).toMatchObject({ signature: { state: 'valid' }, headers: { subject: 'Outside', from: [{ address: 'alice@smime.example' }] }, headerProtection: { state: 'none' } });
      expect(opened.attachments).toHaveLength(1);
    });

    test('that is said not to be forwarded, by another author, is nobody’s', async () => {
      const opened = await openSigned(`${alice}Subject: Outside\n`, `${wrapper.replace('\n', '; forwarded=no\n')}${message('From: boss@corp.example\n')}`);
      expect(verdictOf(opened)).toBe('signed-data · not-trusted (from-ambiguous)');
      expect(opened.headers.from).toEqual([{ name: 'Alice', address: 'alice@smime.example' }]);
    });

    test('with an envelope of its own stays closed', async () => {
      const inner = latin1(await make(`${alice}Subject: Inside\n`, 'Content-Type: text/plain\n\nSecret\n', encrypting)).replace(/\r\n/g, '\n');
      const opened = await openSigned(`${alice}Subject: Outside\n`, `${wrapper}${inner}`);
      expect(opened).toMatchObject({ encryption: { state: 'not-encrypted' }, headerProtection: { state: 'none' }, headers: { subject: 'Outside' } });
      expect(JSON.stringify(opened.body)).not.toContain('Secret');
    });
  });

  describe('repeated in the text', () => {
    const head = `${people}Subject: Secret =?utf-8?Q?=26?= <x>\nHP-Outer: Subject: [...]\n`;
    const element = 'Subject: Secret & <x>\n\n';
    const marked = (body: string, more = '') => `${head}Content-Type: text/plain; charset=utf-8; hp="cipher"; hp-legacy-display="1"\n${more}\n${body}`;
    const html = (body: string) => `${head}Content-Type: text/html; hp="cipher"; hp-legacy-display="1"\n\n${body}`;
    const outer = `${people}Subject: [...]\n`;
    const division = '<div class="header-protection-legacy-display"><pre>Subject: Secret &amp; &lt;x&gt;</pre></div>';

    test.each([
      ['as it is', marked(`${element}Hi\n`)],
      ['in base64', marked(`${btoa(`${element}Hi\n`)}\n`, 'Content-Transfer-Encoding: base64\n')],
      ['in quoted-printable', marked(`${element.replace('&', '=26')}H=\ni\n`, 'Content-Transfer-Encoding: quoted-printable\n')],
    ])('%s are taken out', async (_, payload) => {
      expect((await openBoth(outer, payload)).body).toEqual({ text: 'Hi\n' });
      expect((await openEncrypted(outer, payload)).body).toEqual({ text: 'Hi\n' });
    });

    test.each([
      ['in a body', `<html><head><title>x</title></head><body lang="en">\n${division}<p>Hi</p></body></html>\n`, '<body lang="en"><p>Hi</p>'],
      ['without a body', `${division}\n<p>Hi</p>\n`, '<p>Hi</p>'],
      ['in a division inside', `<body>${division.replace(/<(\/?)pre>/g, '<$1div>')}<p>Hi</p></body>\n`, '<body><p>Hi</p></body>'],
    ])('in HTML %s are taken out', async (_, body, expected) => {
      const { html: shown } = (await openBoth(outer, html(body))).body;
      expect(shown?.trim()).toContain(expected);
      expect(shown).not.toContain('Secret');
    });

    test.each([
      ['not marked', marked(`${element}Hi\n`).replace('; hp-legacy-display="1"', '')],
      ['marked otherwise', marked(`${element}Hi\n`).replace('display="1"', 'display="true"')],
      ['in a message that hides nothing', marked(`${element}Hi\n`).replace('hp="cipher"', 'hp="clear"')],
      ['in a message without header protection', marked(`${element}Hi\n`).replace('hp="cipher"; ', '')],
      ['with a sentence among them', marked(`Subject: Secret & <x>\nPay 500 to Eve.\n\nHi\n`)],
      ['with another subject', marked(`Subject: Public\n\nHi\n`)],
      ['with a field that is not there', marked(`X-Note: Pay 500 to Eve.\n\nHi\n`)],
      ['that never end', marked('Subject: Secret & <x>\nHi\n')],
      ['in HTML, behind something', html(`<body><p>x</p>${division}<p>Hi</p></body>\n`)],
      ['in HTML, with a sentence among them', html(`<body>${division.replace('</pre>', '</pre>Pay Eve')}<p>Hi</p></body>\n`)],
      ['in HTML, in a division without end', html(`<body>${division.replace('</div>', '')}<p>Hi</p></body>\n`)],
    ])('%s stay', async (_, payload) => {
      const { text, html: shown } = (await openBoth(outer, payload)).body;
      expect(text ?? shown).toMatch(/Subject|X-Note/);
    });

    test('stay in a message that is signed only: nothing was hidden', async () => {
      expect((await openSigned(outer, marked(`${element}Hi\n`))).body.text).toContain('Subject: Secret');
    });

    test('stay in an attached text, which is a file', async () => {
      const file = 'Content-Type: text/plain; hp-legacy-display="1"\nContent-Disposition: attachment; filename=a.txt\n\n';
      const payload = `${head}Content-Type: multipart/mixed; boundary=b; hp="cipher"\n\n--b\n\nHi\n--b\n${file}${element}x\n--b--\n`;
      const opened = await openBoth(outer, payload);
      expect(latin1(opened.attachments[0]?.bytes ?? new Uint8Array())).toContain('Subject: Secret');
    });
  });

  test('hostile numbers of fields and tags cost no time', async () => {
    const many = Array.from({ length: 950 }, (_, at) => `X-${at}: ${'y'.repeat(100)}\nHP-Outer: X-${at}: ${'z'.repeat(100)}\n`).join('');
    const tags = '<div <body <'.repeat(100_000);
    const payload = `${people}${many}Subject: x\nContent-Type: text/html; hp="cipher"; hp-legacy-display="1"\n\n${tags}\n`;
    const message = await make(people, payload, encrypting);
    const start = performance.now();
    const opened = await open(message);
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(protectionOf(opened).fields).toHaveLength(953);
  });

  // By the manifest of the collection and RFC 9788 sections 4.4.2 and 10.2.
  test.each([
    ['hp-from-mismatch', 'signed-data · not-trusted (address-mismatch from-ambiguous)', 'alice@smime.example', 'signed-only'],
    ['hp-subject-mismatch', 'signed-data · valid', 'alice@smime.example', 'signed-only'],
    ['hp-inner-from-not-signer', 'signed-data · not-trusted (address-mismatch)', 'ceo@smime.example', 'signed-only'],
    ['hp-cipher-claim-but-only-signed', 'signed-data · valid', 'alice@smime.example', 'signed-only'],
  ])('%s of the collected attacks', async (file, verdict, author, state) => {
    const opened = await open(vector(`attacks-generated/mime/${file}.eml`));
    expect(verdictOf(opened)).toBe(verdict);
    expect(opened.headers.from).toMatchObject([{ address: author }]);
    expect(opened.headers.subject).toBe(file.startsWith('hp-cipher') ? 'secret' : 'real subject');
    expect(statesOf(opened)).toContain(`subject ${state}`);
  });

  test('a message of the collection whose outside was changed is still judged by its inside', async () => {
    const message = latin1(vector('rfc9788/c-2-1-smime-one-part-hp.eml')).replace('Subject: smime-one-part-hp', 'Subject: Pay now');
    const opened = await open(new Uint8Array(Buffer.from(message, 'latin1')));
    expect(opened).toMatchObject({ signature: { state: 'valid' }, headers: { subject: 'smime-one-part-hp' }, outerHeaders: { subject: 'Pay now' } });
    expect(protectionOf(opened).differsOutside).toEqual(['subject']);
  });
});
