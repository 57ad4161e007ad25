import type { Certificate, UnlockedDigitalId } from '../../../src/smime';
import { openMessage } from '../../../src/smime';
import { readAsn1 } from '../../../src/smime/asn1/read';
import { tag } from '../../../src/smime/asn1/values';
import { bitString, compareOctets, encode, explicit, integer, objectIdentifier, octetString, sequence, setOf } from '../../../src/smime/asn1/write';
import { readCertificateStructure } from '../../../src/smime/certificate/structure';
import { writeAlgorithm } from '../../../src/smime/cms/algorithm-identifier';
import { findKeyEncryption, findKeyWrap, findPublicKeyType, oidOf } from '../../../src/smime/cms/algorithms';
import { readCipher } from '../../../src/smime/cms/content-encryption';
import { contentTypes, readContentInfo, writeContentInfo } from '../../../src/smime/cms/content-info';
import { encryptForEnvelope, writeEnvelopedData } from '../../../src/smime/cms/enveloped-data';
import type { EncryptedContent } from '../../../src/smime/cms/enveloped-data';
import { readSignedData } from '../../../src/smime/cms/signed-data';
import { encryptRsaesPkcs1 } from '../../../src/smime/dangerous/rsaes-pkcs1-v1_5';
import { looksLikeMime, looksLikeText } from '../../../src/smime/mime/looks-like-mime';
import { issuerAndSerialNumber, unlockIdentity, usualOptions } from '../../support/identities';
import { describeVectors } from '../../support/vectors';

const octets = (text: string) => new TextEncoder().encode(text);

describeVectors('encryption that was made to mislead or to last', () => {
  let bob: UnlockedDigitalId;
  let erin: UnlockedDigitalId;

  beforeAll(async () => {
    bob = await unlockIdentity('rfc9216/bob.encrypt');
    erin = await unlockIdentity('interop/ids/erin');
  });
  afterEach(() => jest.restoreAllMocks());

  const open = async (message: Uint8Array, ...unlocked: readonly UnlockedDigitalId[]) =>
    openMessage(message, await usualOptions({ unlocked }));
  const transport = ({ der }: Certificate, key: Uint8Array, name = issuerAndSerialNumber(der)) =>
    sequence(
      integer(0),
      name,
      writeAlgorithm(oidOf(findKeyEncryption('rsaes-pkcs1-v1_5')), 'null'),
      octetString(encryptRsaesPkcs1(readCertificateStructure(bob.certificate.der).spkiDer, key)),
    );

  test('text that somebody encrypted as it was, in a message', async () => {
    const encrypted = await encryptForEnvelope(octets('The backup of Über-Server 3 is done.\n'), 'aes-256-cbc');
    const cms = writeEnvelopedData(encrypted, [transport(bob.certificate, encrypted.contentEncryptionKey)]);
    const opened = await open(inMessage(cms), bob);
    expect(opened).toMatchObject({ encryption: { state: 'decrypted' }, body: { text: 'The backup of Über-Server 3 is done.\n' } });
  });

  test('what a wrong key gives is no text in a message', async () => {
    const encrypted = await encryptForEnvelope(octets('Content-Type: text/plain\r\n\r\nLunch?\r\n'), 'aes-256-cbc');
    const cms = writeEnvelopedData(encrypted, [transport(bob.certificate, await misleadingKey(encrypted))]);
    expect((await open(inMessage(cms), bob)).encryption).toMatchObject({ state: 'failed', problem: 'decryption-failed' });
  });

  test('a key that gives anything does not hide the one that gives the message', async () => {
    const encrypted = await encryptForEnvelope(octets('Content-Type: text/plain\r\n\r\nLunch?\r\n'), 'aes-256-cbc');
    const misleading = await misleadingKey(encrypted);
    const right = transport(bob.certificate, encrypted.contentEncryptionKey);
    // A SET is written in the order of its octets; the padding is new each time.
    let wrong = transport(bob.certificate, misleading);
    while (compareOctets(wrong, right) > 0) wrong = transport(bob.certificate, misleading);
    const cms = writeEnvelopedData(encrypted, [wrong, right]);
    for (const message of [cms, inMessage(cms)]) expect((await open(message, bob)).body.text).toBe('Lunch?\n');
  });

  test('names and numbers without end are nobody’s', async () => {
    const encrypted = await encryptForEnvelope(octets('x'), 'aes-256-cbc');
    const { issuer, serialNumberDer } = readCertificateStructure(bob.certificate.der);
    const longName = sequence(setOf(sequence(objectIdentifier('2.5.4.3'), encode(tag.utf8String, new Uint8Array(70_000)))));
    const names = [
      encode(tag.context(0), new Uint8Array(257)),
      sequence(issuer.der, encode(tag.integer, new Uint8Array(257).fill(1))),
      sequence(longName, serialNumberDer),
    ];
    for (const name of names) {
      const cms = writeEnvelopedData(encrypted, [transport(bob.certificate, encrypted.contentEncryptionKey, name)]);
      expect((await open(cms, bob)).encryption).toEqual({ state: 'failed', problem: 'malformed', recipients: [{}] });
    }
  });

  test('keys of megabytes are not unwrapped', async () => {
    const encrypted = await encryptForEnvelope(octets('x'), 'aes-256-cbc');
    const unwrap = jest.spyOn(crypto.subtle, 'unwrapKey');
    const keyWrap = writeAlgorithm(oidOf(findKeyWrap('aes-256-wrap')));
    const cms = writeEnvelopedData(encrypted, [agreement(erin.certificate, new Uint8Array(4_000_000), keyWrap)]);
    expect((await open(cms, erin)).encryption).toMatchObject({ problem: 'decryption-failed' });
    expect(unwrap).not.toHaveBeenCalled();
    await open(writeEnvelopedData(encrypted, [agreement(erin.certificate, new Uint8Array(40), keyWrap)]), erin);
    expect(unwrap).toHaveBeenCalledTimes(1);
  });

  test('no key is derived from parameters of megabytes', async () => {
    const encrypted = await encryptForEnvelope(octets('x'), 'aes-256-cbc');
    const keyWrap = writeAlgorithm(oidOf(findKeyWrap('aes-256-wrap')), octetString(new Uint8Array(4_000_000)));
    const cms = writeEnvelopedData(encrypted, [agreement(erin.certificate, new Uint8Array(40), keyWrap)]);
    expect((await open(cms, erin)).encryption).toMatchObject({ problem: 'algorithm-unsupported' });
  });

  test('certificates beyond all measure are passed over', () => {
    const large = sequence(octetString(new Uint8Array(129 * 1024)));
    const certificates = encode(tag.contextConstructed(0), large, bob.certificate.der);
    const content = sequence(integer(1), setOf(), sequence(objectIdentifier(contentTypes.data)), certificates, setOf());
    const read = readSignedData(readContentInfo(writeContentInfo(contentTypes.signedData, content)).content);
    expect(read.certificates).toEqual([bob.certificate.der]);
  });
});

function inMessage(cms: Uint8Array): Uint8Array {
  const base64 = Buffer.from(cms).toString('base64').replace(/.{76}/g, '$&\r\n');
  const type = 'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m';
  return octets(`From: a@example.net\r\n${type}\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64}\r\n`);
}

/** Another key, whose plaintext has correct padding by chance, as one in 256 has. */
async function misleadingKey({ cipher, parameters, sealed }: EncryptedContent): Promise<Uint8Array> {
  const { decrypt } = readCipher(cipher, readAsn1(parameters));
  for (;;) {
    const key = crypto.getRandomValues(new Uint8Array(cipher.keyLength));
    const octets = await decrypt(key, sealed);
    // By chance they can begin as a message does: then they are one.
    if (octets !== null && !looksLikeMime(octets) && !looksLikeText(octets)) return key;
  }
}

/** KeyAgreeRecipientInfo (RFC 5753) by a point that is on the curve, the recipient's own. */
function agreement({ der }: Certificate, encryptedKey: Uint8Array, keyWrap: Uint8Array): Uint8Array {
  const { spkiDer } = readCertificateStructure(der);
  const point = spkiDer.subarray(-65);
  return encode(
    tag.contextConstructed(1),
    integer(3),
    explicit(0, encode(tag.contextConstructed(1), writeAlgorithm(oidOf(findPublicKeyType('ec'))), bitString(point))),
    writeAlgorithm(oidOf(findKeyEncryption('ecdh-sha256-kdf')), keyWrap),
    sequence(sequence(issuerAndSerialNumber(der), octetString(encryptedKey))),
  );
}
