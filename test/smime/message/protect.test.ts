import type { Asn1Node } from '../../../src/smime/asn1/read';
import { readContentInfo } from '../../../src/smime/cms/content-info';
import { checkProtectedMessage, openMessage, protectExisting, protectMessage } from '../../../src/smime';
import { draftTime, hardDraft, shortDraft } from '../../support/drafts';
import { readIdentityCertificate, unlockIdentity, usualOptions } from '../../support/identities';
import { flipped } from '../../support/signed-message';
import { describeVectors } from '../../support/vectors';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const octets = (latin1: string) => new Uint8Array(Buffer.from(latin1, 'latin1'));

describeVectors('a fault in writing is caught before anything leaves', () => {
  afterEach(() => jest.restoreAllMocks());

  const failed = expect.objectContaining({ code: 'ERR_SELF_CHECK_FAILED' }) as Error;
  const message = octets('From: alice@smime.example\r\nTo: bob@smime.example\r\nSubject: x\r\n\r\nHello\r\n');
  const bent = (bytes: Uint8Array) => flipped(bytes, bytes.length >> 1, 1);

  /** One bit of what WebCrypto encrypts or wraps comes out another. */
  function plant(what: 'encrypt' | 'wrapKey'): void {
    const real = crypto.subtle[what].bind(crypto.subtle) as (...args: unknown[]) => Promise<ArrayBuffer>;
    jest.spyOn(crypto.subtle, what).mockImplementation((async (...args: unknown[]) =>
      bent(new Uint8Array(await real(...args)))) as never);
  }

  test.each(['rfc9216/alice.sign', 'interop/ids/erin', 'interop/ids/frank'])('in the signature by %s', async (path) => {
    const id = await unlockIdentity(path);
    const signWith = { ...id, sign: async (...args: Parameters<typeof id.sign>) => bent(await id.sign(...args)) };
    for (const opaque of [false, true]) {
      await expect(protectExisting(message, { signWith: id, opaque, at: draftTime })).resolves.toMatchObject({ signed: true });
      await expect(protectExisting(message, { signWith, opaque, at: draftTime })).rejects.toEqual(failed);
    }
  });

  test.each(['rfc9216/bob.encrypt', 'interop/ids/erin'])('in the content for %s, also when nobody here could read it', async (path) => {
    const encryptTo = [await readIdentityCertificate(`${path}.crt`)];
    await expect(protectExisting(message, { encryptTo, at: draftTime })).resolves.toMatchObject({ encrypted: true });
    plant('encrypt');
    await expect(protectExisting(message, { encryptTo, at: draftTime })).rejects.toEqual(failed);
  });

  test('in the key for an EC recipient, when that is us', async () => {
    const erin = await unlockIdentity('interop/ids/erin');
    const options = { encryptTo: [erin.certificate], at: draftTime };
    await expect(protectExisting(message, options, [erin])).resolves.toMatchObject({ encrypted: true });
    plant('wrapKey');
    await expect(protectExisting(message, options, [erin])).rejects.toEqual(failed);
  });
});

describeVectors('EC digital IDs', () => {
  test.each([
    ['erin', 'sha-256'],
    ['frank', 'sha-384'],
    ['grace', 'sha-512'],
  ])('%s signs with %s and reads what is for her and an RSA recipient', async (name, digest) => {
    const own = await unlockIdentity(`interop/ids/${name}`);
    const bob = await unlockIdentity('rfc9216/bob.encrypt');
    const wanted = { signWith: own, encryptTo: [bob.certificate, own.certificate], at: draftTime };
    const made = await protectMessage(hardDraft, wanted);
    await checkProtectedMessage(made, hardDraft, { ...wanted, unlocked: [own] });
    await checkProtectedMessage(made, hardDraft, { ...wanted, unlocked: [bob] });
    const opened = await openMessage(made.mime, await usualOptions({ unlocked: [own] }));
    expect(opened.signature).toMatchObject({ signer: { digestAlgorithm: digest, signatureAlgorithm: 'ecdsa' } });
  });

  test('whatever does not fit gives the one answer that damaged content gives', async () => {
    const erin = await unlockIdentity('interop/ids/erin');
    const { mime } = await protectMessage(shortDraft, { encryptTo: [erin.certificate], at: draftTime });
    const source = text(mime);
    const end = source.indexOf('\r\n\r\n') + 4;
    const cms = new Uint8Array(Buffer.from(source.slice(end), 'base64'));
    const parts = readContentInfo(cms).content.children[1]?.children[0]?.children ?? [];
    const last = (node: Asn1Node | undefined) => (node?.bytes.byteOffset ?? 0) - cms.byteOffset + (node?.bytes.length ?? 0) - 1;
    const options = await usualOptions({ unlocked: [erin] });
    // The ephemeral point leaves the curve; the wrapped key is another.
    for (const at of [last(parts[1]), last(parts.at(-1))]) {
      const opened = await openMessage(flipped(cms, at, 1), options);
      expect(opened.encryption).toMatchObject({ state: 'failed', problem: 'decryption-failed' });
    }
    expect((await openMessage(cms, options)).encryption).toMatchObject({ state: 'decrypted' });
  });
});
