import type { Certificate, OpenOptions, UnlockedDigitalId } from '../../src/smime';
import { openDetached, openMessage } from '../../src/smime';
import { toHex } from '../../src/smime/bytes';
import { readBareCms } from '../../src/smime/cms/content-info';
import { unlockDigitalId } from '../../src/smime/message/unlock-digital-id';
import { privateKeyOf, readIdentityCertificate, trustAnchor, unlockIdentity, validationTime } from '../support/identities';
import { describeVectors, vector, vectorFiles, vectorText } from '../support/vectors';
import { verdict, verdictOf } from '../support/verdict';

/**
 * draft-ireland-cms-examples: the names say who made each object and for whom.
 * The objects stand in binary-files/ as .p7m and in pem-encoded/ as .pem.
 */
const objects: Readonly<Record<string, string>> = {
  signedByAliceRSA: 'signed-data · valid',
  signedByAliceRSAPSS: 'signed-data · valid',
  signedByCarlosEd25519: 'signed-data · valid',
  // By a key identifier, with the content elsewhere: alone there is nothing that it could cover.
  signedByCarlosDetached: 'signed-data · broken (malformed)',
  // Two signers whose certificates are not in it.
  signedByAliceAndCarlosNoCerts: 'signed-data · cannot-check (signer-certificate-missing)',
  encryptedForBobRSAOaep: 'enveloped-data · decrypted aes-128-cbc',
  encryptedForBobAndDana: 'enveloped-data · decrypted aes-128-cbc',
  // To a key that both sides had before, which is nobody's digital ID.
  encryptedKekri: 'enveloped-data · failed (no-matching-digital-id)',
  authEnvelopedForDanaX25519HKDF: 'auth-enveloped-data · decrypted aes-128-gcm',
  authEnvelopedForBobChaCha20Poly1305: 'auth-enveloped-data · decrypted chacha20-poly1305',
};

/** Files that hold no CMS object. */
const others: Readonly<Record<string, string>> = {
  'SOURCE.md': 'where the collection is from',
  'certs-and-keys/lamps-alice.crt': 'certificate of Alice, to sign by RSA',
  'certs-and-keys/lamps-alice.p8.pem': 'its key',
  'certs-and-keys/lamps-bob.encrypt.crt': 'certificate of Bob, to encrypt to by RSA',
  'certs-and-keys/lamps-bob.decrypt.p8.pem': 'its key',
  'certs-and-keys/lamps-carlos.crt': 'certificate of Carlos, to sign by Ed25519',
  'certs-and-keys/lamps-carlos.p8.pem': 'its key',
  'certs-and-keys/lamps-dana.encrypt.crt': 'certificate of Dana, to encrypt to by X25519',
  'certs-and-keys/lamps-dana.decrypt.p8.pem': 'its key',
};

const files = Object.keys(objects).flatMap((name) => [`binary-files/${name}.p7m`, `pem-encoded/${name}.pem`]);
const dumps = Object.keys(objects).map((name) => `asn1dumps/${name}.asn1.txt`);
const nameOf = (file: string) => file.replace(/^.*\/|\..*$/g, '');
const content = 'This is some sample content.';
const certificates = 'examples-cms/certs-and-keys/lamps-';

async function unlock(certificate: string, key: string): Promise<UnlockedDigitalId> {
  const id = { certificate: await readIdentityCertificate(`${certificates}${certificate}.crt`), chain: [] };
  return unlockDigitalId(privateKeyOf(vectorText(`${certificates}${key}.p8.pem`)), id);
}

describeVectors('examples of CMS', () => {
  let options: OpenOptions;
  let alice: Certificate;
  let carlos: Certificate;

  beforeAll(async () => {
    [alice, carlos] = await Promise.all(
      ['alice', 'carlos'].map((name) => readIdentityCertificate(`${certificates}${name}.crt`)),
    ) as [Certificate, Certificate];
    options = {
      unlocked: [await unlock('bob.encrypt', 'bob.decrypt'), await unlock('dana.encrypt', 'dana.decrypt')],
      locked: [],
      trustAnchors: [await trustAnchor(), await trustAnchor('rfc9216/ca.25519.crt')],
      at: validationTime,
      exact: true,
    };
  });

  test('no file is left out', () => {
    expect([...files, ...dumps, ...Object.keys(others)].sort()).toEqual(vectorFiles('examples-cms'));
  });

  test.each(files.map((file) => [file] as const))('%s', async (file) => {
    const name = nameOf(file);
    const opened = await openMessage(vector(`examples-cms/${file}`), options);
    expect(verdictOf(opened)).toBe(objects[name]);
    const isShown = /valid|cannot-check|decrypted/.test(objects[name] ?? '');
    expect(opened.body.text).toBe(isShown ? content : undefined);
  });

  test.each(Object.keys(objects).map((name) => [name] as const))('%s is the same in PEM', (name) => {
    const pem = readBareCms(vector(`examples-cms/pem-encoded/${name}.pem`));
    expect(toHex(pem ?? new Uint8Array())).toBe(toHex(vector(`examples-cms/binary-files/${name}.p7m`)));
  });

  test('Carlos signed the content that stands elsewhere, and no other', async () => {
    const cms = vector('examples-cms/binary-files/signedByCarlosDetached.p7m');
    const octets = new TextEncoder().encode(content);
    expect(verdictOf((await openDetached(cms, octets, options)).opened)).toBe('signed-data · valid');
    const changed = (await openDetached(cms, octets.subarray(1), options)).opened;
    // Without signed attributes there is no digest to compare.
    expect(verdictOf(changed)).toBe('signed-data · broken (signature-mismatch)');
  });

  test('two signers: each certificate that is missing counts, and known ones mend it', async () => {
    const bytes = vector('examples-cms/binary-files/signedByAliceAndCarlosNoCerts.p7m');
    const missing = 'signed-data · cannot-check (signer-certificate-missing)';
    for (const knownCertificates of [[alice], [carlos]]) {
      expect(await verdict(bytes, { ...options, knownCertificates })).toBe(missing);
    }
    expect(await verdict(bytes, { ...options, knownCertificates: [alice, carlos] })).toBe('signed-data · valid');
    const onlyAliceTrusted = { ...options, trustAnchors: [await trustAnchor()], knownCertificates: [alice, carlos] };
    expect(await verdict(bytes, onlyAliceTrusted)).toBe('signed-data · not-trusted (untrusted-issuer)');
  });

  test('Dana opens what is for Bob too, by her own key', async () => {
    const dana = { ...options, unlocked: [await unlockIdentity('rfc9216/dana.encrypt')] };
    const bytes = vector('examples-cms/binary-files/encryptedForBobAndDana.p7m');
    expect(await verdict(bytes, dana)).toBe('enveloped-data · decrypted aes-128-cbc');
  });

  test('the keys are those of the certificates', async () => {
    // What cannot be unlocked is another's: unlocking compares them.
    await expect(unlock('alice', 'alice')).resolves.toBeDefined();
    await expect(unlock('alice', 'bob.decrypt')).rejects.toMatchObject({ name: 'SmimeError' });
  });
});
