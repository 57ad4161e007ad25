import type { OpenOptions, UnlockedDigitalId } from '../../src/smime';
import { openDetached, openMessage, readCertificates } from '../../src/smime';
import { unlockDigitalId } from '../../src/smime/message/unlock-digital-id';
import { readPrivateKeyInfo } from '../../src/smime/pkcs12/private-key-info';
import { readIdentityCertificate, trustAnchor } from '../support/identities';
import { describeVectors, vector, vectorFiles } from '../support/vectors';
import { verdict, verdictOf } from '../support/verdict';

/** DSA is no algorithm of a browser (nor of S/MIME since RFC 5751): can't be checked, which is not "broken". */
const dsa = 'signed-data · cannot-check (algorithm-unsupported dsa)';
/** It fits; the digest is SHA-1, the keys are RSA-1024, and Carl certified Alice's by SHA-1. */
const oldRsa = 'signed-data · not-trusted (weak-digest weak-key weak-issuer-signature)';

/** The objects by their sections of RFC 4134. */
const messages: Readonly<Record<string, string>> = {
  '3.1.bin': 'data',
  '3.2.bin': 'data',
  '4.1.bin': dsa,
  '4.2.bin': oldRsa,
  // Without the content that it is for; with it below.
  '4.3.bin': 'signed-data · broken (malformed)',
  '4.4.bin': dsa,
  '4.5.bin': oldRsa,
  // Two signers, both by DSA.
  '4.6.bin': dsa,
  '4.7.bin': dsa,
  '4.8.eml': dsa,
  '4.9.eml': dsa,
  '4.10.bin': dsa,
  '4.11.bin': 'certs-only',
  '5.1.bin': 'enveloped-data · decrypted des-ede3-cbc',
  '5.2.bin': 'enveloped-data · decrypted rc2-cbc',
  '5.3.eml': 'enveloped-data · decrypted des-ede3-cbc',
  // Neither signed nor encrypted: a digest that anybody can make.
  '6.0.bin': 'digested-data',
  // By a key that both sides had before.
  '7.1.bin': 'encrypted-data · failed (algorithm-unsupported encrypted-data)',
  '7.2.bin': 'encrypted-data · failed (algorithm-unsupported encrypted-data)',
};

/** Those of which nothing can be shown. */
const closed = new Set(['4.3.bin', '4.11.bin', '6.0.bin', '7.1.bin', '7.2.bin']);

/** How many certificates each file has for import. */
const certificates: Readonly<Record<string, number>> = {
  'AliceDSSSignByCarlNoInherit.cer': 1,
  'AliceRSASignByCarl.cer': 1,
  'BobRSASignByCarl.cer': 1,
  'CarlDSSSelf.cer': 1,
  'CarlRSASelf.cer': 1,
  'DianeDSSSignByCarlInherit.cer': 1,
  'DianeRSASignByCarl.cer': 1,
};

/** PrivateKeyInfo of each, and whether it is one that we use. */
const keys: Readonly<Record<string, 'rsa' | 'DSA'>> = {
  'AlicePrivDSSSign.pri': 'DSA',
  'AlicePrivRSASign.pri': 'rsa',
  'BobPrivRSAEncrypt.pri': 'rsa',
  'CarlPrivDSSSign.pri': 'DSA',
  'CarlPrivRSASign.pri': 'rsa',
  'DianePrivDSSSign.pri': 'DSA',
  'DianePrivRSASignEncrypt.pri': 'rsa',
};

const others: Readonly<Record<string, string>> = {
  'CarlDSSCRLEmpty.crl': 'revocations by Carl',
  'CarlDSSCRLForAll.crl': 'revocations by Carl',
  'CarlDSSCRLForCarl.crl': 'revocations by Carl',
  'CarlRSACRLEmpty.crl': 'revocations by Carl',
  'CarlRSACRLForAll.crl': 'revocations by Carl',
  'CarlRSACRLForCarl.crl': 'revocations by Carl',
  'ExContent.bin': 'the content of all of them',
  'SOURCE.md': 'where the collection is from',
};

const content = 'This is some sample content.';

function keyOf(file: string): ReturnType<typeof readPrivateKeyInfo> {
  return readPrivateKeyInfo(vector(`rfc4134/${file}`));
}

async function unlock(certificate: string, keyFile: string): Promise<UnlockedDigitalId> {
  const read = keyOf(keyFile);
  if (!('key' in read)) throw new Error(read.unsupported);
  return unlockDigitalId(read.key, { certificate: await readIdentityCertificate(`rfc4134/${certificate}`), chain: [] });
}

describeVectors('the examples of RFC 4134', () => {
  let options: OpenOptions;

  beforeAll(async () => {
    options = {
      unlocked: [
        await unlock('DianeRSASignByCarl.cer', 'DianePrivRSASignEncrypt.pri'),
        await unlock('BobRSASignByCarl.cer', 'BobPrivRSAEncrypt.pri'),
      ],
      locked: [],
      trustAnchors: [await trustAnchor('rfc4134/CarlRSASelf.cer'), await trustAnchor('rfc4134/CarlDSSSelf.cer')],
      at: new Date('2005-01-01T00:00:00Z'),
      exact: true,
    };
  });

  test('no file is left out', () => {
    const named = [messages, certificates, keys, others].flatMap((table) => Object.keys(table));
    expect(named.sort()).toEqual(vectorFiles('rfc4134'));
  });

  test.each(Object.entries(messages))('%s: %s', async (file, expected) => {
    expect(await verdict(vector(`rfc4134/${file}`), options)).toBe(expected);
    const { body, encryption } = await openMessage(vector(`rfc4134/${file}`), options);
    expect(body).toEqual(closed.has(file) ? {} : { text: content });
    if (encryption.state === 'decrypted') expect(encryption).toMatchObject({ weak: true, authenticated: false });
  });

  test('4.3 with the content that it is for', async () => {
    const { opened, lineEndsMended } = await openDetached(vector('rfc4134/4.3.bin'), vector('rfc4134/ExContent.bin'), options);
    expect(verdictOf(opened)).toBe(dsa);
    expect(lineEndsMended).toBe(false);
  });

  test('whose signature it is, and what changes of the content say', async () => {
    const bytes = vector('rfc4134/4.2.bin');
    const { signature } = await openMessage(bytes, options);
    expect(signature).toMatchObject({ signer: { certificate: { emailAddresses: ['AliceRSA@example.com'] }, digestAlgorithm: 'sha-1' } });
    const at = Buffer.from(bytes).indexOf(content);
    // Without signed attributes the signature itself is over the content.
    const changed = bytes.slice();
    changed[at] = 0x74;
    expect(await verdict(changed, options)).toBe('signed-data · broken (signature-mismatch)');
  });

  test.each(Object.entries(certificates))('%s: %i', async (file, count) => {
    expect(await readCertificates(vector(`rfc4134/${file}`))).toHaveLength(count);
  });

  test('the certificates of 4.11 are those of Alice and Carl', async () => {
    const opened = await openMessage(vector('rfc4134/4.11.bin'), options);
    const fingerprints = await Promise.all(
      ['AliceDSSSignByCarlNoInherit.cer', 'CarlDSSSelf.cer'].map(async (file) => (await readIdentityCertificate(`rfc4134/${file}`)).fingerprint),
    );
    expect(opened.certificates.map(({ fingerprint }) => fingerprint).sort()).toEqual(fingerprints.sort());
  });

  test.each(Object.entries(keys))('%s: %s', (file, expected) => {
    const read = keyOf(file);
    expect('key' in read ? read.key.algorithm : read.unsupported).toBe(expected);
  });
});
