import {
  encode,
  explicit,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
} from '../../../src/smime/asn1/write';
import { concat } from '../../../src/smime/bytes';
import {
  contentOctets,
  contentTypes,
  readBareCms,
  readContentInfo,
  writeContentInfo,
} from '../../../src/smime/cms/content-info';
import { readEnvelopedData } from '../../../src/smime/cms/enveloped-data';
import { writeAlgorithm } from '../../../src/smime/cms/algorithm-identifier';

const indefinite = (identifier: number, ...contents: Uint8Array[]) =>
  concat(Uint8Array.of(identifier, 0x80), ...contents, Uint8Array.of(0, 0));
const octets = (length: number) => Uint8Array.from({ length }, (_, at) => at & 255);

describe('ContentInfo', () => {
  test('is read as it was written', () => {
    const info = readContentInfo(writeContentInfo(contentTypes.data, octetString(octets(300))));
    expect(info.type).toBe(contentTypes.data);
    expect(contentOctets(info.content)).toEqual(octets(300));
  });

  test('is read in BER: indefinite lengths, content in pieces, also nested', () => {
    const pieces = indefinite(
      0x24,
      octetString(octets(3)),
      indefinite(0x24, octetString(octets(2))),
      octetString(new Uint8Array()),
    );
    const info = readContentInfo(
      indefinite(0x30, objectIdentifier(contentTypes.data), indefinite(0xa0, pieces)),
    );
    expect([...contentOctets(info.content)]).toEqual([0, 1, 2, 0, 1]);
  });

  const data = objectIdentifier(contentTypes.data);
  test.each([
    ['nothing', new Uint8Array()],
    ['no sequence', octetString(octets(3))],
    ['no type', sequence(explicit(0, octetString(octets(1))))],
    ['no content', sequence(data)],
    ['two contents', sequence(data, encode(0xa0, octetString(octets(1)), octetString(octets(1))))],
    ['octets behind', concat(writeContentInfo(contentTypes.data, octetString(octets(1))), octets(1))],
    ['cut off', writeContentInfo(contentTypes.data, octetString(octets(200))).subarray(0, 100)],
    [
      'padded type',
      sequence(encode(0x06, Uint8Array.of(0x2a, 0x80, 0x86, 0x48)), explicit(0, octetString(octets(1)))),
    ],
    ['too deep', Array.from({ length: 60 }).reduce<Uint8Array>((inner) => sequence(inner), octets(0))],
  ])('is refused: %s', (_, bytes) => expect(() => readContentInfo(bytes)).toThrow('ERR_CMS_MALFORMED'));

  test('stands alone in DER or PEM, which text is not', () => {
    const der = writeContentInfo(contentTypes.data, octetString(octets(200)));
    const pem = `-----BEGIN PKCS7-----\n${Buffer.from(der).toString('base64')}\n-----END PKCS7-----\n`;
    expect(readBareCms(der)).toEqual(der);
    expect(readBareCms(new TextEncoder().encode(pem))).toEqual(der);
    expect(readBareCms(new TextEncoder().encode('0-header: x\r\n\r\n'))).toBeUndefined();
    expect(
      readBareCms(new TextEncoder().encode('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----')),
    ).toBeUndefined();
  });
});

describe('recipients', () => {
  const rsa = writeAlgorithm('1.2.840.113549.1.1.1', 'null');
  const encrypted = sequence(
    objectIdentifier(contentTypes.data),
    writeAlgorithm('2.16.840.1.101.3.4.1.42', octetString(octets(16))),
    encode(0x80, octets(32)),
  );
  const enveloped = (...recipients: Uint8Array[]) =>
    readEnvelopedData(
      readContentInfo(
        writeContentInfo(contentTypes.envelopedData, sequence(integer(2), setOf(...recipients), encrypted)),
      ),
    );
  const issuer = sequence(
    encode(0x31, sequence(objectIdentifier('2.5.4.3'), encode(0x0c, new TextEncoder().encode('CA')))),
  );
  const rid = sequence(issuer, integer(0x1234));
  const byKey = sequence(integer(2), encode(0x80, octets(4)), rsa, octetString(octets(8)));
  const byName = sequence(integer(0), rid, rsa, octetString(octets(8)));

  test('of every kind are listed', () => {
    const wrap = sequence(objectIdentifier('1.3.132.1.11.1'), writeAlgorithm('2.16.840.1.101.3.4.1.45'));
    const agreed = encode(0xa0, octetString(octets(2)));
    const agreement = encode(
      0xa1,
      integer(3),
      explicit(0, rid),
      wrap,
      sequence(sequence(rid, octetString(octets(8))), sequence(agreed, octetString(octets(8)))),
    );
    const shared = encode(
      0xa2,
      integer(4),
      sequence(octetString(octets(2))),
      writeAlgorithm('2.16.840.1.101.3.4.1.5'),
      octetString(octets(8)),
    );
    const password = encode(
      0xa3,
      integer(0),
      writeAlgorithm('1.2.840.113549.1.9.16.3.9'),
      octetString(octets(8)),
    );
    const other = encode(0xa4, objectIdentifier('1.2.3'));
    const listed = enveloped(byName, byKey, agreement, shared, password, other).recipients;
    expect(listed).toHaveLength(7);
    expect(listed.map((info) => (info.kind === 'malformed' ? info.kind : info.keyEncryptionAlgorithm)).sort()).toEqual(
      [
        'rsaes-pkcs1-v1_5',
        'rsaes-pkcs1-v1_5',
        'ecdh-sha256-kdf',
        'ecdh-sha256-kdf',
        'aes-128-wrap',
        'pwri-kek',
        '[4]',
      ].sort(),
    );
    expect(listed.map(({ recipient }) => recipient)).toEqual(
      expect.arrayContaining([
        { issuer: 'CN=CA', serialNumber: '1234' },
        { subjectKeyIdentifier: '00010203' },
        { subjectKeyIdentifier: '0001' },
        {},
      ]),
    );
  });

  test('none, or too many, are refused', () => {
    expect(() => enveloped()).toThrow('ERR_CMS_MALFORMED');
    expect(() => enveloped(...Array.from({ length: 1001 }, () => byKey))).toThrow('ERR_CMS_MALFORMED');
  });
});
