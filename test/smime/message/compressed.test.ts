import { deflateSync } from 'node:zlib';
import { openMessage } from '../../../src/smime';
import type { OpenOptions, ProtectOptions } from '../../../src/smime';
import { concat } from '../../../src/smime/bytes';
import { canonicalize } from '../../../src/smime/mime/canonicalize';
import type { CanonicalBytes } from '../../../src/smime/mime/canonicalize';
import { Opening } from '../../../src/smime/message/opening';
import { protectContent } from '../../../src/smime/message/protect';
import { compressedData, compressedEntity, compressedInPieces, deflated, octetsOf } from '../../support/compressed';
import { draftTime } from '../../support/drafts';
import { readIdentityCertificate, unlockIdentity, usualOptions } from '../../support/identities';
import { describeVectors } from '../../support/vectors';
import { verdict, verdictOf } from '../../support/verdict';

const megabyte = 1024 * 1024;
const headers = octetsOf('From: alice@smime.example\r\nTo: bob@smime.example\r\nSubject: Lunch\r\n');
const plain = canonicalize(octetsOf('Content-Type: text/plain\r\n\r\nAt noon?\r\n'));

describeVectors('compressed data', () => {
  let options: OpenOptions;
  let signWith: NonNullable<ProtectOptions['signWith']>;
  let encryptTo: NonNullable<ProtectOptions['encryptTo']>;

  beforeAll(async () => {
    options = await usualOptions();
    signWith = await unlockIdentity('rfc9216/alice.sign');
    encryptTo = [await readIdentityCertificate('rfc9216/bob.encrypt.crt')];
  });

  const protect = async (entity: CanonicalBytes, protection: Partial<ProtectOptions>) =>
    canonicalize((await protectContent(new Uint8Array(), entity, { at: draftTime, ...protection })).message.mime);
  const sign = (entity: CanonicalBytes, opaque = false) => protect(entity, { signWith, opaque });
  const encrypt = (entity: CanonicalBytes) => protect(entity, { encryptTo });
  const compress = (entity: CanonicalBytes) => compressedEntity(compressedData(deflated(entity)));
  const open = (entity: Uint8Array, more: Partial<OpenOptions> = {}) => openMessage(concat(headers, entity), { ...options, ...more });
  const expectText = async (entity: Uint8Array, line: string, more: Partial<OpenOptions> = {}) => {
    const opened = await open(entity, more);
    expect(verdictOf(opened)).toBe(line);
    expect(opened.body).toEqual({ text: 'At noon?\n' });
  };

  test('alone', () => expectText(compress(plain), 'compressed-data'));

  test('around a signature, also clear and in a copy that is not exact', async () => {
    await expectText(compress(await sign(plain)), 'compressed-data signed-data · valid');
    await expectText(compress(await sign(plain, true)), 'compressed-data signed-data · valid');
    await expectText(compress(await sign(plain)), 'compressed-data signed-data · valid', { exact: false });
  });

  test('inside a signature, which covers it as a whole', async () => {
    await expectText(await sign(compress(plain)), 'signed-data compressed-data · valid');
    await expectText(await sign(compress(plain), true), 'signed-data compressed-data · valid');
  });

  test('inside and around an encryption', async () => {
    await expectText(await encrypt(compress(plain)), 'enveloped-data compressed-data · decrypted aes-256-cbc');
    await expectText(compress(await encrypt(plain)), 'compressed-data enveloped-data · decrypted aes-256-cbc');
    const all = await encrypt(await sign(compress(plain)));
    await expectText(all, 'enveloped-data signed-data compressed-data · valid · decrypted aes-256-cbc');
  });

  test('a signature around compressed ciphertext is still not that of the author', async () => {
    await expectText(await sign(compress(await encrypt(plain))), 'signed-data compressed-data enveloped-data · decrypted aes-256-cbc');
  });

  test('does not open the way for a second decryption', async () => {
    const opened = await open(await encrypt(compress(await encrypt(plain))));
    expect(opened.layers).toEqual(['enveloped-data', 'compressed-data']);
    expect(opened.body.text).toBeUndefined();
  });

  test('by its content, whatever the label: octet-stream .p7z, another smime-type, bare, in pieces', async () => {
    const cms = compressedData(deflated(plain));
    await expectText(compressedEntity(cms, 'application/octet-stream; name="smime.p7z"'), 'compressed-data');
    await expectText(compressedEntity(cms, 'application/x-pkcs7-mime; smime-type=signed-data'), 'compressed-data');
    await expectText(compressedEntity(compressedInPieces(deflated(plain))), 'compressed-data');
    expect((await openMessage(cms, options)).body).toEqual({ text: 'At noon?\n' });
  });

  test('other algorithms and other contents are not supported, and nothing is shown', async () => {
    const compressed = deflated(plain);
    const line = (entity: Uint8Array) => verdict(concat(headers, entity), options);
    expect(await line(compressedEntity(compressedData(compressed, { algorithm: '1.2.3.4' })))).toBe(
      'compressed-data · failed (algorithm-unsupported 1.2.3.4)',
    );
    expect(await line(compressedEntity(compressedData(compressed, { contentType: '1.2.840.113549.1.7.2' })))).toBe(
      'compressed-data · failed (algorithm-unsupported signed-data)',
    );
  });

  test('damaged, it is malformed wherever it stands, and nothing is shown', async () => {
    const cut = compressedEntity(compressedData(deflated(plain).subarray(0, 20)));
    const longer = compressedEntity(compressedData(concat(deflated(plain), octetsOf('more'))));
    const empty = compressedEntity(compressedData(new Uint8Array()));
    for (const entity of [cut, longer, empty]) {
      const opened = await open(entity);
      expect(verdictOf(opened)).toBe('compressed-data · failed (malformed)');
      expect(opened.body).toEqual({});
    }
    const encrypted = await open(await encrypt(cut));
    expect(encrypted.encryption).toMatchObject({ state: 'failed', problem: 'malformed', recipients: [{}] });
    expect(encrypted.body).toEqual({});
    expect(verdictOf(await open(await sign(cut)))).toBe('signed-data compressed-data · valid · failed (malformed)');
  });

  test('a bomb is stopped, also inside encryption, in a second and without its memory', async () => {
    const bomb = compressedEntity(compressedData(new Uint8Array(deflateSync(new Uint8Array(200 * megabyte)))));
    for (const entity of [bomb, await encrypt(bomb)]) {
      const [start, before] = [performance.now(), process.memoryUsage().rss];
      await expect(open(entity)).rejects.toMatchObject({ code: 'ERR_MIME_TOO_COMPLEX' });
      expect(performance.now() - start).toBeLessThan(10_000);
      expect(process.memoryUsage().rss - before).toBeLessThan(150 * megabyte);
    }
  });

  test('bombs in bombs end at the number of layers, and all of them count together', async () => {
    let entity = canonicalize(concat(plain, new Uint8Array(9 * megabyte).fill(0x41)));
    for (let level = 0; level < 10; level++) entity = compress(entity);
    expect(await verdict(concat(headers, entity), options)).toContain('broken (ambiguous-structure)');
    const opening = new Opening(options, undefined, false);
    const large = new Uint8Array(deflateSync(new Uint8Array(60 * megabyte), { level: 0 }));
    expect(await opening.decompress(large)).toHaveLength(60 * megabyte);
    await expect(opening.decompress(large)).rejects.toMatchObject({ code: 'ERR_MIME_TOO_COMPLEX' });
  });
});
