import { readCertificateStructure } from '../../../src/smime/certificate/structure';
import { readCertificates } from '../../../src/smime/certificate/read-certificates';
import { requireDigest } from '../../../src/smime/cms/algorithms';
import { encryptRsaesPkcs1 } from '../../../src/smime/dangerous/rsaes-pkcs1-v1_5';
import { unlockDigitalId } from '../../../src/smime/message/unlock-digital-id';
import type { DigitalId, KeyTransRecipientInfo, PrivateKey } from '../../../src/smime/message/digital-id';
import { readPrivateKeyInfo } from '../../../src/smime/pkcs12/private-key-info';
import { verifySignature } from '../../../src/smime/public-key/verify-signature';
import { OpensslFolder, describeOpenssl } from '../../support/openssl';

describeOpenssl('unlockDigitalId', () => {
  const folder = new OpensslFolder();
  afterAll(() => folder.remove());

  const make = async (name: string): Promise<{ key: PrivateKey; id: DigitalId; spki: Uint8Array }> => {
    folder.run(
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}.key`, '-out', `${name}.crt`],
      ...['-subj', `/CN=${name}`, '-days', '3650'],
    );
    folder.run('pkcs8', '-topk8', '-nocrypt', '-in', `${name}.key`, '-outform', 'DER', '-out', `${name}.p8`);
    const [certificate] = await readCertificates(folder.read(`${name}.crt`));
    const read = readPrivateKeyInfo(folder.read(`${name}.p8`));
    if (certificate === undefined || !('key' in read)) throw new Error(name);
    const structure = readCertificateStructure(certificate.der);
    return { key: read.key, id: { certificate, chain: [] }, spki: structure.spkiDer };
  };
  const anna = make('Anna');
  const contentKey = Uint8Array.from({ length: 32 }, (_, index) => index);

  const recipientInfo = async (): Promise<KeyTransRecipientInfo> => {
    const { id, spki } = await anna;
    return {
      kind: 'key-transport',
      recipient: { issuer: id.certificate.issuer, serialNumber: id.certificate.serialNumber },
      keyEncryptionAlgorithm: 'rsaes-pkcs1-v1_5',
      encryptedKey: encryptRsaesPkcs1(spki, contentKey),
    };
  };

  test.each(['sha-256', 'sha-384', 'sha-512'] as const)('signs with %s', async (digest) => {
    const { key, id, spki } = await anna;
    const unlocked = await unlockDigitalId(key, id);
    const bytes = new TextEncoder().encode('signed attributes');
    const signature = await unlocked.sign(bytes, digest);
    const by = (name: string) => ({
      publicKeySpkiDer: spki,
      method: { name: 'rsassa-pkcs1-v1_5', digest: requireDigest(name) } as const,
    });
    const check = by(digest);
    expect(await verifySignature(check, signature, bytes)).toBe(true);
    expect(await verifySignature(check, signature, bytes.slice(1))).toBe(false);
    expect(await verifySignature(by('sha-1'), signature, bytes)).toBe(false);
  });

  test('unwraps what is for it, named by issuer and serial number or by key identifier', async () => {
    const { key, id } = await anna;
    const unlocked = await unlockDigitalId(key, id);
    const named = await recipientInfo();
    expect(await unlocked.unwrapContentEncryptionKey(named, 32)).toEqual(contentKey);
    const { subjectKeyIdentifier = '' } = id.certificate;
    const byKey = { ...named, recipient: { subjectKeyIdentifier } };
    expect(await unlocked.unwrapContentEncryptionKey(byKey, 32)).toEqual(contentKey);
  });

  test('is silent about what is for somebody else', async () => {
    const { key, id } = await anna;
    const unlocked = await unlockDigitalId(key, id);
    const named = await recipientInfo();
    const other = { ...named.recipient, serialNumber: '01' };
    expect(await unlocked.unwrapContentEncryptionKey({ ...named, recipient: other }, 32)).toBeNull();
    const { issuer } = (await make('Ben')).id.certificate;
    expect(await unlocked.unwrapContentEncryptionKey({ ...named, recipient: { ...named.recipient, issuer } }, 32)).toBeNull();
    expect(await unlocked.unwrapContentEncryptionKey({ ...named, recipient: { subjectKeyIdentifier: '00' } }, 32)).toBeNull();
    expect(await unlocked.unwrapContentEncryptionKey({ ...named, recipient: {} }, 32)).toBeNull();
  });

  test('a damaged one gives some key, the same each time, never an error', async () => {
    const { key, id } = await anna;
    const unlocked = await unlockDigitalId(key, id);
    const named = await recipientInfo();
    const encryptedKey = named.encryptedKey.map((octet, index) => (index === 100 ? octet ^ 1 : octet));
    const answer = await unlocked.unwrapContentEncryptionKey({ ...named, encryptedKey }, 32);
    expect(answer?.length).toBe(32);
    expect(answer).not.toEqual(contentKey);
    expect(await unlocked.unwrapContentEncryptionKey({ ...named, encryptedKey }, 32)).toEqual(answer);
  });

  test('says when it is ours by a method we do not do', async () => {
    const { key, id } = await anna;
    const unlocked = await unlockDigitalId(key, id);
    const named = await recipientInfo();
    const oaep = { ...named, keyEncryptionAlgorithm: 'rsaes-oaep' };
    await expect(unlocked.unwrapContentEncryptionKey(oaep, 32)).rejects.toMatchObject({
      code: 'ERR_ALGORITHM_UNSUPPORTED',
      details: { name: 'rsaes-oaep' },
    });
  });

  test("never joins a key to somebody else's certificate", async () => {
    const { key } = await anna;
    const { id } = await make('Carl');
    await expect(unlockDigitalId(key, id)).rejects.toMatchObject({ code: 'ERR_PFX_KEY_MISMATCH' });
  });

  test('shows no key material to whoever looks at it', async () => {
    const { key, id } = await anna;
    const unlocked = await unlockDigitalId(key, id);
    expect(Object.keys(unlocked).sort()).toEqual(['certificate', 'chain', 'sign', 'unwrapContentEncryptionKey']);
  });
});
