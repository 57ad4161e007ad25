import { createPublicKey, verify } from 'node:crypto';
import type { UnlockedDigitalId } from '../../../src/smime';
import { canSign, checkProtectedMessage, openMessage, parseCertificate, protectMessage, unlockDigitalId } from '../../../src/smime';
import { readCertificateStructure } from '../../../src/smime/certificate/structure';
import { readContentInfo } from '../../../src/smime/cms/content-info';
import { signingDigest } from '../../../src/smime/cms/signing-method';
import { readSignedData } from '../../../src/smime/cms/signed-data';
import { draftTime, shortDraft } from '../../support/drafts';
import { privateKeyOf, trustAnchor, unlockIdentity, usualOptions } from '../../support/identities';
import { OpensslFolder, describeOpenssl } from '../../support/openssl';
import { takeApart } from '../../support/signed-message';
import { describeVectors } from '../../support/vectors';
import { refuseEd25519 } from '../../support/without-ed25519';

afterEach(() => jest.restoreAllMocks());

async function signed(signWith: UnlockedDigitalId, opaque = false): Promise<Uint8Array> {
  const wanted = { signWith, at: draftTime, opaque };
  const made = await protectMessage(shortDraft, wanted);
  await checkProtectedMessage(made, shortDraft, { ...wanted, unlocked: [] });
  return made.mime;
}

async function algorithmsOf(mime: Uint8Array): Promise<string> {
  const { signature } = await openMessage(mime, await usualOptions());
  if (signature.state !== 'not-trusted') return signature.state;
  return `${signature.signer.signatureAlgorithm} ${signature.signer.digestAlgorithm}`;
}

describeVectors('a digital ID with an Ed25519 key (RFC 8419)', () => {
  test('signs what Node’s OpenSSL verifies', async () => {
    const carlos = await unlockIdentity('rfc9216/carlos.sign');
    expect(canSign(carlos.certificate)).toBe(true);
    for (const opaque of [false, true]) {
      const mime = await signed(carlos, opaque);
      expect(await algorithmsOf(mime)).toBe('ed25519 sha-512');
      const options = await usualOptions({ trustAnchors: [await trustAnchor('rfc9216/ca.25519.crt')] });
      // Carlos's certificate, in a message from somebody else.
      expect((await openMessage(mime, options)).signature).toMatchObject({ problems: ['address-mismatch'] });
      const [info] = readSignedData(readContentInfo(takeApart(mime).cms).content).signerInfos;
      const { spkiDer } = readCertificateStructure(carlos.certificate.der);
      const key = createPublicKey({ key: Buffer.from(spkiDer), format: 'der', type: 'spki' });
      const attributes = info?.signedAttributes?.encodings[0] ?? new Uint8Array();
      expect(verify(null, attributes, key, info?.signature ?? new Uint8Array())).toBe(true);
      expect(info?.signatureAlgorithm).toEqual({ oid: '1.3.101.112' });
    }
  });

  test('signs with no other digest, and decrypts nothing', async () => {
    const carlos = await unlockIdentity('rfc9216/carlos.sign');
    const wanted = { signWith: carlos, at: draftTime, digest: 'sha-256' } as const;
    const unsupported = { code: 'ERR_ALGORITHM_UNSUPPORTED', details: { name: 'ed25519 with sha-256' } };
    await expect(protectMessage(shortDraft, wanted)).rejects.toMatchObject(unsupported);
  });

  test('is refused where the key is another’s, or the browser does not know such keys', async () => {
    const carlos = await unlockIdentity('rfc9216/carlos.sign');
    const other = { algorithm: 'ed25519', d: new Uint8Array(32).fill(1) } as const;
    await expect(unlockDigitalId(other, carlos)).rejects.toMatchObject({ code: 'ERR_PFX_KEY_MISMATCH' });
    refuseEd25519();
    await expect(unlockIdentity('rfc9216/carlos.sign')).rejects.toMatchObject({
      code: 'ERR_KEY_UNSUPPORTED',
      details: { name: 'Ed25519' },
    });
  });
});

describeOpenssl('a digital ID with a key for RSASSA-PSS alone', () => {
  const folder = new OpensslFolder();
  afterAll(() => folder.remove());

  async function create(...options: readonly string[]): Promise<UnlockedDigitalId> {
    const restrictions = options.flatMap((option) => ['-pkeyopt', option]);
    folder.run('genpkey', '-algorithm', 'RSA-PSS', '-pkeyopt', 'rsa_keygen_bits:2048', ...restrictions, '-out', 'key');
    const mail = 'subjectAltName=email:anna@example.com';
    folder.run('req', '-x509', '-new', '-key', 'key', '-subj', '/CN=Anna', '-addext', mail, '-days', '9', '-out', 'crt');
    folder.run('x509', '-in', 'crt', '-outform', 'DER', '-out', 'crt.der');
    const id = { certificate: await parseCertificate(folder.read('crt.der')), chain: [] };
    return unlockDigitalId(privateKeyOf(new TextDecoder().decode(folder.read('key'))), id);
  }

  test.each([
    ['without restrictions', [], 'sha-256'],
    ['for SHA-384', ['rsa_pss_keygen_md:sha384', 'rsa_pss_keygen_mgf1_md:sha384'], 'sha-384'],
    ['with a salt of at least 40', ['rsa_pss_keygen_md:sha256', 'rsa_pss_keygen_mgf1_md:sha256', 'rsa_pss_keygen_saltlen:40'], 'sha-256'],
  ])('%s signs what OpenSSL verifies', async (_, restrictions, digest) => {
    const anna = await create(...restrictions);
    expect(canSign(anna.certificate)).toBe(true);
    const mime = await signed(anna);
    expect(await algorithmsOf(mime)).toBe(`rsassa-pss ${digest}`);
    folder.write('message', mime);
    // Throws when it does not fit.
    expect(folder.run('cms', '-verify', '-noverify', '-in', 'message')).toContain('Content-Type:');
  });

  test('for a digest or mask that we do not sign with cannot sign', async () => {
    for (const restrictions of [['rsa_pss_keygen_md:sha1'], ['rsa_pss_keygen_md:sha256', 'rsa_pss_keygen_mgf1_md:sha1']]) {
      const anna = await create(...restrictions);
      expect(signingDigest(anna.certificate)).toBeUndefined();
      expect(canSign(anna.certificate)).toBe(false);
      await expect(protectMessage(shortDraft, { signWith: anna, at: draftTime })).rejects.toMatchObject({
        code: 'ERR_ALGORITHM_UNSUPPORTED',
      });
    }
  });

  test('decrypts nothing: it is said so', async () => {
    const anna = await create();
    const { issuer, serialNumber } = anna.certificate;
    const { issuer: issuerName } = readCertificateStructure(anna.certificate.der);
    const info = {
      kind: 'key-transport',
      recipient: { issuer, serialNumber },
      issuerDer: issuerName.der,
      keyEncryptionAlgorithm: 'rsaes-pkcs1-v1_5',
      encryptedKey: new Uint8Array(256),
    } as const;
    await expect(anna.unwrapContentEncryptionKey(info, 32)).rejects.toMatchObject({ code: 'ERR_ALGORITHM_UNSUPPORTED' });
  });
});
