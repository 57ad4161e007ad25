import { Asn1Error, readAsn1 } from '../../../src/smime/asn1/read';
import { encode, integer, nullValue, objectIdentifier, sequence } from '../../../src/smime/asn1/write';
import { readAlgorithm, writeAlgorithm } from '../../../src/smime/cms/algorithm-identifier';
import { findDigest, oidOf } from '../../../src/smime/cms/algorithms';
import { readSignatureMethod } from '../../../src/smime/cms/signature-method';
import { isSmimeError } from '../../../src/smime/errors';

const oid = (name: string) => oidOf(findDigest(name));
const read = (identifier: Uint8Array, beside?: string) =>
  readSignatureMethod(readAlgorithm(readAsn1(identifier, { ber: true })), beside === undefined ? undefined : oid(beside));

/** The name of what is not supported. */
function unsupported(act: () => unknown): string | undefined {
  try {
    act();
  } catch (error) {
    if (isSmimeError(error) && error.code === 'ERR_ALGORITHM_UNSUPPORTED') return error.details.name;
    throw error;
  }
  return undefined;
}

const pssOid = '1.2.840.113549.1.1.10';
const digest = (name: string, ...parameters: Uint8Array[]) => sequence(objectIdentifier(oid(name)), ...parameters);
const mask = (inner: Uint8Array, function_ = '1.2.840.113549.1.1.8') =>
  encode(0xa1, sequence(objectIdentifier(function_), inner));
const hash = (inner: Uint8Array) => encode(0xa0, inner);
const salt = (length: number) => encode(0xa2, integer(length));
const trailer = (value: number) => encode(0xa3, integer(value));
const pss = (...fields: Uint8Array[]) => writeAlgorithm(pssOid, sequence(...fields));

describe('RSASSA-PSS', () => {
  test('what is absent has the values of the standard', () => {
    const expected = { name: 'rsassa-pss', digest: { name: 'sha-1' }, maskDigest: { name: 'sha-1' }, saltLength: 20 };
    expect(read(writeAlgorithm(pssOid))).toMatchObject(expected);
    expect(read(pss())).toMatchObject(expected);
    expect(read(pss(trailer(1)), 'sha-1')).toMatchObject(expected);
  });

  test('what is there counts, defaults written out too', () => {
    const identifier = pss(hash(digest('sha-256', nullValue())), mask(digest('sha-1')), salt(0), trailer(1));
    expect(read(identifier, 'sha-256')).toMatchObject({ digest: { name: 'sha-256' }, maskDigest: { name: 'sha-1' }, saltLength: 0 });
    expect(read(pss(hash(digest('sha3-512')), mask(digest('sha-224'))))).toMatchObject({ digest: { name: 'sha3-512' }, saltLength: 20 });
  });

  test.each([
    ['another order', pss(salt(32), hash(digest('sha-256')))],
    ['a field twice', pss(hash(digest('sha-256')), hash(digest('sha-256')))],
    ['a field that nobody knows', pss(encode(0xa4, integer(1)))],
    ['a field without its tag', pss(digest('sha-256'))],
    ['an empty field', pss(encode(0xa0))],
    ['two values in a field', pss(encode(0xa2, integer(1), integer(2)))],
    ['another trailer', pss(trailer(2))],
    ['a negative salt', pss(encode(0xa2, Uint8Array.of(2, 1, 0xff)))],
    ['a salt of 40 bits', pss(encode(0xa2, integer(Uint8Array.of(1, 0, 0, 0, 0))))],
    ['parameters of the digest', pss(hash(digest('sha-256', integer(1))))],
    ['a mask without digest', pss(encode(0xa1, sequence(objectIdentifier('1.2.840.113549.1.1.8'))))],
    ['NULL', writeAlgorithm(pssOid, 'null')],
  ])('%s is refused', (_, identifier) => {
    expect(() => read(identifier)).toThrow(Asn1Error);
  });

  test('the digest must be the one that stands beside it', () => {
    expect(() => read(pss(hash(digest('sha-256'))), 'sha-384')).toThrow('two digests are named');
    expect(() => read(writeAlgorithm(pssOid), 'sha-256')).toThrow('two digests are named');
  });

  test('a digest or mask that we do not do is said', () => {
    expect(unsupported(() => read(pss(hash(digest('md5')))))).toBe('md5');
    expect(unsupported(() => read(pss(mask(digest('md5')))))).toBe('md5');
    expect(unsupported(() => read(pss(mask(digest('sha-256'), '1.2.3'))))).toBe('1.2.3');
  });
});

describe('the others', () => {
  const rsa = '1.2.840.113549.1.1.1';
  const ecdsaWithSpecified = '1.2.840.10045.4.3';

  test('take the digest from the identifier, the parameters, or from beside', () => {
    expect(read(writeAlgorithm('1.2.840.113549.1.1.11', 'null'))).toMatchObject({ name: 'rsassa-pkcs1-v1_5', digest: { name: 'sha-256' } });
    expect(read(writeAlgorithm(rsa, 'null'), 'sha3-384')).toMatchObject({ digest: { name: 'sha3-384' } });
    expect(read(writeAlgorithm(ecdsaWithSpecified, digest('sha-384')), 'sha-384')).toMatchObject({ name: 'ecdsa', digest: { name: 'sha-384' } });
    expect(read(writeAlgorithm('1.3.101.112'), 'sha-1')).toMatchObject({ name: 'ed25519', digest: { name: 'sha-512' } });
  });

  test.each([
    ['RSA with a digest nowhere', writeAlgorithm(rsa, 'null'), undefined],
    ['RSA with other parameters', writeAlgorithm(rsa, integer(1)), 'sha-256'],
    ['two digests', writeAlgorithm('1.2.840.113549.1.1.11', 'null'), 'sha-512'],
    ['two digests for ECDSA', writeAlgorithm(ecdsaWithSpecified, digest('sha-384')), 'sha-256'],
    ['ECDSA specified nowhere', writeAlgorithm(ecdsaWithSpecified), 'sha-256'],
    ['Ed25519 with NULL', writeAlgorithm('1.3.101.112', 'null'), undefined],
  ])('%s: refused', (_, identifier, beside) => {
    expect(() => read(identifier, beside)).toThrow(Asn1Error);
  });

  test('MD5, MD4 and MD2 are never computed', () => {
    for (const name of ['md5', 'md4', 'md2']) {
      expect(unsupported(() => read(writeAlgorithm(rsa, 'null'), name))).toBe(name);
    }
    expect(unsupported(() => read(writeAlgorithm('1.2.840.113549.1.1.4', 'null')))).toBe('md5');
  });
});
