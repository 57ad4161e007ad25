import { readCertificates, validatePath } from '../../../src/smime';
import type { Certificate, TrustAnchor } from '../../../src/smime';
import { describeVectors, vector } from '../../support/vectors';

/** alice@smime.example, issued 2019-11-20 below an authority of 2019 that another has certified across. */
describeVectors('an anchor that is believed only so far', () => {
  const at = new Date('2027-06-01T00:00:00Z');
  let alice: Certificate;
  let anchor: Certificate;
  let other: Certificate;
  let cross: Certificate;

  beforeAll(async () => {
    const read = async (name: string): Promise<Certificate> => {
      const [certificate] = await readCertificates(vector(`rfc9216/${name}`));
      if (certificate === undefined) throw new Error(name);
      return certificate;
    };
    [alice, anchor, other, cross] = await Promise.all(['alice.sign.crt', 'ca.rsa.crt', 'ca.25519.crt', 'ca.rsa.cross.crt'].map(read)) as [Certificate, Certificate, Certificate, Certificate];
  });

  const check = async (trustAnchors: readonly TrustAnchor[], certificate = alice): Promise<string> => {
    const { problems } = await validatePath({ certificate, intermediates: [cross], trustAnchors, at });
    return problems.join(' ');
  };

  test.each([
    [['smime.example'], ''],
    [['SMIME.Example'], ''],
    [['contoso.com', 'smime.example'], ''],
    [['.example'], ''],
    [['example'], 'name-not-permitted'],
    [['.smime.example'], 'name-not-permitted'],
    [['mime.example'], 'name-not-permitted'],
    [['.mime.example'], 'name-not-permitted'],
    [['smime.example.com'], 'name-not-permitted'],
    [[''], 'name-not-permitted'],
    [[], 'name-not-permitted'],
  ])('in the domains %j: %j', async (domains, expected) => {
    expect(await check([{ certificate: anchor, domains }])).toBe(expected);
    const elsewhere = { ...alice, emailAddresses: ['alice@smime.example', 'alice@contoso.org'] };
    expect(await check([{ certificate: anchor, domains }], elsewhere)).toBe('name-not-permitted');
  });

  test('international domains in either form', async () => {
    const german = { ...alice, emailAddresses: ['anna@bücher.example'] };
    expect(await check([{ certificate: anchor, domains: ['xn--bcher-kva.example'] }], german)).toBe('');
    expect(await check([{ certificate: anchor, domains: ['bücher.example'] }], german)).toBe('');
    const below = { ...alice, emailAddresses: ['anna@post.xn--bcher-kva.example'] };
    expect(await check([{ certificate: anchor, domains: ['.bücher.example'] }], below)).toBe('');
    expect(await check([{ certificate: anchor, domains: ['bucher.example'] }], german)).toBe('name-not-permitted');
  });

  test('what was issued after a date is not believed; the anchor itself may be newer', async () => {
    const issued = alice.notBefore.getTime();
    expect(await check([{ certificate: anchor, distrustAfter: new Date(issued) }])).toBe('');
    expect(await check([{ certificate: anchor, distrustAfter: new Date(issued - 1000) }])).toBe('issuer-distrusted');
    expect(await check([{ certificate: anchor, distrustAfter: new Date(Number.NaN) }])).toBe('issuer-distrusted');
    expect(await check([{ certificate: alice, distrustAfter: new Date(issued - 1000) }])).toBe('');
  });

  test('for other purposes only', async () => {
    expect(await check([{ certificate: anchor, purposes: ['emailProtection'] }])).toBe('');
    expect(await check([{ certificate: anchor, purposes: ['serverAuth'] }])).toBe('untrusted-issuer');
    expect(await check([{ certificate: anchor, purposes: [] }])).toBe('untrusted-issuer');
  });

  test('a certificate of the same authority from another is no way around', async () => {
    expect(await check([{ certificate: other }])).toBe('');
    expect(await check([{ certificate: other }, { certificate: anchor, domains: ['contoso.com'] }])).toBe('name-not-permitted');
    expect(await check([{ certificate: other, domains: ['contoso.com'] }, { certificate: anchor }])).toBe('');
  });

  test('given twice, the wider grant holds', async () => {
    const limited = { certificate: anchor, domains: ['contoso.com'] };
    expect(await check([limited, { certificate: anchor }])).toBe('');
    expect(await check([limited, { certificate: anchor, domains: ['smime.example'] }])).toBe('');
    expect(await check([limited, { certificate: anchor, distrustAfter: new Date(0) }])).not.toBe('');
  });
});
