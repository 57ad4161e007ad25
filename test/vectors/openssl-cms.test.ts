import type { OpenOptions, UnlockedDigitalId } from '../../src/smime';
import { isSmimeError, openMessage, readCertificates, unlockDigitalId } from '../../src/smime';
import { privateKeyOf, readIdentityCertificate, trustAnchor } from '../support/identities';
import { describeVectors, vector, vectorFiles, vectorText } from '../support/vectors';
import { verdict } from '../support/verdict';

/** No file here is worth more, whatever it does; each took OpenSSL down or was let through once. */
const milliseconds = 10_000;

/** `failed` and `broken` alone: whatever the reason. From SOURCE.md; what stands there beside is from OpenSSL's own tests. */
const messages: Readonly<Record<string, string>> = {
  // AES-GCM inside EnvelopedData, to a key that both sides had before.
  'cms-msg/enveloped-content-type-for-aes-gcm.pem': 'failed',
  // A password recipient without the derivation of its key.
  'cms-msg/missing-kdf.der': 'failed',
  // By MD2, from 1993; has an octet behind its end.
  'pkcs7-1.pem': 'failed',
  // Base64 in indented lines and no armour around it: neither CMS nor MIME.
  'pkcs7.pem': 'ERR_MIME_MALFORMED',
  'pyca-pkcs7/amazon-roots.der': 'certs-only',
  'pyca-pkcs7/amazon-roots.p7b': 'certs-only',
  // To Alice and Bob of an early draft of RFC 9216, whose keys are not here.
  'pyca-pkcs7/enveloped.pem': 'enveloped-data · failed (no-matching-digital-id)',
  'pyca-pkcs7/isrg.pem': 'certs-only',
  // A path that PKITS 4.10.7 calls invalid; without its authorities here nobody is trusted at all.
  'smime-eml/SignedInvalidMappingFromanyPolicyTest7.eml': 'not valid',
  // The part that was signed has neither header nor empty line: where does it begin?
  'smime-eml/pkcs7-empty-digest-set.eml': 'broken',
  // signingTime among the unsigned attributes.
  'test_cms_data/bad_signtime_attr.cms': 'broken',
  // Made by OpenSSL 1.1.1 for smec3.
  'test_cms_data/ciphertext_from_1_1_1.cms': 'enveloped-data · decrypted des-ede3-cbc',
  'test_cms_data/ct_multiple_attr.cms': 'broken',
  // Diffie-Hellman of finite fields, which nobody uses in mail, without parameters.
  'test_cms_data/dh-malformed.der': 'failed',
  // The wrapping algorithm is missing.
  'test_cms_data/ecdh-malformed.der': 'failed',
  'test_cms_data/no_ct_attr.cms': 'broken',
  'test_cms_data/no_md_attr.cms': 'broken',
  // SignedAndEnvelopedData of PKCS #7, which CMS does not have.
  'test_cms_data/pkcs7-md4-encrypted.pem': '1.2.840.113549.1.7.4 · failed (algorithm-unsupported 1.2.840.113549.1.7.4)',
  'test_cms_data/pkcs7-md4.pem': 'signed-data · cannot-check (algorithm-unsupported md4)',
  // OAEP with a label that is none.
  'test_cms_data/rsa-malformed.der': 'failed',
  // A password recipient whose encrypted key is of two octets.
  'test_cmsapi_data/cms_pwri_kek_oob.der': 'failed',
  // A nonce of 17 octets for a key that is not here.
  'test_cmsapi_data/encDataWithTooLongIV.pem': 'failed',
  // By a key that both sides had before.
  'test_cmsapi_data/encryptedData.der': 'encrypted-data · failed (algorithm-unsupported encrypted-data)',
};

const texts: Readonly<Record<string, string>> = {
  'test_cms_data/ciphertext_from_1_1_1.cms': 'Somewhat longer test content for OpenSSL CMS utility to handle',
  'test_cms_data/pkcs7-md4.pem': 'Test content',
};

/** Certificates that the file holds for import, or why none. Most hold the key beside. */
const certificates: Readonly<Record<string, number | string>> = {
  // Whose key beside it is damaged.
  'smime-certs/badrsa.pem': 1,
  'smime-certs/csrsa1.pem': 1,
  'smime-certs/sm_mldsa44.pem': 1,
  'smime-certs/sm_slhdsa_sha2_128s.pem': 1,
  'smime-certs/sm_slhdsa_shake_128s.pem': 1,
  'smime-certs/sm_slhdsa_shake_256s.pem': 1,
  'smime-certs/smdh.pem': 1,
  'smime-certs/smdsa1.pem': 1,
  'smime-certs/smdsa2.pem': 1,
  'smime-certs/smdsa3.pem': 1,
  'smime-certs/smec1.pem': 1,
  'smime-certs/smec2.pem': 1,
  'smime-certs/smec3.pem': 1,
  'smime-certs/smroot.pem': 1,
  'smime-certs/smrsa1.pem': 1,
  'smime-certs/smrsa1024.pem': 1,
  'smime-certs/smrsa2.pem': 1,
  'smime-certs/smrsa3-cert.pem': 1,
  'smime-certs/smrsa3.pem': 1,
  'test_cms_data/dh-cert.pem': 1,
  'test_cms_data/ecdh-cert.pem': 1,
  // Keys, parameters of DSA, and where the collection is from.
  'smime-certs/smdsap.pem': 'ERR_NO_CERTIFICATE',
  'smime-certs/smrsa3-key.pem': 'ERR_NO_CERTIFICATE',
  'test_cms_data/dh-key.pem': 'ERR_NO_CERTIFICATE',
  'test_cms_data/ecdh-key.pem': 'ERR_NO_CERTIFICATE',
  'SOURCE.md': 'ERR_NO_CERTIFICATE',
};

async function unlock(certificate: string, key = certificate): Promise<UnlockedDigitalId> {
  const id = { certificate: await readIdentityCertificate(`openssl-cms/${certificate}.pem`), chain: [] };
  return unlockDigitalId(privateKeyOf(vectorText(`openssl-cms/${key}.pem`)), id);
}

describeVectors('malformed and hostile CMS', () => {
  let options: OpenOptions;

  beforeAll(async () => {
    const people = ['smrsa1', 'smrsa2', 'smrsa3', 'smec1', 'smec3'].map((name) => unlock(`smime-certs/${name}`));
    options = {
      unlocked: await Promise.all([...people, unlock('test_cms_data/ecdh-cert', 'test_cms_data/ecdh-key')]),
      locked: [],
      trustAnchors: [await trustAnchor('openssl-cms/smime-certs/smroot.pem')],
      at: new Date('2022-08-01T00:00:00Z'),
      exact: true,
    };
  });

  test('no file is left out', () => {
    expect([...Object.keys(messages), ...Object.keys(certificates)].sort()).toEqual(vectorFiles('openssl-cms'));
  });

  test.each(Object.entries(messages))('%s: %s', async (file, expected) => {
    const bytes = vector(`openssl-cms/${file}`);
    const started = performance.now();
    const said = await verdict(bytes, options);
    expect(performance.now() - started).toBeLessThan(milliseconds);
    if (expected === 'not valid') expect(said).not.toContain('· valid');
    else if (expected === 'failed' || expected === 'broken') expect(said).toContain(`· ${expected} (`);
    else expect(said).toBe(expected);
    const text = texts[file];
    if (text !== undefined) expect((await openMessage(bytes, options)).body.text).toContain(text);
  });

  test.each(Object.entries(messages).filter(([, expected]) => expected === 'failed'))('%s shows nothing', async (file) => {
    const opened = await openMessage(vector(`openssl-cms/${file}`), options);
    expect(opened).toMatchObject({ body: {}, attachments: [], signature: { state: 'not-signed' } });
  });

  test.each([
    ['pyca-pkcs7/amazon-roots.der', 2],
    ['pyca-pkcs7/isrg.pem', 1],
  ])('%s brings %d certificates', async (file, count) => {
    const opened = await openMessage(vector(`openssl-cms/${file}`), options);
    expect(opened.certificates).toHaveLength(count);
    expect(await readCertificates(vector(`openssl-cms/${file}`))).toHaveLength(count);
  });

  test.each(Object.entries(certificates))('certificates of %s: %s', async (file, expected) => {
    const started = performance.now();
    expect(await read(file)).toBe(expected);
    expect(await verdict(vector(`openssl-cms/${file}`), options)).toMatch(/^(ERR_MIME_MALFORMED|plain)$/);
    expect(performance.now() - started).toBeLessThan(milliseconds);
  });

  async function read(file: string): Promise<number | string> {
    try {
      return (await readCertificates(vector(`openssl-cms/${file}`))).length;
    } catch (error) {
      if (isSmimeError(error)) return error.code;
      throw error;
    }
  }
});
