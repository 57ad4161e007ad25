import { encode, explicit, integer, objectIdentifier, octetString, sequence } from '../../../src/smime/asn1/write';
import { readPfx } from '../../../src/smime/pkcs12/read';
import { entryLimits } from '../../../src/smime/pkcs12/entries';
import { recognizePfx } from '../../../src/smime/pkcs12/recognize';
import { bagType, contentType, x509Certificate } from '../../../src/smime/pkcs12/object-identifiers';
import { readIdentityCertificate } from '../../support/identities';
import { describeVectors } from '../../support/vectors';

const rsaEncryption = '1.2.840.113549.1.1.1';

function keyBag(): Uint8Array {
  const numbers = [0, 15, 3, 3, 3, 5, 1, 1, 2].map((number) => integer(number));
  const algorithm = sequence(objectIdentifier(rsaEncryption), encode(5));
  const key = sequence(integer(0), algorithm, octetString(sequence(...numbers)));
  return sequence(objectIdentifier(bagType.key), explicit(0, key));
}

function certificateBag(der: Uint8Array): Uint8Array {
  const bag = sequence(objectIdentifier(x509Certificate), explicit(0, octetString(der)));
  return sequence(objectIdentifier(bagType.certificate), explicit(0, bag));
}

const data = (octets: Uint8Array) => sequence(objectIdentifier(contentType.data), explicit(0, octetString(octets)));

/** Without a MAC, and nothing encrypted: anybody can make it. */
function pfxOf(bags: readonly Uint8Array[]): Uint8Array {
  return sequence(integer(3), data(sequence(data(sequence(...bags)))));
}

function times(count: number, bag: Uint8Array): readonly Uint8Array[] {
  return Array.from({ length: count }, () => bag);
}

describeVectors('a PKCS#12 file that costs more than it is worth', () => {
  let certificate: Uint8Array;
  beforeAll(async () => {
    certificate = certificateBag((await readIdentityCertificate('rfc9216/alice.sign.crt')).der);
  });

  test('is refused for its number of keys or certificates', async () => {
    const keys = pfxOf([...times(entryLimits.keys + 1, keyBag()), certificate]);
    await expect(readPfx(keys, '')).rejects.toMatchObject({
      code: 'ERR_PFX_MALFORMED',
      details: { reason: 'too many keys' },
    });
    const certificates = pfxOf([keyBag(), ...times(entryLimits.certificates + 1, certificate)]);
    await expect(readPfx(certificates, '')).rejects.toMatchObject({
      code: 'ERR_PFX_MALFORMED',
      details: { reason: 'too many certificates' },
    });
  });

  test('up to the limits it is read', async () => {
    const bags = [...times(entryLimits.keys, keyBag()), ...times(entryLimits.certificates, certificate)];
    await expect(readPfx(pfxOf(bags), '')).rejects.toMatchObject({ code: 'ERR_PFX_KEY_MISMATCH' });
  });
});

test('text like a header section is told from a message at once', () => {
  const start = performance.now();
  const text = new TextEncoder().encode(`${'a:\r\n'.repeat(26)}!`);
  expect(() => recognizePfx(text)).toThrow('ERR_PFX_NOT_PFX');
  expect(performance.now() - start).toBeLessThan(10_000);
});
