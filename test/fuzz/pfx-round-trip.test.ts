import fc from 'fast-check';
import { readPfx, writePfx } from '../../src/smime';
import type { PfxDigitalId, PrivateKey } from '../../src/smime';
import { readCertificateStructure } from '../../src/smime/certificate/structure';
import { distinctNames } from '../../src/smime/pkcs12/friendly-names';
import { readPrivateKeyInfo, writePrivateKeyInfo } from '../../src/smime/pkcs12/private-key-info';
import { privateKeyOf, readIdentityCertificate } from '../support/identities';
import { describeVectors, vectorText } from '../support/vectors';
import { holds, slowTimeout } from './support/runs';

const people = ['rfc9216/alice.sign', 'rfc9216/bob.encrypt', 'rfc9216/carlos.sign', 'rfc9216/dana.encrypt', 'interop/ids/erin', 'interop/ids/frank'];

const texts = (most: number) => fc.oneof(fc.string({ unit: 'binary', maxLength: most }), fc.string({ unit: 'grapheme', maxLength: most }));
const files = fc.record({
  who: fc.uniqueArray(fc.nat({ max: people.length - 1 }), { minLength: 1, maxLength: people.length }),
  names: fc.array(fc.option(fc.oneof(texts(300), fc.constantFrom('Work', 'work', '')), { nil: undefined }), { minLength: people.length, maxLength: people.length }),
  password: texts(80).filter((text) => text !== ''),
  form: fc.constantFrom('modern' as const, 'compatible' as const),
  iterations: fc.integer({ min: 1, max: 300 }),
});

/** As it is written: the key is the same either way. */
function largerPrimeFirst(key: PrivateKey): PrivateKey {
  if (key.algorithm !== 'rsa' || Buffer.compare(key.p, key.q) > 0) return key;
  return { ...key, p: key.q, q: key.p };
}

describeVectors('a .pfx file that we write', () => {
  let everybody: readonly PfxDigitalId[];

  beforeAll(async () => {
    const made = people.map(async (path) => {
      const certificate = await readIdentityCertificate(`${path}.crt`);
      return { privateKey: largerPrimeFirst(privateKeyOf(vectorText(`${path}.key`))), certificate, chain: [] };
    });
    everybody = await Promise.all(made);
  });

  test('holds the same keys, certificates and names under its password, and nothing under another', async () => {
    await holds(files, 60, async ({ who, names, password, form, iterations }) => {
      const digitalIds = who.flatMap((at): readonly PfxDigitalId[] => {
        const [person, friendlyName] = [everybody[at], names[at]];
        if (person === undefined) return [];
        return [friendlyName === undefined ? person : { ...person, friendlyName }];
      });
      const file = await writePfx({ digitalIds, password, form, iterations });
      const { entries, withoutPassword } = await readPfx(file, password);
      const written = distinctNames(digitalIds.map(({ friendlyName }) => friendlyName));
      const expected = digitalIds.map(({ privateKey, certificate, chain }, at) => ({
        ...{ privateKey, certificate, chain },
        ...(written[at] === undefined ? {} : { friendlyName: written[at] }),
      }));
      expect([entries, withoutPassword]).toEqual([expected, false]);
      await expect(readPfx(file, `${password}x`)).rejects.toMatchObject({ code: 'ERR_PFX_PASSWORD' });
    });
  }, slowTimeout);

  test('writes every number that can be an EC key, however many zeros it begins with', async () => {
    const spkiDer = everybody.flatMap(({ certificate }) => (certificate.publicKey.curve === 'P-256' ? [readCertificateStructure(certificate.der).spkiDer] : []))[0];
    if (spkiDer === undefined) throw new Error('nobody has a P-256 key');
    const numbers = fc.tuple(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.nat({ max: 31 }));
    await holds(numbers, 300, async ([octets, zeros]) => {
      const d = octets.map((octet, at) => (at < zeros ? 0 : octet));
      if (d.every((octet) => octet === 0)) return;
      const key: PrivateKey = { algorithm: 'ec', curve: 'P-256', d };
      await Promise.resolve();
      expect(readPrivateKeyInfo(writePrivateKeyInfo(key, spkiDer))).toEqual({ key });
    });
  }, slowTimeout);
});
