import { createHash } from 'node:crypto';
import type { OpenOptions, RsaPrivateKey } from '../../src/smime';
import { isSmimeError, openDetached, openMessage, readCertificates, readPfx, recognizeFile } from '../../src/smime';
import { fromHex } from '../../src/smime/bytes';
import { unlockDigitalId } from '../../src/smime/message/unlock-digital-id';
import { readIdentityCertificate, trustAnchor } from '../support/identities';
import { describeVectors, vector, vectorFiles, vectorText } from '../support/vectors';
import { verdict, verdictOf } from '../support/verdict';

/**
 * gpgsm of 2002 signed attributes without the type of the content among them,
 * which RFC 5652 section 5.3 demands (OpenSSL refuses them for it too): no
 * such signature is believed, whether the rest of it fits or, as in the "bad"
 * ones, does not. Its certificates are by MD5 and RSA-1024.
 */
const withoutContentType = 'signed-data · broken (malformed)';

/** To a password, which is nobody's digital ID. */
const byPassword = 'failed (no-matching-digital-id)';

const messages: Readonly<Record<string, string>> = {
  'plain-1.cms.asc': 'enveloped-data · decrypted aes-128-cbc',
  'plain-2.cms.asc': 'enveloped-data · decrypted aes-128-cbc',
  'plain-3.cms.asc': 'enveloped-data · decrypted aes-128-cbc',
  'plain-large.cms.asc': 'enveloped-data · decrypted aes-128-cbc',
  'text-1.dsig.pem': withoutContentType,
  'text-1.osig.pem': withoutContentType,
  'text-1.osig-bad.pem': withoutContentType,
  'text-1.osig-badusage.pem': withoutContentType,
  'text-2.osig.pem': withoutContentType,
  'text-2.osig-bad.pem': withoutContentType,
  'samplemsgs/pwri-sample.cbc.p7m': `enveloped-data · ${byPassword}`,
  'samplemsgs/pwri-sample.cbc-2.p7m': `enveloped-data · ${byPassword}`,
  'samplemsgs/pwri-sample.gcm.p7m': `auth-enveloped-data · ${byPassword}`,
  // A mail system took it for text and made each 0d an 0a: no object identifier in it is one (gpgsm: "Unknown CMS object").
  'samplemsgs/webde-buenemann-signed.cms': 'plain · failed (malformed)',
};

/** SHA-256 of what `openssl cms -decrypt` makes of them with the key of the collection, with CRLF. */
const decrypted: Readonly<Record<string, string>> = {
  'plain-1.cms.asc': 'ed2b02745729e3adef3ce0c321a0e3e3e0092a302f0a9e9f6939de1213b28cad',
  'plain-2.cms.asc': 'a8a332a703ff694222ad61ca51abc34687de56771d6ae23d9d137cbe3ca9f466',
  'plain-3.cms.asc': '04db4af92071878f7325318657989827a84c53da11c0a8f094db95fab702d80d',
  'plain-large.cms.asc': 'ce2bed1675139d69104610f0887168793e5f618271f0e0d3ee0c8b48e62f6094',
};

/** The names in the certificates' subjects. */
const certificates: Readonly<Record<string, string>> = {
  'cert_cci_sphinx_ca.pem': 'SPHINX-CA',
  'cert_cci_test_zs.pem': 'SPHINX-Test-ZS',
  'cert_cci_user02.pem': 'Sphinx User02',
  'cert_cci_user03.pem': 'Sphinx User03',
  'cert_cci_user04.pem': 'Sphinx User04',
  'cert_cci_user06.pem': 'Sphinx User06',
  'cert_cci_user07.pem': 'Sphinx07',
  'cert_dfn_pca01.der': 'DFN Top Level Certification Authority',
  'cert_dfn_pca15.der': 'DFN Server Certification Authority',
  'cert_g10code_test1.der': 'test cert 1',
  'cert_testpki_testpca.pem': 'TEST_PCA',
  'samplekeys/cert-with-117-akas.pem': 'edgecastcdn.net',
  'samplekeys/cert_g10code_enconly_1.pem': 'Encrypt Only Key 1',
  'samplekeys/cert_g10code_pete1.pem': 'Peter Panther',
  'samplekeys/cert_g10code_test1.pem': 'test cert 1',
  'samplekeys/cert_g10code_test_ca.pem': 'Root-Test-CA',
  'samplekeys/cert_g10code_theo1.pem': 'Theobald Tiger',
  'samplekeys/gte.pem': 'GTE CyberTrust Global Root',
  'samplekeys/ossl-rentec-user.pem': 'Karsten Künne',
  'samplekeys/steed-self-signing-nonthority.pem': 'The STEED Self-Signing Nonthority',
  'samplekeys/webdeca.der': 'WEB.DE TrustCenter Voll-Zertifikate',
  'samplekeys/webderoot.der': 'CN=WEB.DE TrustCenter,',
};

/** Digital IDs: what importing says of each, by the fingerprints in the description beside them. */
const digitalIds: Readonly<Record<string, string>> = {
  'credential_private_encrypted_3DES.p12': 'rsa of 20f65740b4a15bac6d6a299026756088f7604937',
  'credential_private_encrypted_AES256.p12': 'rsa of 20f65740b4a15bac6d6a299026756088f7604937',
  // Made by a gpgsm that derived a wrong key for it (OpenSSL: "bad decrypt"), and so is opened; its curve is none of ours.
  'edward.tester@demo.gnupg.com.p12': 'ERR_KEY_UNSUPPORTED EC brainpoolP256r1',
  'nistp256-openssl-self-signed.p12': 'ec of 5cea0c5bf09ccd92535267c662fc098f6c81c27e',
  'opensc-test.p12': 'rsa of 115abfc3ae554092a57ade74177fedf9459af5d2',
  'ov-server.p12': 'rsa of 1997fadf6cc1af03e4845c4cba38fb2397315143',
  'ov-user.p12': 'rsa of 4753a910e0c8b4caa8663ca0e4273a884eb5397d',
  't5793-openssl.pfx': 'rsa of 80348a438e4b803b99e708da0b7fdd0659dedd15',
  // Made by QuoVadis. The password opens it, but its MAC fits nothing (OpenSSL: "Mac verify error"); gpgsm looks at no MAC.
  't5793-test.pfx': 'ERR_PFX_MALFORMED',
  't6752-ov-user-ff.p12': 'rsa of 4753a910e0c8b4caa8663ca0e4273a884eb5397d',
};

const others: Readonly<Record<string, string>> = {
  '32100C27173EF6E9C4E9A25D3D69F86D37A4F939': 'key of "test cert 1", in the form of gpg-agent',
  '567064FE6D14A17B2D811ABB407728BC558AA455': 'the same key',
  'SOURCE.md': 'where the collection is from',
  // Base64 of PEM of base64, and no certificate in any of it.
  'cert_cci_test_wzs.pem': 'no certificate',
  'crl_testpki_testpca.pem': 'revocations of TEST_PCA',
  'key_g10code_pete1.pem': 'key of Peter Panther, by a passphrase',
  'key_g10code_theo1.pem': 'key of Theobald Tiger, by a passphrase',
  'samplekeys/32100C27173EF6E9C4E9A25D3D69F86D37A4F939.key': 'key of "test cert 1"',
  'samplekeys/68A638998DFABAC510EA645CE34F9686B2EDF7EA.key': 'key, in the form of gpg-agent',
  'samplekeys/8D6D17B4B94BBE8304926C016D2C5C7805EB6705.key': 'key, in the form of gpg-agent',
  'samplekeys/Description-p12': 'names, passwords and fingerprints of the digital IDs',
  // Without a password beside them.
  'samplekeys/cryptlib-key.p12': 'digital ID',
  'samplekeys/dod-test9.p12': 'digital ID',
  'samplemsgs/pdf-signature-sample.pdf': 'document that holds a signature of its own',
  'skey_g10code_test1.pem': 'key of "test cert 1", by a passphrase',
  'text-1.txt': 'content of text-1',
  'text-2.txt': 'content of text-2',
  'text-3.txt': 'content of a test of its own',
};

function keyOfTestCert1(): RsaPrivateKey {
  const text = vectorText('gnupg-cms/32100C27173EF6E9C4E9A25D3D69F86D37A4F939');
  const number = (name: string) => fromHex(new RegExp(`\\(${name} #([0-9a-f]+)#`, 'i').exec(text)?.[1] ?? '');
  return { algorithm: 'rsa', p: number('p'), q: number('q'), e: number('e') };
}

const sha = (name: string, bytes: Uint8Array | string) => createHash(name).update(bytes).digest('hex');

describeVectors('the tests of gpgsm', () => {
  let options: OpenOptions;

  beforeAll(async () => {
    const certificate = await readIdentityCertificate('gnupg-cms/cert_g10code_test1.der');
    options = {
      unlocked: [await unlockDigitalId(keyOfTestCert1(), { certificate, chain: [] })],
      locked: [],
      trustAnchors: [await trustAnchor('gnupg-cms/cert_g10code_test1.der')],
      // When they were signed, and its certificate was in date.
      at: new Date('2002-08-10T00:00:00Z'),
      exact: true,
    };
  });

  test('no file is left out', () => {
    const ids = Object.keys(digitalIds).map((file) => `samplekeys/${file}`);
    const named = [messages, certificates, others].flatMap((table) => Object.keys(table));
    expect([...named, ...ids].sort()).toEqual(vectorFiles('gnupg-cms'));
  });

  test.each(Object.entries(messages))('%s: %s', async (file, expected) => {
    expect(await verdict(vector(`gnupg-cms/${file}`), options)).toBe(expected);
  });

  test.each(Object.entries(decrypted))('%s opens to what OpenSSL makes of it', async (file, expected) => {
    const { body, content } = await openMessage(vector(`gnupg-cms/${file}`), options);
    expect(content?.sha256).toBe(expected);
    // Latin-1, which nothing in them says.
    expect(body.text).not.toContain('\ufffd');
  });

  test.each(['text-1', 'text-2'])('%s is shown as what it is signed as', async (name) => {
    const { body } = await openMessage(vector(`gnupg-cms/${name}.osig.pem`), options);
    expect(body.text).toBe(vectorText(`gnupg-cms/${name}.txt`));
  });

  test('a detached signature with the file that it is for', async () => {
    const { kind, bytes } = recognizeFile(vector('gnupg-cms/text-1.dsig.pem'));
    expect(kind).toBe('detached-signature');
    const { opened } = await openDetached(bytes, vector('gnupg-cms/text-1.txt'), options);
    expect(verdictOf(opened)).toBe(withoutContentType);
  });

  test('with lines of CRLF and of LF, with and without words in front, PEM is the same', async () => {
    const pem = vectorText('gnupg-cms/plain-1.cms.asc').replaceAll('\r\n', '\n');
    const expected = messages['plain-1.cms.asc'];
    const forms = [pem, pem.replaceAll('\n', '\r\n'), `\n\n  ${pem}`, `Open this with your key.\n\n${pem}`, pem.replaceAll('ENCRYPTED MESSAGE', 'CMS'), pem.replaceAll('ENCRYPTED MESSAGE', 'PKCS7')];
    for (const form of forms) {
      expect(await verdict(new TextEncoder().encode(form), options)).toBe(expected);
      expect(recognizeFile(new TextEncoder().encode(form)).kind).toBe('cms');
    }
  });

  test.each(Object.entries(certificates))('%s: %s', async (file, name) => {
    const found = await readCertificates(vector(`gnupg-cms/${file}`));
    expect(found.map(({ subject }) => subject.includes(name))).toEqual([true]);
  });

  test.each(Object.entries(digitalIds))('%s: %s', async (file, expected) => {
    const description = new RegExp(`Name: ${file.replaceAll('.', '\\.')}\\n.*\\nPass: (.*)\\n`).exec(vectorText('gnupg-cms/samplekeys/Description-p12'));
    expect(await imported(file, description?.[1] ?? '')).toBe(expected);
  });

  async function imported(file: string, password: string): Promise<string> {
    try {
      const { entries } = await readPfx(vector(`gnupg-cms/samplekeys/${file}`), password);
      return entries.map(({ certificate, privateKey }) => `${privateKey.algorithm} of ${sha('sha1', certificate.der)}`).join();
    } catch (error) {
      if (!isSmimeError(error)) throw error;
      return [error.code, 'name' in error.details ? error.details.name : ''].join(' ').trim();
    }
  }
});
