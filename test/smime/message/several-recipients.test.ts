import type { Certificate, UnlockedDigitalId } from '../../../src/smime';
import { openMessage } from '../../../src/smime';
import { tag } from '../../../src/smime/asn1/values';
import { bitString, encode, explicit, integer, nullValue, objectIdentifier, octetString, sequence, setOf } from '../../../src/smime/asn1/write';
import { readCertificateStructure } from '../../../src/smime/certificate/structure';
import { writeAlgorithm } from '../../../src/smime/cms/algorithm-identifier';
import { findKeyEncryption, oidOf } from '../../../src/smime/cms/algorithms';
import { encryptForEnvelope, writeEnvelopedData } from '../../../src/smime/cms/enveloped-data';
import type { EncryptedContent } from '../../../src/smime/cms/enveloped-data';
import { encryptRsaesPkcs1 } from '../../../src/smime/dangerous/rsaes-pkcs1-v1_5';
import { issuerAndSerialNumber, unlockIdentity, usualOptions } from '../../support/identities';
import { verdictOf } from '../../support/verdict';
import { describeVectors } from '../../support/vectors';

const octets = (text: string) => new TextEncoder().encode(text);
const rsa = writeAlgorithm(oidOf(findKeyEncryption('rsaes-pkcs1-v1_5')), 'null');
const opened = 'enveloped-data · decrypted aes-256-cbc';
const commonName = '2.5.4.3';

describeVectors('a message for several', () => {
  let bob: UnlockedDigitalId;
  let alice: UnlockedDigitalId;
  let encrypted: EncryptedContent;

  beforeAll(async () => {
    bob = await unlockIdentity('rfc9216/bob.encrypt');
    alice = await unlockIdentity('rfc9216/alice.encrypt');
    encrypted = await encryptForEnvelope(octets('Content-Type: text/plain\r\n\r\nLunch?\r\n'), 'aes-256-cbc');
  });

  const wrapped = ({ der }: Certificate) =>
    octetString(encryptRsaesPkcs1(readCertificateStructure(der).spkiDer, encrypted.contentEncryptionKey));
  const forBob = (identifier = issuerAndSerialNumber(bob.certificate.der)) =>
    sequence(integer(0), identifier, rsa, wrapped(bob.certificate));
  async function open(infos: readonly Uint8Array[], unlocked: readonly UnlockedDigitalId[] = [bob]) {
    return openMessage(writeEnvelopedData(encrypted, infos), await usualOptions({ unlocked }));
  }

  const someone = sequence(
    sequence(setOf(sequence(objectIdentifier(commonName), encode(tag.utf8String, octets('CA'))))),
    integer(7),
  );
  const ephemeral = explicit(0, encode(tag.contextConstructed(1), writeAlgorithm('1.2.840.10045.2.1'), bitString(new Uint8Array(65))));

  test.each<[string, Uint8Array]>([
    ['an identifier that is none', sequence(integer(0), nullValue(), rsa, octetString(new Uint8Array(256)))],
    ['no encrypted key', sequence(integer(0), someone, rsa)],
    ['a version that is a text', sequence(encode(tag.utf8String, octets('0')), someone, rsa, octetString(new Uint8Array(256)))],
    ['an algorithm that is none', sequence(integer(0), someone, nullValue(), octetString(new Uint8Array(256)))],
    ['OAEP parameters that are none', sequence(integer(0), someone, writeAlgorithm('1.2.840.113549.1.1.7', 'null'), octetString(new Uint8Array(256)))],
    ['nothing at all', sequence()],
    ['a key agreement without keys', encode(tag.contextConstructed(1), integer(3), ephemeral)],
    ['a key agreement with a key that is none', encode(tag.contextConstructed(1), integer(3), ephemeral, writeAlgorithm('1.3.132.1.11.1', writeAlgorithm('2.16.840.1.101.3.4.1.45')), sequence(nullValue()))],
    ['a key agreement with a ukm of 2000 octets', encode(tag.contextConstructed(1), integer(3), ephemeral, explicit(1, octetString(new Uint8Array(2000))), writeAlgorithm('1.3.132.1.11.1', writeAlgorithm('2.16.840.1.101.3.4.1.45')), sequence(sequence(someone, octetString(new Uint8Array(40)))))],
    ['a shared key without an algorithm', encode(tag.contextConstructed(2), integer(4))],
    ['a password without an algorithm', encode(tag.contextConstructed(3), integer(0))],
  ])('opens for Bob beside %s for somebody else', async (_, broken) => {
    const { encryption } = await open([broken, forBob()]);
    expect(encryption).toMatchObject({ state: 'decrypted', openedWith: { fingerprint: bob.certificate.fingerprint } });
    expect('recipients' in encryption ? encryption.recipients : []).toHaveLength(2);
    // Alone it is for nobody known, or nobody can say for whom.
    expect(verdictOf(await open([broken]))).toMatch(/failed \((?:malformed|no-matching-digital-id)\)$/);
  });

  test('says malformed of what is Bob’s own and broken', async () => {
    const broken = sequence(integer(0), issuerAndSerialNumber(bob.certificate.der), rsa);
    expect(verdictOf(await open([broken]))).toBe('enveloped-data · failed (malformed)');
  });

  test.each<[string, (text: string) => Uint8Array]>([
    ['as a PrintableString', (text) => encode(tag.printableString, octets(text))],
    ['as a TeletexString', (text) => encode(tag.teletexString, octets(text))],
    ['in capitals', (text) => encode(tag.utf8String, octets(text.toUpperCase()))],
    ['with spaces around and between', (text) => encode(tag.utf8String, octets(`  ${text.replaceAll(' ', '   ')} `))],
  ])('finds Bob by the name of his issuer %s', async (_, write) => {
    const { issuer, serialNumberDer } = readCertificateStructure(bob.certificate.der);
    const rewritten = sequence(
      ...issuer.attributes.map(({ oid, value }) => setOf(sequence(objectIdentifier(oid), write(value)))),
    );
    expect(verdictOf(await open([forBob(sequence(rewritten, serialNumberDer))]))).toBe(opened);
    const other = sequence(setOf(sequence(objectIdentifier(commonName), write(`${issuer.attributes.at(-1)?.value ?? ''}2`))));
    expect(verdictOf(await open([forBob(sequence(other, serialNumberDer))]))).toBe('enveloped-data · failed (no-matching-digital-id)');
  });

  test('two certificates with one key: each is found by its own name', async () => {
    const renewed = { ...bob.certificate, serialNumber: '01' };
    const unwrap: UnlockedDigitalId['unwrapContentEncryptionKey'] = (info, length) =>
      bob.unwrapContentEncryptionKey({ ...info, recipient: { issuer: bob.certificate.issuer, serialNumber: bob.certificate.serialNumber } }, length);
    const ids = [{ ...bob, certificate: renewed, unwrapContentEncryptionKey: unwrap }, bob];
    expect(verdictOf(await open([forBob()], ids))).toBe(opened);
    const { subjectKeyIdentifier = '' } = bob.certificate;
    const byKey = encode(tag.context(0), Buffer.from(subjectKeyIdentifier, 'hex'));
    expect(verdictOf(await open([sequence(integer(2), byKey, rsa, wrapped(bob.certificate))], [...ids, alice]))).toBe(opened);
  });

  test('up to fifteen false entries in Bob’s name do not hide the right one; more are not tried', async () => {
    const unwrap = jest.spyOn(bob, 'unwrapContentEncryptionKey');
    const name = issuerAndSerialNumber(bob.certificate.der);
    // In the order of the octets, as a SET is written: shorter than the right one, and so before it.
    const falseOnes = (count: number) =>
      Array.from({ length: count }, (_, at) => sequence(integer(0), name, rsa, octetString(new Uint8Array(8).fill(at))));
    expect(verdictOf(await open([...falseOnes(15), forBob()]))).toBe(opened);
    unwrap.mockClear();
    expect(verdictOf(await open([...falseOnes(500), forBob()]))).toBe('enveloped-data · failed (decryption-failed)');
    expect(unwrap).toHaveBeenCalledTimes(16);
    unwrap.mockRestore();
  });
});
