import { readCertificates, readPfx } from '../../src/smime';
import { privateKeyOf, readIdentityCertificate } from '../support/identities';
import { describeVectors, vector, vectorFiles, vectorText } from '../support/vectors';

/**
 * The people of RFC 9216 (sections 3 to 6): each file holds the keys and certificates that stand
 * beside it, under the person's first name, and the authority's cross certificate to lead to the other root.
 */
const people: Readonly<Record<string, string>> = {
  alice: 'Sample LAMPS RSA Certification Authority',
  bob: 'Sample LAMPS RSA Certification Authority',
  carlos: 'Sample LAMPS Ed25519 Certification Authority',
  dana: 'Sample LAMPS Ed25519 Certification Authority',
};

const certificates: Readonly<Record<string, string>> = {
  'ca.rsa.crt': 'Sample LAMPS RSA Certification Authority',
  'ca.rsa.cross.crt': 'Sample LAMPS RSA Certification Authority',
  'ca.25519.crt': 'Sample LAMPS Ed25519 Certification Authority',
  'ca.25519.cross.crt': 'Sample LAMPS Ed25519 Certification Authority',
};

const others: Readonly<Record<string, string>> = {
  'SOURCE.md': 'where the collection is from',
  'ca.rsa.key': 'key of the authority',
  'ca.25519.key': 'key of the authority',
};

describeVectors('RFC 9216', () => {
  test('no file is left out', () => {
    const own = Object.keys(people).flatMap((name) => [
      ...[`${name}.p12`, `${name}.p12.pem`],
      ...['sign', 'encrypt'].flatMap((use) => [`${name}.${use}.crt`, `${name}.${use}.key`]),
    ]);
    expect([...own, ...Object.keys(certificates), ...Object.keys(others)].sort()).toEqual(vectorFiles('rfc9216'));
  });

  const files = Object.entries(people).flatMap(([name, authority]) => ['p12', 'p12.pem'].map((form) => [name, form, authority] as const));

  test.each(files)('%s.%s holds both digital IDs', async (name, form, authority) => {
    const { entries, withoutPassword, unsupportedKeys, unsupportedParts } = await readPfx(vector(`rfc9216/${name}.${form}`), name);
    expect([withoutPassword, unsupportedKeys, unsupportedParts]).toEqual([false, [], []]);
    for (const use of ['encrypt', 'sign']) {
      const certificate = await readIdentityCertificate(`rfc9216/${name}.${use}.crt`);
      const entry = entries.find((one) => one.certificate.fingerprint === certificate.fingerprint);
      expect(entry?.privateKey).toEqual(privateKeyOf(vectorText(`rfc9216/${name}.${use}.key`)));
      expect(entry?.chain.map(({ commonName }) => commonName)).toEqual([authority]);
      expect(entry?.friendlyName).toBe(name);
    }
    expect(entries).toHaveLength(2);
  });

  test.each(Object.keys(people))('%s.p12 opens with no other password', async (name) => {
    for (const password of ['', name.toUpperCase(), `${name} `]) {
      await expect(readPfx(vector(`rfc9216/${name}.p12`), password)).rejects.toMatchObject({ code: 'ERR_PFX_PASSWORD' });
    }
  });

  test.each(Object.entries(certificates))('%s is of %s', async (file, commonName) => {
    const found = await readCertificates(vector(`rfc9216/${file}`));
    expect(found.map((certificate) => certificate.commonName)).toEqual([commonName]);
  });
});
