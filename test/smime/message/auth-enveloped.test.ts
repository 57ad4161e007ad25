import type { UnlockedDigitalId } from '../../../src/smime';
import { checkProtectedMessage, openMessage, protectExisting, protectMessage } from '../../../src/smime';
import { readAsn1 } from '../../../src/smime/asn1/read';
import { tag } from '../../../src/smime/asn1/values';
import { encode, integer, objectIdentifier, octetString, sequence, setOf } from '../../../src/smime/asn1/write';
import { readCertificateStructure } from '../../../src/smime/certificate/structure';
import { writeAlgorithm } from '../../../src/smime/cms/algorithm-identifier';
import { findContentCipher, findKeyEncryption, oidOf } from '../../../src/smime/cms/algorithms';
import { createCipher } from '../../../src/smime/cms/content-encryption';
import { contentTypes, readContentInfo, writeContentInfo } from '../../../src/smime/cms/content-info';
import { encryptRsaesPkcs1 } from '../../../src/smime/dangerous/rsaes-pkcs1-v1_5';
import { fromBase64 } from '../../../src/smime/bytes';
import { draftTime, shortDraft } from '../../support/drafts';
import { issuerAndSerialNumber, unlockIdentity, usualOptions } from '../../support/identities';
import { flipped } from '../../support/signed-message';
import { verdict } from '../../support/verdict';
import { describeVectors } from '../../support/vectors';

const octets = (text: string) => new TextEncoder().encode(text);
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const content = octets('Content-Type: text/plain\r\n\r\nLunch?\r\n');
const opened = 'auth-enveloped-data · decrypted aes-256-gcm';
const failed = 'auth-enveloped-data · failed (decryption-failed)';
const malformed = 'auth-enveloped-data · failed (malformed)';

/** What is put into an AuthEnvelopedData; everything else is as it should be. */
interface Parts {
  readonly cipher?: string;
  readonly type?: string;
  readonly attributes?: readonly Uint8Array[];
  /** What is authenticated, when it is not the attributes in DER. */
  readonly additionalData?: Uint8Array;
  readonly mac?: (tag: Uint8Array) => Uint8Array;
  readonly parameters?: (written: Uint8Array) => Uint8Array;
  readonly contentType?: string;
}

const contentTypeAttribute = (oid: string) => sequence(objectIdentifier('1.2.840.113549.1.9.3'), setOf(objectIdentifier(oid)));
const otherAttribute = sequence(objectIdentifier('1.2.3'), setOf(integer(7)));

describeVectors('AuthEnvelopedData', () => {
  let bob: UnlockedDigitalId;
  let erin: UnlockedDigitalId;

  beforeAll(async () => {
    bob = await unlockIdentity('rfc9216/bob.encrypt');
    erin = await unlockIdentity('interop/ids/erin');
  });

  async function make(parts: Parts = {}): Promise<Uint8Array> {
    const cipher = findContentCipher(parts.cipher ?? 'aes-256-gcm');
    if (cipher === undefined) throw new Error('cipher');
    const { keyLength, parameters, encrypt } = createCipher(cipher);
    const key = crypto.getRandomValues(new Uint8Array(keyLength));
    const { attributes } = parts;
    const additionalData = parts.additionalData ?? (attributes === undefined ? undefined : setOf(...attributes));
    const sealed = await encrypt(key, content, additionalData);
    const { spkiDer } = readCertificateStructure(bob.certificate.der);
    const recipient = sequence(
      integer(0),
      issuerAndSerialNumber(bob.certificate.der),
      writeAlgorithm(oidOf(findKeyEncryption('rsaes-pkcs1-v1_5')), 'null'),
      octetString(encryptRsaesPkcs1(spkiDer, key)),
    );
    const info = sequence(
      objectIdentifier(parts.contentType ?? contentTypes.data),
      writeAlgorithm(cipher.oid, parts.parameters?.(parameters) ?? parameters),
      encode(tag.context(0), sealed.octets),
    );
    const type = parts.type ?? contentTypes.authEnvelopedData;
    const isAuthenticated = type === contentTypes.authEnvelopedData;
    const mac = octetString((parts.mac ?? ((whole) => whole))(sealed.tag ?? new Uint8Array(16)));
    const authAttrs = attributes === undefined ? [] : [encode(tag.contextConstructed(1), ...attributes)];
    const rest = isAuthenticated ? [...authAttrs, mac] : [];
    return writeContentInfo(type, sequence(integer(0), setOf(recipient), info, ...rest));
  }
  const judge = async (parts: Parts) => verdict(await make(parts), await usualOptions({ unlocked: [bob] }));

  test.each<[string, Parts, string]>([
    ['as it should be', {}, opened],
    ['with attributes', { attributes: [contentTypeAttribute(contentTypes.data), otherAttribute] }, opened],
    ['with attributes in another order than DER', { attributes: [otherAttribute, contentTypeAttribute(contentTypes.data)] }, opened],
    ['with attributes that are not authenticated', { attributes: [otherAttribute], additionalData: new Uint8Array() }, failed],
    ['with an attribute of another content type', { attributes: [contentTypeAttribute(contentTypes.signedData)] }, malformed],
    ['with two attributes of one content type', { attributes: [contentTypeAttribute(contentTypes.data), contentTypeAttribute(contentTypes.data)] }, malformed],
    ['with no attribute in the field for them', { attributes: [] }, malformed],
    ['with a changed tag', { mac: (whole) => flipped(whole, 15, 1) }, failed],
    ['with a shortened tag', { mac: (whole) => whole.subarray(0, 12) }, malformed],
    ['with a tag of one octet, and said so', { mac: (whole) => whole.subarray(0, 1), parameters: (written) => sequence(readAsn1(written).children[0]?.bytes ?? new Uint8Array(), integer(1)) }, malformed],
    ['with a tag cut to the default length', { mac: (whole) => whole.subarray(0, 12), parameters: (written) => sequence(readAsn1(written).children[0]?.bytes ?? new Uint8Array()) }, opened],
    ['with a longer tag', { mac: (whole) => new Uint8Array([...whole, 0]) }, malformed],
    ['without a tag', { mac: () => new Uint8Array() }, malformed],
    ['with CBC inside', { cipher: 'aes-256-cbc' }, malformed],
    ['with the parameters of CBC', { parameters: () => octetString(new Uint8Array(16)) }, malformed],
    ['with an inside of another kind', { contentType: contentTypes.signedData }, 'auth-enveloped-data · failed (algorithm-unsupported signed-data)'],
    ['whose tag was taken away', { type: contentTypes.envelopedData }, 'enveloped-data · failed (malformed)'],
  ])('%s', async (_, parts, expected) => {
    expect(await judge(parts)).toBe(expected);
  });

  test('a bit changed anywhere in the content or the tag shows nothing', async () => {
    const cms = await make();
    const options = await usualOptions({ unlocked: [bob] });
    const mac = cms.length - 16;
    for (const at of [mac - 3, mac - 2 - content.length, mac, cms.length - 1]) {
      const { encryption, body, attachments } = await openMessage(flipped(cms, at, 0x80), options);
      expect(encryption).toMatchObject({ state: 'failed', problem: 'decryption-failed' });
      expect([body, attachments]).toEqual([{}, []]);
    }
  });

  test.each(['aes-128-gcm', 'aes-256-gcm'] as const)('is written with %s and read back as authenticated', async (cipher) => {
    const wanted = { signWith: erin, encryptTo: [bob.certificate, erin.certificate], cipher, at: draftTime };
    const draft = { ...shortDraft, from: { address: 'erin@smime.example' } };
    const made = await protectMessage(draft, wanted);
    expect(text(made.mime)).toMatch(/^Content-Type: application\/pkcs7-mime; smime-type=authEnveloped-data;/m);
    const base64 = text(made.mime).slice(text(made.mime).indexOf('\r\n\r\n'));
    expect(readContentInfo(fromBase64(base64) ?? new Uint8Array()).type).toBe(contentTypes.authEnvelopedData);
    for (const reader of [bob, erin]) {
      const { layers, encryption, signature } = await openMessage(made.mime, await usualOptions({ unlocked: [reader] }));
      expect(layers).toEqual(['auth-enveloped-data', 'signed-data']);
      expect(encryption).toMatchObject({ state: 'decrypted', algorithm: cipher, authenticated: true, weak: false });
      expect(signature.state).toBe('valid');
    }
    await checkProtectedMessage(made, draft, { ...wanted, unlocked: [erin] });
    const asked = { ...wanted, unlocked: [erin], cipher: 'aes-256-cbc' } as const;
    await expect(checkProtectedMessage(made, draft, asked)).rejects.toMatchObject({ code: 'ERR_SELF_CHECK_FAILED' });
    await expect(protectExisting(made.mime, wanted, [erin])).resolves.toMatchObject({ encrypted: true });
  });
});
