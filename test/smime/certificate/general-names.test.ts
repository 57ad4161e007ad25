import { readAsn1 } from '../../../src/smime/asn1/read';
import { encode, explicit, objectIdentifier, sequence } from '../../../src/smime/asn1/write';
import { readGeneralNames } from '../../../src/smime/certificate/general-names';
import { smtpUtf8Mailbox } from '../../../src/smime/certificate/object-identifiers';
import { ia5, nameDer, utf8 } from '../../support/made-names';

const octets = (text: string): Uint8Array => new TextEncoder().encode(text);
const mailbox = (text: Uint8Array): Uint8Array => encode(0xa0, objectIdentifier(smtpUtf8Mailbox), explicit(0, text));
const read = (...names: readonly Uint8Array[]) => readGeneralNames(readAsn1(sequence(...names)), 'names');

test('every form', () => {
  const name = nameDer([['CN', 'Anna']]);
  expect(
    read(
      encode(0x81, octets('anna@example.com')),
      mailbox(utf8('jörg@example.com')),
      encode(0x82, octets('example.com')),
      encode(0x86, octets('https://example.com/')),
      explicit(4, name),
      encode(0x87, Uint8Array.of(192, 0, 2, 1)),
      encode(0x88, Uint8Array.of(42, 3)),
      encode(0xa0, objectIdentifier('1.2.3'), explicit(0, utf8('x'))),
      encode(0xa3, sequence()),
    ),
  ).toEqual([
    { type: 'rfc822Name', value: 'anna@example.com' },
    { type: 'smtpUtf8Mailbox', value: 'jörg@example.com' },
    { type: 'dNSName', value: 'example.com' },
    { type: 'uniformResourceIdentifier', value: 'https://example.com/' },
    { type: 'directoryName', name: expect.objectContaining({ text: 'CN=Anna' }) as unknown },
    { type: 'iPAddress', bytes: Uint8Array.of(192, 0, 2, 1) },
    { type: 'other', tag: 8 },
    { type: 'other', tag: 0, oid: '1.2.3' },
    { type: 'other', tag: 3 },
  ]);
});

test('octets above 127 become no letters; a mailbox that is no UTF8String becomes none', () => {
  expect(read(encode(0x81, Uint8Array.of(0x61, 0xc3, 0xa4)), mailbox(ia5('a@example.com')))).toEqual([
    { type: 'rfc822Name', value: 'a\0\0' },
    { type: 'smtpUtf8Mailbox', value: '' },
  ]);
});

test('what is no list of names is refused', () => {
  expect(() => readGeneralNames(undefined, 'names')).toThrow('names is missing');
  expect(() => read(encode(0xa4, utf8('x')))).toThrow('names has tag');
  expect(() => read(encode(0xa0, utf8('x')))).toThrow('otherName of names');
});

test('under an implicit tag', () => {
  const names = readAsn1(encode(0xa1, encode(0x82, octets('example.com'))));
  expect(readGeneralNames(names, 'names', 0xa1)).toEqual([{ type: 'dNSName', value: 'example.com' }]);
});
