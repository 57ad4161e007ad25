import type { MessageDraft, OpenedMessage, OpenOptions, ProtectOptions } from '../../../src/smime';
import { checkProtectedMessage, openMessage, protectMessage } from '../../../src/smime';
import { protectExisting } from '../../../src/smime/message/protect-existing';
import { draftTime, hardDraft, shortDraft } from '../../support/drafts';
import { readIdentityCertificate, trustAnchor, unlockIdentity, usualOptions } from '../../support/identities';
import { describeVectors, vector, vectorText } from '../../support/vectors';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const octets = (latin1: string) => new Uint8Array(Buffer.from(latin1, 'latin1'));

describeVectors('opening a message', () => {
  let options: OpenOptions;
  let both: Required<Pick<ProtectOptions, 'signWith' | 'encryptTo'>>;

  beforeAll(async () => {
    options = await usualOptions();
    both = {
      signWith: await unlockIdentity('rfc9216/alice.sign'),
      encryptTo: [
        await readIdentityCertificate('rfc9216/bob.encrypt.crt'),
        await readIdentityCertificate('rfc9216/alice.encrypt.crt'),
      ],
    };
  });

  const sign = async (draft: MessageDraft = shortDraft) =>
    (await protectMessage(draft, { signWith: both.signWith, at: draftTime })).mime;
  const encrypt = async () =>
    (await protectMessage(shortDraft, { encryptTo: both.encryptTo, at: draftTime })).mime;
  const open = (bytes: Uint8Array, more: Partial<OpenOptions> = {}): Promise<OpenedMessage> =>
    openMessage(bytes, { ...options, ...more });
  const changed = async (from: string, to: string) => octets(text(await sign()).replace(from, to));

  test('that is plain says so', async () => {
    const { mime } = await protectMessage(shortDraft, { at: draftTime });
    expect(await open(mime)).toMatchObject({
      layers: [],
      encryption: { state: 'not-encrypted' },
      signature: { state: 'not-signed' },
      headers: { subject: 'Lunch', from: [shortDraft.from] },
      body: { text: 'At noon?\nAlice' },
    });
  });

  test('signed and encrypted gives who, how and what', async () => {
    const { mime } = await protectMessage(hardDraft, { ...both, at: draftTime });
    const opened = await open(mime);
    expect(opened).toMatchObject({
      layers: ['enveloped-data', 'signed-data'],
      encryption: { state: 'decrypted', algorithm: 'aes-256-cbc', authenticated: false, weak: false },
      signature: {
        state: 'valid',
        signingTime: draftTime,
        signer: { digestAlgorithm: 'sha-256', signatureAlgorithm: 'rsassa-pkcs1-v1_5', covers: 'whole' },
        remarks: [],
      },
    });
    expect(structuredClone(opened)).toEqual(opened);
    expect(text(mime)).not.toContain('noon');
  });

  test('for somebody else, for a locked digital ID, after unlocking', async () => {
    const mime = await encrypt();
    expect((await open(mime, { unlocked: [] })).encryption).toMatchObject({
      state: 'failed',
      problem: 'no-matching-digital-id',
    });
    const [bob] = await Promise.all([unlockIdentity('rfc9216/bob.encrypt')]);
    const locked = await open(mime, { unlocked: [], locked: [{ certificate: bob.certificate, chain: [] }] });
    expect(locked.encryption).toMatchObject({
      state: 'locked',
      digitalId: { fingerprint: bob.certificate.fingerprint },
    });
    expect(locked.body).toEqual({});
    expect((await open(mime, { unlocked: [bob] })).encryption).toMatchObject({ state: 'decrypted' });
  });

  test('rewritten on the way is tampering only where the octets are exact', async () => {
    const other = await changed('At noon?', 'At nine?');
    expect((await open(other)).signature).toMatchObject({ state: 'broken', problems: ['digest-mismatch'] });
    expect((await open(other, { exact: false })).signature).toMatchObject({
      state: 'cannot-check',
      problems: ['not-exact-bytes'],
    });
  });

  test('without a trusted authority is not trusted, never broken', async () => {
    expect((await open(await sign(), { trustAnchors: [] })).signature).toMatchObject({
      state: 'not-trusted',
      problems: ['untrusted-issuer'],
    });
  });

  test('judges the certificate at the time of signing', async () => {
    const mime = await sign();
    const later = await open(mime, { at: new Date('2060-01-01T00:00:00Z') });
    expect(later.signature).toMatchObject({ state: 'valid', remarks: ['certificate-expired-since'] });
    const earlier = await open(mime, { at: new Date('2027-01-01T00:00:00Z') });
    expect(earlier.signature).toMatchObject({ state: 'not-trusted', problems: ['signing-time-implausible'] });
    const { mime: expired } = await protectMessage(shortDraft, {
      signWith: both.signWith,
      at: new Date('2055-01-01T00:00:00Z'),
    });
    const afterwards = await open(expired, { at: new Date('2060-01-01T00:00:00Z') });
    expect(afterwards.signature).toMatchObject({
      state: 'not-trusted',
      problems: expect.arrayContaining(['certificate-expired']) as unknown,
    });
  });

  test.each([
    ['From: Alice <alice@smime.example>', 'From: Mallory <mallory@smime.example>', ['address-mismatch']],
    [
      'From: Alice <alice@smime.example>',
      'From: "alice@smime.example" <mallory@smime.example>',
      ['address-mismatch'],
    ],
    ['From: Alice', 'From: mallory@smime.example\r\nFrom: Alice', ['from-ambiguous', 'address-mismatch']],
    ['From: Alice', 'From: Alice <alice@smime.example>\r\nFrom: Alice', ['from-ambiguous']],
    ['From: Alice', 'From: mallory@smime.example, Alice', ['from-ambiguous', 'address-mismatch']],
    ['From: Alice <alice@smime.example>', 'From:', ['from-ambiguous', 'address-mismatch']],
    ['From: Alice <alice@smime.example>\r\n', '', ['from-ambiguous', 'address-mismatch']],
    ['From: Alice', 'From: alice@smime.example', ['from-ambiguous']],
  ])('compares the signer with From: %s → %s', async (from, to, problems) => {
    expect((await open(await changed(from, to))).signature).toMatchObject({ state: 'not-trusted', problems });
  });

  const header = /^Content-Type: multipart\/signed[^]*?boundary="([^"]+)"/m;
  const signature = 'Content-Type: multipart/signed; protocol="application/pkcs7-signature"; ';

  test.each<[string, (boundary: string) => string]>([
    ['two forms of the boundary', (it) => `${signature}boundary*=us-ascii''${it}; boundary=CC`],
    ['a boundary and a piece of one', (it) => `${signature}boundary=CC; boundary*0="${it}"`],
    ['a comment with a boundary', (it) => `${signature}x=y (; boundary=CC; ); boundary="${it}"`],
    ['a comment without end', (it) => `${signature}boundary="${it}" (; boundary=CC`],
    ['a quote without end', (it) => `${signature}boundary="${it}"; x="; boundary=CC`],
    ['a CR alone', (it) => `X-A: b\rContent-Type: multipart/mixed; boundary=CC\r\n${signature}boundary="${it}"`],
    ['a line that is no field', (it) => `X\r\n${signature}boundary="${it}"`],
    ['a no-break space', (it) => `Content-Type\u00a0: multipart/mixed; boundary=CC\r\n${signature}boundary="${it}"`],
    ['quoted-printable', (it) => `Content-Transfer-Encoding: quoted-printable\r\n${signature}boundary="${it}"`],
    ['base64', (it) => `Content-Transfer-Encoding: base64\r\n${signature}boundary="${it}"`],
    ['a blank behind the boundary', (it) => `${signature}boundary="${it} "`],
  ])('headers that others read differently: %s', async (_, written) => {
    const mime = text(await sign());
    const boundary = header.exec(mime)?.[1] ?? '';
    const opened = await open(octets(mime.replace(header, () => written(boundary))));
    expect(opened.signature).toEqual({ state: 'broken', problems: ['ambiguous-structure'] });
    const clear = mime.replace(header, () => `${signature}boundary="${boundary}"`);
    expect((await open(octets(clear))).signature.state).toBe('valid');
  });

  test.each<[string, (boundary: string) => string]>([
    ['a comment behind the boundary', (boundary) => `boundary="${boundary}" (x)`],
    ['a comment before the boundary', (boundary) => `boundary=(x)"${boundary}"`],
    ['an extended boundary', (boundary) => `boundary*=utf-7''${boundary}`],
    ['an unquoted boundary with specials', (boundary) => `boundary=${boundary.replaceAll('=', '')}/=`],
  ])('a boundary that others read differently: %s', async (_, written) => {
    const mime = text(await sign());
    const boundary = header.exec(mime)?.[1] ?? '';
    const changed = mime.replace(header, () => `${signature}${written(boundary)}`);
    expect((await open(octets(changed))).signature.state).not.toBe('valid');
  });

  test.each([
    ['a CR alone in the preamble', (mime: string) => mime.replace('This is a signed', 'x\r--y\rThis is a signed')],
    ['a blank before a colon', (mime: string) => `X-A : b\r\n${mime}`],
  ])('%s is a line to some and none to others', async (_, change) => {
    const mime = text(await sign());
    expect(change(mime)).not.toBe(mime);
    expect((await open(octets(mime))).signature.state).toBe('valid');
    expect((await open(octets(change(mime)))).signature.state).toBe('broken');
  });

  test('a Date of brackets costs nothing', async () => {
    const start = performance.now();
    const opened = await open(octets(`From: a@b.c\r\nDate: ${'('.repeat(100_000)}\r\n\r\nbody`));
    expect(opened.headers.date).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(20_000);
  });

  test('an encryption inside of other parts is not opened', async () => {
    const encrypted = text(await encrypt());
    const entity = encrypted.slice(encrypted.indexOf('Content-Type:'));
    const mixed = `From: alice@smime.example\r\nContent-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\n\r\n<img src="\r\n--m\r\n${entity}\r\n--m--\r\n`;
    const opened = await open(octets(mixed));
    expect(opened.encryption).toEqual({ state: 'not-encrypted' });
    expect(opened.body.text).not.toContain('noon');
  });

  test('an encryption inside of an encryption is not opened', async () => {
    const once = await encrypt();
    const twice = await protectExisting(once, { encryptTo: both.encryptTo, at: draftTime });
    const opened = await open(twice.mime);
    expect(opened).toMatchObject({ layers: ['enveloped-data'], encryption: { state: 'decrypted' } });
    expect(opened.body.text ?? '').not.toContain('noon');
  });

  test('a signature around an encryption says nothing about what is inside', async () => {
    const mallory = await unlockIdentity('interop/ids/mallory');
    const around = await protectExisting(await encrypt(), { signWith: mallory, at: draftTime });
    const opened = await open(around.mime);
    expect(opened).toMatchObject({
      layers: ['signed-data', 'enveloped-data'],
      encryption: { state: 'decrypted' },
      signature: { state: 'not-signed' },
    });
    const inner = (await protectMessage(shortDraft, { ...both, at: draftTime })).mime;
    const triple = await protectExisting(inner, { signWith: mallory, at: draftTime });
    expect((await open(triple.mime)).signature).toMatchObject({
      state: 'valid',
      signer: { certificate: { emailAddresses: ['alice@smime.example'] } },
    });
  });

  test('of two signatures around each other the worse one counts', async () => {
    const mallory = await unlockIdentity('interop/ids/mallory');
    const around = await protectExisting(await sign(), { signWith: mallory, at: draftTime });
    expect((await open(around.mime)).signature).toMatchObject({
      state: 'not-trusted',
      problems: ['address-mismatch'],
    });
  });

  test('CMS alone, in DER and PEM, and with LF', async () => {
    const opaque = vectorText('interop/openssl/s-rsapsskey-sha256-opaque.eml').replaceAll('\r\n', '\n');
    expect((await open(octets(opaque))).signature.state).toBe('valid');
    const base64 =
      vectorText('interop/openssl/s-nostream-opaque.eml').replaceAll('\r', '').split('\n\n')[1] ?? '';
    const der = new Uint8Array(Buffer.from(base64, 'base64'));
    const pem = `-----BEGIN CMS-----\n${base64}-----END CMS-----\n`;
    for (const input of [der, octets(pem)]) {
      expect(await open(input)).toMatchObject({ layers: ['signed-data'], signature: { state: 'valid' } });
    }
  });

  test('octets that are no message are refused', async () => {
    await expect(open(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 0))).rejects.toThrow('ERR_MIME_MALFORMED');
    await expect(open(octets('just text'))).rejects.toThrow('ERR_MIME_MALFORMED');
  });

  test('hides what a file name could do', async () => {
    const opened = await open(vector('attacks-generated/mime/z-filename-traversal.eml'));
    for (const { name } of opened.attachments)
      expect(['/', '\\', '\u0000', '\u202e'].filter((bad) => name.includes(bad))).toEqual([]);
  });
});

describeVectors('the check of our own work', () => {
  let both: Required<Pick<ProtectOptions, 'signWith' | 'encryptTo'>>;
  let unlocked: OpenOptions['unlocked'];

  beforeAll(async () => {
    both = {
      signWith: await unlockIdentity('rfc9216/alice.sign'),
      encryptTo: [
        await readIdentityCertificate('rfc9216/bob.encrypt.crt'),
        await readIdentityCertificate('rfc9216/alice.encrypt.crt'),
      ],
    };
    unlocked = [both.signWith, await unlockIdentity('rfc9216/alice.encrypt')];
  });

  const failed = expect.objectContaining({ code: 'ERR_SELF_CHECK_FAILED' }) as Error;

  test.each([
    ['plain', {}],
    ['signed', { sign: true }],
    ['encrypted', { encrypt: true }],
    ['signed opaque', { sign: true, opaque: true }],
    ['signed and encrypted', { sign: true, encrypt: true }],
    ['signed opaque and encrypted', { sign: true, encrypt: true, opaque: true }],
  ] as const)('passes what is %s', async (_, what: { sign?: boolean; encrypt?: boolean; opaque?: boolean }) => {
    const wanted = {
      opaque: what.opaque ?? false,
      ...(what.sign === true ? { signWith: both.signWith } : {}),
      ...(what.encrypt === true ? { encryptTo: both.encryptTo } : {}),
    };
    for (const draft of [shortDraft, hardDraft]) {
      const message = await protectMessage(draft, { ...wanted, at: draftTime });
      await checkProtectedMessage(message, draft, { unlocked, at: draftTime, ...wanted });
    }
  });

  test('stops what is not what was asked for', async () => {
    const message = await protectMessage(shortDraft, { ...both, at: draftTime });
    const check = { unlocked, at: draftTime, ...both };
    const bob = await unlockIdentity('rfc9216/bob.sign');
    const plain = await protectMessage(shortDraft, { at: draftTime });
    const clear = await protectMessage(shortDraft, { signWith: both.signWith, at: draftTime });
    const cases: (() => Promise<void>)[] = [
      () => checkProtectedMessage(message, { ...shortDraft, text: 'At nine?' }, check),
      () => checkProtectedMessage(message, { ...shortDraft, subject: 'Dinner' }, check),
      () => checkProtectedMessage(message, { ...shortDraft, to: [{ address: 'eve@evil.example' }] }, check),
      () => checkProtectedMessage(message, { ...shortDraft, attachments: hardDraft.attachments }, check),
      () => checkProtectedMessage(message, shortDraft, { ...check, unlocked: [] }),
      () => checkProtectedMessage(message, shortDraft, { unlocked, at: draftTime, signWith: both.signWith }),
      () =>
        checkProtectedMessage(message, shortDraft, { unlocked, at: draftTime, encryptTo: both.encryptTo }),
      () => checkProtectedMessage(message, shortDraft, { ...check, encryptTo: both.encryptTo.slice(0, 1) }),
      () =>
        checkProtectedMessage(message, shortDraft, {
          ...check,
          encryptTo: [...both.encryptTo, both.signWith.certificate],
        }),
      () => checkProtectedMessage(message, shortDraft, { ...check, signWith: bob }),
      () => checkProtectedMessage(plain, shortDraft, check),
      () => checkProtectedMessage(clear, shortDraft, { unlocked, at: draftTime, signWith: both.signWith, opaque: true }),
    ];
    for (const one of cases) await expect(one()).rejects.toEqual(failed);
  });
});

describeVectors('protecting', () => {
  test('refuses certificates that nobody can or may encrypt to', async () => {
    for (const path of ['rfc9216/bob.sign.crt', 'interop/ids/heidi.crt']) {
      const encryptTo = [await readIdentityCertificate(path)];
      await expect(protectMessage(shortDraft, { encryptTo, at: draftTime })).rejects.toThrow(
        'ERR_RECIPIENT_CERTIFICATE_UNUSABLE',
      );
    }
    await expect(protectMessage(shortDraft, { encryptTo: [], at: draftTime })).rejects.toThrow(TypeError);
  });

  test('brings the chain, without the root, once', async () => {
    const anchor = await trustAnchor();
    const alice = await unlockIdentity('rfc9216/alice.sign');
    const signWith = { ...alice, chain: [await readIdentityCertificate('rfc9216/ca.rsa.cross.crt')] };
    const { mime } = await protectMessage(shortDraft, { signWith, at: draftTime });
    const opened = await openMessage(mime, {
      unlocked: [],
      locked: [],
      trustAnchors: [anchor],
      at: draftTime,
      exact: true,
    });
    expect(opened.certificates.map(({ subject }) => subject)).toHaveLength(2);
  });

  test('an existing message keeps its content octet for octet where that is safe', async () => {
    const signWith = await unlockIdentity('rfc9216/alice.sign');
    const content =
      'Content-Type: text/plain; charset=us-ascii\r\nContent-Transfer-Encoding: 7bit\r\n\r\nHello\r\n';
    const safe = octets(`From: alice@smime.example\r\nX-Mine: 1\r\nMIME-Version: 1.0\r\n${content}`);
    const made = text((await protectExisting(safe, { signWith, at: draftTime })).mime);
    expect(made).toContain(`\r\n${content}\r\n--=_signed_`);
    expect(made).toContain('X-Mine: 1\r\n');
    expect(made.match(/^MIME-Version:/gm)).toHaveLength(1);
    const eightBit = octets(
      `From: alice@smime.example\nContent-Type: text/plain; charset=iso-8859-1\n\nHall\u00f6 \n`,
    );
    const anew = (await protectExisting(eightBit, { signWith, at: draftTime })).mime;
    expect(anew.every((octet) => octet < 0x80)).toBe(true);
    const opened = await openMessage(anew, {
      unlocked: [],
      locked: [],
      trustAnchors: [await trustAnchor()],
      at: draftTime,
      exact: true,
    });
    expect(opened).toMatchObject({ signature: { state: 'valid' }, body: { text: 'Hallö \n' } });
  });
});
