import { Asn1Error, readAsn1 } from '../../../src/smime/asn1/read';
import { readNamedBits, readOctets, readOid, readSmallInteger, readText, readTime, tag } from '../../../src/smime/asn1/values';
import { encode, integer, objectIdentifier, octetString, sequence, setOf } from '../../../src/smime/asn1/write';
import { fromHex, toHex } from '../../../src/smime/bytes';
import { withDerLengths } from '../../../src/smime/cms/content-info';

const read = (hex: string, ber = false) => readAsn1(fromHex(hex), { ber });

describe('readAsn1', () => {
  test('gives exact ranges', () => {
    const node = read('30060201050401aa');
    expect(node.children.map(({ bytes }) => toHex(bytes))).toEqual(['020105', '0401aa']);
  });

  test.each([
    ['nothing', ''],
    ['half a header', '30'],
    ['a length beyond the end', '300502'],
    ['a child longer than its parent', '3003020501'],
    ['octets after the end', '0201050000'],
    ['a length of five octets', '30850000000001'],
    ['an indefinite length in DER', '30800201050000'],
    ['a length not in its shortest form', '3081020500'],
    ['an endless tag number', '3f8080808080808001'],
  ])('refuses %s', (_, hex) => {
    expect(() => read(hex)).toThrow(Asn1Error);
  });

  test('reads BER where it is allowed', () => {
    const node = read('30800201050000', true);
    expect(toHex(node.contents)).toBe('020105');
    expect(() => read('3080020105', true)).toThrow(Asn1Error);
    expect(() => read('04800000', true)).toThrow(Asn1Error);
  });

  test.each([
    ['100 000 levels', new Uint8Array(200_000).fill(0x30).map((octet, index) => (index % 2 === 0 ? octet : 0x80))],
    ['a million nulls', encode(0x30, new Uint8Array(2_000_000).map((_, index) => (index % 2 === 0 ? 5 : 0)))],
  ])('refuses %s at once', (_, bytes) => {
    const started = performance.now();
    expect(() => readAsn1(bytes, { ber: true })).toThrow(Asn1Error);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('values', () => {
  test.each(['1.2.840.113549.1.1.1', '2.5.29.15', '2.999.3', '0.9.2342.19200300.100.1.25', '1.3.6.1.4.1.99999999999999999999'])(
    'object identifier %s there and back',
    (dotted) => {
      expect(readOid(readAsn1(objectIdentifier(dotted)))).toBe(dotted);
    },
  );

  test('an object identifier of many octets costs nothing', () => {
    expect(() => readOid(readAsn1(encode(tag.oid, new Uint8Array(256 * 1024).fill(1))))).toThrow('wrong length');
    expect(() => readOid(readAsn1(encode(tag.oid, Uint8Array.of(0x2a, 0x86))))).toThrow('cut off');
  });

  test.each([
    [0, '020100'],
    [127, '02017f'],
    [128, '02020080'],
    [600_000, '02030927c0'],
  ])('integer %d', (value, hex) => {
    expect(toHex(integer(value))).toBe(hex);
    expect(readSmallInteger(read(hex), 'number')).toBe(value);
  });

  test.each(['0201ff', '02050100000000', '0200', '02020001', '0204ffffffff'])('%s is no small integer', (hex) => {
    expect(() => readSmallInteger(read(hex), 'number')).toThrow(Asn1Error);
  });

  test.each([
    ['170d3236303130313030303030305a', '2026-01-01T00:00:00.000Z'],
    ['170d3439313233313233353935395a', '2049-12-31T23:59:59.000Z'],
    ['170d3530303130313030303030305a', '1950-01-01T00:00:00.000Z'],
    ['180f39393939313233313233353935395a', '9999-12-31T23:59:59.000Z'],
  ])('time %s', (hex, iso) => {
    expect(readTime(read(hex), 'time').toISOString()).toBe(iso);
  });

  test.each(['170d3236313330313030303030305a', '170d3236303233303030303030305a', '0500'])('%s is no time', (hex) => {
    expect(() => readTime(read(hex), 'time')).toThrow(Asn1Error);
  });

  test('named bits', () => {
    expect(readNamedBits(read('030205a0'), 'bits')).toEqual([0, 2]);
    expect(() => readNamedBits(read('030108'), 'bits')).toThrow(Asn1Error);
    expect(() => readNamedBits(read('0300'), 'bits')).toThrow(Asn1Error);
  });

  test.each([
    ['0c03c3a462', 'äb'],
    ['1402e462', 'äb'],
    ['1e0400e40062', 'äb'],
    ['1c080001f51100000062', '🔑b'.replace('🔑', '\u{1f511}')],
    ['1c04ffffffff', '\ufffd'],
    ['0201', undefined],
  ])('text %s', (hex, text) => {
    if (text === undefined) expect(readText(read('020101'))).toBeUndefined();
    else expect(readText(read(hex))).toBe(text);
  });

  test('a SET OF is written in the order of DER', () => {
    expect(toHex(setOf(octetString(Uint8Array.of(2)), integer(5), octetString(Uint8Array.of(1))))).toBe('3109020105040101040102');
    expect(toHex(sequence(new Uint8Array(300).fill(0))).slice(0, 8)).toBe('3082012c');
  });
});

test('an OCTET STRING in more pieces than a call has room for arguments', () => {
  const pieces = Uint8Array.from({ length: 280_000 }, (_, at) => (at % 2 === 0 ? tag.octetString : 0));
  const node = readAsn1(encode(0x24, pieces), { ber: true, maxNodes: 150_000 });
  expect(readOctets(node, 'signature')).toHaveLength(0);
  expect(withDerLengths(node)).toHaveLength(280_005);
});
