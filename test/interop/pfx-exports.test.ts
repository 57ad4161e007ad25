import { Folder } from '../../scripts/interop/folder';
import { missingPrograms } from '../../scripts/interop/programs';
import { readPfx, writePfx } from '../../src/smime';
import type { PfxDigitalId, PrivateKey } from '../../src/smime';
import { createOwners, owners } from './support/pfx-owners';
import type { Owner } from './support/pfx-owners';
import { createReaders } from './support/pfx-readers';
import type { Written } from './support/pfx-readers';

const name = '.pfx files that we write, in other programs';
const missing = missingPrograms(['openssl', 'gpgsm', 'gpg-agent', 'certutil', 'pk12util', 'keytool']);

const password = 'correct horse battery';
const forms = ['modern', 'compatible'] as const;

interface Case extends Written {
  readonly title: string;
  /** Default: few, for the sake of time. */
  readonly iterations?: number;
}

const cases: readonly Case[] = forms.flatMap((form): readonly Case[] => [
  ...owners.map((owner) => ({ title: owner, form, password, owners: [owner], iterations: 2048 })),
  { title: 'with the usual rounds', form, password, owners: ['RSA-2048'] },
  { title: 'several', form, password, owners: ['RSA-2048', 'RSA-4096'], iterations: 2048 },
  { title: 'several kinds', form, password, owners: ['P-256', 'RSA-2048', 'P-384'], iterations: 2048 },
  { title: 'a password with umlauts', form, password: 'Grüße aus Köln', owners: ['RSA-2048'], iterations: 2048 },
  { title: 'a password beyond the BMP', form, password: 'Schlüssel 🔑 ключ', owners: ['P-256'], iterations: 2048 },
  { title: 'a password of 31 characters', form, password: 'a'.repeat(31), owners: ['RSA-2048'], iterations: 2048 },
  { title: 'a long password', form, password: 'long "quoted" \\ '.repeat(6), owners: ['RSA-2048'], iterations: 2048 },
]);

if (missing.length === 0) {
  describe(name, () => {
    const folder = new Folder();
    const readers = createReaders(folder);
    let digitalIds: Readonly<Record<Owner, PfxDigitalId>>;

    beforeAll(async () => {
      digitalIds = await createOwners(folder);
    }, 120_000);
    afterAll(() => folder.remove());

    const write = async ({ form, password, owners, iterations }: Case): Promise<Uint8Array> => {
      const wanted = owners.map((owner) => digitalIds[owner]);
      const file = await writePfx({ digitalIds: wanted, password, form, ...(iterations === undefined ? {} : { iterations }) });
      folder.write('ours.p12', file);
      return file;
    };

    test.each(cases.map((each) => [`${each.form}, ${each.title}`, each] as const))('%s', async (_, written) => {
      const file = await write(written);
      const wanted = written.owners.map((owner) => digitalIds[owner]);
      expect((await readPfx(file, written.password)).entries).toEqual(wanted);

      for (const program of readers.filter((reader) => reader.cannotRead(written) === undefined)) {
        const taken = program.takes(written.owners);
        const { keys, fingerprints, names } = program.read('ours.p12', written);
        expect([program.name, keys.map(numbersOf).sort()]).toEqual([program.name, taken.map((owner) => numbersOf(digitalIds[owner].privateKey)).sort()]);
        const expected = taken.flatMap((owner) => [digitalIds[owner].certificate, ...digitalIds[owner].chain]);
        for (const { fingerprint } of expected) expect([program.name, fingerprints]).toEqual([program.name, expect.arrayContaining([fingerprint])]);
        if (program.name === 'gpgsm') continue; // It keeps no names.
        const lowerCase = names.map((friendly) => friendly.toLowerCase());
        for (const owner of taken) expect([program.name, lowerCase]).toEqual([program.name, expect.arrayContaining([`id of ${owner.toLowerCase()}`])]);
      }
    });

    test('each program reads something of each form, as far as it knows the form', () => {
      const reads = (form: string): readonly string[] =>
        readers.filter((reader) => cases.some((each) => each.form === form && reader.cannotRead(each) === undefined)).map((reader) => reader.name);
      expect(reads('modern')).toEqual(['openssl', 'NSS', 'keytool']);
      expect(reads('compatible')).toEqual(['openssl', 'NSS', 'keytool', 'gpgsm']);
    });

    test('two digital IDs of one name: no program loses one', async () => {
      const twins = [digitalIds['P-256'], digitalIds['P-384']].map((digitalId) => ({ ...digitalId, friendlyName: 'Anna 🔑' }));
      for (const form of forms) {
        folder.write('twins.p12', await writePfx({ digitalIds: twins, password, form, iterations: 2048 }));
        const list = folder.run('keytool', ['-list', '-keystore', 'twins.p12', '-storetype', 'PKCS12', '-storepass', password]);
        expect(list.match(/PrivateKeyEntry/g)).toHaveLength(2);
      }
    });

    test('openssl finds in the compatible form what is promised, and nothing else', async () => {
      await write({ title: '', form: 'compatible', password, owners: ['RSA-2048'] });
      const script = 'openssl pkcs12 -in ours.p12 -passin "pass:$1" -info -noout 2>&1';
      const described = folder.run('sh', ['-c', script, 'sh', password]);
      expect(described).toContain('MAC: sha1, Iteration 100000');
      expect(described.match(/pbeWith[^,]+, Iteration \d+/g)).toEqual(Array(2).fill('pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 100000'));
    });
  });
} else if (process.env['CI'] === undefined) {
  test.skip(`${name} (SKIPPED: missing ${missing.join(', ')})`, () => undefined);
} else {
  test(`${name}: the programs are there`, () => {
    throw new Error(`In CI these must be present: ${missing.join(', ')}.`);
  });
}

/** Of an RSA key the primes in one order: programs exchange them. */
function numbersOf(key: PrivateKey): string {
  const hex = (octets: Uint8Array): string => Buffer.from(octets).toString('hex');
  return key.algorithm === 'rsa' ? [hex(key.e), ...[hex(key.p), hex(key.q)].sort()].join() : `${key.algorithm} ${hex(key.d)}`;
}
