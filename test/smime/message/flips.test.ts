import type { OpenedMessage, OpenOptions } from '../../../src/smime';
import { isSmimeError, openMessage, protectMessage } from '../../../src/smime';
import { encode, sequence } from '../../../src/smime/asn1/write';
import { concat } from '../../../src/smime/bytes';
import { readContentInfo, writeContentInfo, contentTypes } from '../../../src/smime/cms/content-info';
import { draftTime, hardDraft, shortDraft } from '../../support/drafts';
import { readIdentityCertificate, unlockIdentity, usualOptions } from '../../support/identities';
import { flipped, takeApart } from '../../support/signed-message';
import type { Range, SignedMessage } from '../../support/signed-message';
import { describeVectors, vector } from '../../support/vectors';

const sources = [
  'ours',
  'interop/openssl/s-withcross-clear.eml',
  'interop/openssl/s-nostream-opaque.eml',
  'interop/nss/s-rsa-sha256-opaque.eml',
  'interop/gpgsm/s-rsa-sha512-clear.eml',
];

/** Small areas octet by octet, large ones by steps that share no divisor with lines. */
function positions([start, end]: Range): number[] {
  const step = end - start > 2000 ? 17 : 1;
  return Array.from({ length: Math.ceil((end - start) / step) }, (_, at) => start + at * step);
}

describeVectors('a flipped octet', () => {
  let options: OpenOptions;

  beforeAll(async () => {
    options = await usualOptions();
  });

  async function source(name: string): Promise<SignedMessage> {
    if (name !== 'ours') return takeApart(vector(name));
    const signWith = await unlockIdentity('rfc9216/alice.sign');
    return takeApart((await protectMessage(shortDraft, { signWith, at: draftTime })).mime);
  }

  /** A message refused altogether shows nothing as signed. */
  async function open(bytes: Uint8Array): Promise<OpenedMessage | undefined> {
    try {
      return await openMessage(bytes, options);
    } catch (error) {
      if (!isSmimeError(error)) throw error;
      return undefined;
    }
  }

  async function validAfterFlips(
    range: Range,
    masks: readonly number[],
    change: (at: number, mask: number) => Uint8Array,
  ): Promise<number[]> {
    const valid: number[] = [];
    for (const at of positions(range)) {
      for (const mask of masks) {
        if ((await open(change(at, mask)))?.signature.state === 'valid') valid.push(at - range[0]);
      }
    }
    return valid;
  }

  test.each(sources)(
    'of the signed content is never valid: %s',
    async (name) => {
      const signed = await source(name);
      expect((await open(signed.message))?.signature.state).toBe('valid');
      const { entity, parts } = signed;
      const valid =
        entity === undefined
          ? await validAfterFlips(parts.content ?? [0, 0], [1], (at, mask) =>
              signed.withCms(flipped(signed.cms, at, mask)),
            )
          : await validAfterFlips(entity, [1], (at, mask) => flipped(signed.message, at, mask));
      expect(valid).toEqual([]);
    },
    60_000,
  );

  test.each(
    sources.flatMap((name) =>
      (['signedAttributes', 'signature', 'certificate'] as const).map((part) => [part, name] as const),
    ),
  )(
    'of the %s is never valid: %s',
    async (part, name) => {
      const signed = await source(name);
      const change = (at: number, mask: number) => signed.withCms(flipped(signed.cms, at, mask));
      expect(await validAfterFlips(signed.parts[part], [1], change)).toEqual([]);
    },
    60_000,
  );

  test('of an encrypted message never makes another content valid', async () => {
    const signWith = await unlockIdentity('rfc9216/alice.sign');
    const encryptTo = [await readIdentityCertificate('rfc9216/bob.encrypt.crt')];
    const { mime } = await protectMessage(shortDraft, { signWith, encryptTo, at: draftTime });
    const good = await open(mime);
    expect(good).toMatchObject({ encryption: { state: 'decrypted' }, signature: { state: 'valid' } });
    for (const at of positions([0, mime.length])) {
      const opened = await open(flipped(mime, at, 1));
      if (opened?.signature.state === 'valid') expect(opened.content).toEqual(good?.content);
    }
  });
});

describeVectors('a change outside of what is signed', () => {
  let options: OpenOptions;
  let mime: Uint8Array;

  beforeAll(async () => {
    options = await usualOptions();
    const signWith = await unlockIdentity('rfc9216/alice.sign');
    mime = (await protectMessage(hardDraft, { signWith, at: draftTime })).mime;
  });

  const shown = ({ body, attachments, content, signature }: OpenedMessage) => ({
    body,
    attachments,
    content,
    signature,
  });

  async function expectSame(changed: Uint8Array): Promise<void> {
    const good = await openMessage(mime, options);
    expect(good.signature.state).toBe('valid');
    expect(shown(await openMessage(changed, options))).toEqual(shown(good));
  }

  const replace = (from: string, to: string) => {
    const text = Buffer.from(mime).toString('latin1');
    expect(text).toContain(from);
    return new Uint8Array(Buffer.from(text.replace(from, to), 'latin1'));
  };

  test('in the headers changes nothing of it', async () => {
    await expectSame(replace('Message-ID: <', 'X-Added: <b>evil</b>\r\nMessage-ID: <other'));
    await expectSame(replace('To: Bob', 'Received: by evil\r\nTo: Eve'));
    await expectSame(replace('Subject: ', 'Subject: Changed '));
  });

  test('in preamble and epilogue changes nothing of it', async () => {
    await expectSame(replace('This is a signed message', '<h1>Pay Mallory</h1>'));
    const boundary = /--=_signed_\w+/.exec(Buffer.from(mime).toString('latin1'))?.[0] ?? '';
    const third = `\r\nPay Mallory\r\n${boundary}\r\n\r\nthird part\r\n${boundary}--\r\n`;
    await expectSame(concat(mime, new TextEncoder().encode(third)));
  });

  test('in line ends changes nothing of it', async () => {
    await expectSame(
      new Uint8Array(Buffer.from(Buffer.from(mime).toString('latin1').replaceAll('\r\n', '\n'), 'latin1')),
    );
  });

  test('in the unsigned attributes changes nothing of it', async () => {
    const signed = takeApart(mime);
    await expectSame(signed.withCms(withUnsignedAttribute(signed.cms)));
  });
});

/** Adds [1] with a counterSignature (RFC 5652 section 11.4) that holds nonsense. */
function withUnsignedAttribute(cms: Uint8Array): Uint8Array {
  const fields = readContentInfo(cms).content.children.map((field) => field.bytes);
  const info =
    readContentInfo(cms)
      .content.children.at(-1)
      ?.children[0]?.children.map((field) => field.bytes) ?? [];
  const oid = Uint8Array.of(0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x06);
  const unsigned = encode(0xa1, sequence(oid, encode(0x31, Uint8Array.of(0x04, 0x01, 0x2a))));
  const signerInfos = encode(0x31, sequence(...info, unsigned));
  return writeContentInfo(contentTypes.signedData, sequence(...fields.slice(0, -1), signerInfos));
}
