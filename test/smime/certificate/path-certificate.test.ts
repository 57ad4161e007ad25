import { canSign, checkEncryptionCertificate, parseCertificate, validatePath } from '../../../src/smime';
import type { Certificate } from '../../../src/smime';
import { bitString, encode, integer, nullValue, objectIdentifier, sequence } from '../../../src/smime/asn1/write';
import { makeNode } from '../../support/made-graph';
import type { Node } from '../../support/made-graph';

const at = new Date('2027-06-01T00:00:00Z');
const root: Node = { subject: 0, key: 0, issuer: 0, signedBy: 0, serial: 1, isAuthority: true };
const between: Node = { subject: 1, key: 1, issuer: 0, signedBy: 0, serial: 2, isAuthority: true };
const leaf: Node = { subject: 2, key: 2, issuer: 1, signedBy: 1, serial: 3 };

const read = (node: Node): Promise<Certificate> => parseCertificate(makeNode(node));

/** With something changed in one of the three. */
async function problemsOf(changes: { readonly root?: Partial<Node>; readonly between?: Partial<Node>; readonly leaf?: Partial<Node> }): Promise<string> {
  const [anchor, issuer, certificate] = await Promise.all([
    read({ ...root, ...changes.root }),
    read({ ...between, ...changes.between }),
    read({ ...leaf, ...changes.leaf }),
  ]);
  const { problems } = await validatePath({ certificate, intermediates: [issuer], trustAnchors: [{ certificate: anchor }], at });
  return problems.join(' ');
}

/** A modulus of so many bits, odd unless told. */
function rsaKey(bits: number, exponent: Uint8Array | number = 65537, last = 0xff): Uint8Array {
  const modulus = new Uint8Array(Math.ceil(bits / 8)).fill(0xff);
  modulus[0] = 0xff >> (modulus.length * 8 - bits);
  modulus[modulus.length - 1] = last;
  const unsigned = modulus[0] > 0x7f ? Uint8Array.of(0, ...modulus) : modulus;
  const e = typeof exponent === 'number' ? Uint8Array.from([exponent >> 16, (exponent >> 8) & 0xff, exponent & 0xff].slice(exponent > 0xffff ? 0 : exponent > 0xff ? 1 : 2)) : exponent;
  const numbers = sequence(encode(0x02, unsigned), encode(0x02, e));
  return sequence(sequence(objectIdentifier('1.2.840.113549.1.1.1'), nullValue()), bitString(numbers));
}

const ecKey = (parameters: Uint8Array): Uint8Array => sequence(sequence(objectIdentifier('1.2.840.10045.2.1'), parameters), bitString(new Uint8Array(49).fill(4)));

test('the three as they are', async () => {
  expect(await problemsOf({})).toBe('');
});

describe('keys', () => {
  test.each([
    ['RSA of 2,047 bits', rsaKey(2047), 'weak-key', 'weak'],
    ['RSA of 2,048 bits', rsaKey(2048), '', 'ready'],
    ['RSA of 16,384 bits', rsaKey(16_384), '', 'ready'],
    ['RSA of 16,385 bits, which costs too much', rsaKey(16_385), 'path-invalid', 'unsupported'],
    ['RSA with an exponent of 1', rsaKey(2048, 1), 'weak-key', 'weak'],
    ['RSA with an exponent of 2', rsaKey(2048, 2), 'weak-key', 'weak'],
    ['RSA with an exponent of 3', rsaKey(2048, 3), '', 'ready'],
    ['RSA with an exponent of 65,536', rsaKey(2048, 65536), 'weak-key', 'weak'],
    ['RSA with an even modulus', rsaKey(2048, 65537, 0xfe), 'weak-key', 'weak'],
    ['EC on P-192', ecKey(objectIdentifier('1.2.840.10045.3.1.1')), 'weak-key', 'unsupported'],
    // Path and key are two questions: what cannot be used is told where it would be used.
    ['EC on a curve of one\'s own', ecKey(sequence(integer(1))), '', 'unsupported'],
    ['EC on a curve nobody knows', ecKey(objectIdentifier('1.2.3.4')), '', 'unsupported'],
  ])('%s', async (_, spki, problems, readiness) => {
    expect(await problemsOf({ leaf: { spki } })).toBe(problems);
    const certificate = await read({ ...leaf, spki });
    expect(checkEncryptionCertificate(certificate, { at })).toBe(readiness);
    if (readiness !== 'ready') expect(canSign(certificate)).toBe(false);
  });

  test('an issuer whose key fits nothing vouches for nobody', async () => {
    expect(await problemsOf({ between: { spki: rsaKey(2048, 1) } })).toContain('untrusted-issuer');
    expect(await problemsOf({ between: { spki: ecKey(objectIdentifier('1.2.3.4')) } })).toBe('path-invalid');
  });
});

test.each([
  ['too large for anybody', 16_385, 1],
  ['so large that four are the whole work', 16_384, 9],
])('namesakes of the issuer with keys %s do not hide it', async (_, bits, count) => {
  const decoys = Array.from({ length: count }, (__, index) => read({ ...between, serial: 100 + index, spki: rsaKey(bits, 65537, 2 * index + 1) }));
  const [anchor, issuer, certificate] = await Promise.all([root, between, leaf].map(read)) as [Certificate, Certificate, Certificate];
  const intermediates = [...(await Promise.all(decoys)), issuer];
  expect((await validatePath({ certificate, intermediates, trustAnchors: [{ certificate: anchor }], at })).problems).toEqual([]);
});

describe('certificates that can be read and are none', () => {
  const empty = sequence();
  const noPurposes = { extensions: [{ oid: '2.5.29.37', value: sequence() }] };
  test.each([
    ['extensions in version 1', { leaf: { version: 0 } }],
    ['extensions in version 2', { between: { version: 1 } }],
    ['a version to come', { leaf: { version: 3 } }],
    ['a list of no key purposes', { between: noPurposes }],
    ['an authority without a name', { root: { subjectName: empty, issuerName: empty }, between: { issuerName: empty } }],
  ])('%s', async (_, changes) => {
    expect(await problemsOf(changes)).toContain('path-invalid');
  });

  test('without a name only the leaf may be', async () => {
    expect(await problemsOf({ leaf: { subjectName: empty } })).toBe('');
  });

  test.each([
    ['1.3.6.1.4.1.99999.1', true, 'path-invalid'],
    ['1.3.6.1.4.1.99999.1', false, ''],
  ])('an extension %s that nobody knows, critical: %j', async (oid, critical, problems) => {
    const extensions = [{ oid, critical, value: nullValue() }];
    for (const place of ['root', 'between', 'leaf'] as const) expect(await problemsOf({ [place]: { extensions } })).toBe(problems);
  });
});

describe('names are chained by what they say (RFC 5280 section 7.1)', () => {
  const named = (tag: number, text: string) =>
    sequence(encode(0x31, sequence(objectIdentifier('2.5.4.3'), encode(tag, new TextEncoder().encode(text)))));
  test.each([
    ['another string type', named(0x13, 'Name 1'), ''],
    ['another case, more blanks', named(0x0c, ' NAME  1'), ''],
    ['another name', named(0x0c, 'Name1'), 'untrusted-issuer'],
    ['a letter that only looks the same', named(0x0c, 'N\u0430me 1'), 'untrusted-issuer'],
  ])('%s', async (_, issuerName, problems) => {
    expect(await problemsOf({ leaf: { issuerName } })).toBe(problems);
  });
});
