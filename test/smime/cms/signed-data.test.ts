import type { Certificate, UnlockedDigitalId } from '../../../src/smime';
import {
  encode,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
} from '../../../src/smime/asn1/write';
import { writeAlgorithm } from '../../../src/smime/cms/algorithm-identifier';
import { contentTypes, readContentInfo, writeContentInfo } from '../../../src/smime/cms/content-info';
import { attributeTypes } from '../../../src/smime/cms/signed-attributes';
import { signedContent } from '../../../src/smime/cms/signed-content';
import { readSignedData } from '../../../src/smime/cms/signed-data';
import { writeSignedData } from '../../../src/smime/cms/sign';
import { verifySigner } from '../../../src/smime/cms/verify-signer';
import type { SignerResult } from '../../../src/smime/cms/verify-signer';
import { canonicalize } from '../../../src/smime/mime/canonicalize';
import { issuerAndSerialNumber, readIdentityCertificate, unlockIdentity } from '../../support/identities';
import { describeVectors } from '../../support/vectors';

const at = new Date('2027-05-31T23:15:42Z');
const content = new TextEncoder().encode('Content-Type: text/plain\r\n\r\nhello\r\n');
const sha256 = '2.16.840.1.101.3.4.2.1';
const rsa = '1.2.840.113549.1.1.1';
const attribute = (oid: string, ...values: Uint8Array[]) =>
  sequence(objectIdentifier(oid), encode(0x31, ...values));
const digestOf = async (octets: Uint8Array<ArrayBuffer>) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', octets));

describeVectors('SignedData', () => {
  let alice: UnlockedDigitalId;
  let others: Certificate[];

  beforeAll(async () => {
    alice = await unlockIdentity('rfc9216/alice.sign');
    others = [
      await readIdentityCertificate('rfc9216/bob.sign.crt'),
      await readIdentityCertificate('rfc9216/alice.encrypt.crt'),
    ];
  });

  async function verify(
    cms: Uint8Array,
    octets: Uint8Array = content,
    certificates = [alice.certificate],
  ): Promise<SignerResult> {
    const data = readSignedData(readContentInfo(cms).content);
    const [info] = data.signerInfos;
    if (info === undefined) throw new Error('no signer');
    return verifySigner(info, signedContent(data.contentType, octets), certificates);
  }

  interface Made {
    readonly attributes?: readonly Uint8Array[];
    readonly unsorted?: boolean;
    readonly digest?: Uint8Array;
    readonly algorithm?: Uint8Array;
    readonly type?: string;
    readonly sign?: Uint8Array<ArrayBuffer>;
  }

  /** A SignedData by Alice, with whatever is to be wrong about it. */
  async function make({
    attributes,
    unsorted,
    digest,
    algorithm,
    type = contentTypes.data,
    sign,
  }: Made): Promise<Uint8Array> {
    const set =
      attributes === undefined
        ? undefined
        : unsorted === true
          ? encode(0x31, ...attributes)
          : setOf(...attributes);
    const signerInfo = sequence(
      integer(1),
      issuerAndSerialNumber(alice.certificate.der),
      digest ?? writeAlgorithm(sha256),
      ...(attributes === undefined
        ? []
        : [encode(0xa0, ...(unsorted === true ? attributes : [...attributes].sort(compare)))]),
      algorithm ?? writeAlgorithm(rsa, 'null'),
      octetString(await alice.sign(sign ?? set ?? content, 'sha-256')),
    );
    return writeContentInfo(
      contentTypes.signedData,
      sequence(
        integer(1),
        setOf(writeAlgorithm(sha256)),
        sequence(objectIdentifier(type)),
        encode(0xa0, alice.certificate.der),
        setOf(signerInfo),
      ),
    );
  }

  const contentType = attribute(attributeTypes.contentType, objectIdentifier(contentTypes.data));
  const messageDigest = async () =>
    attribute(attributeTypes.messageDigest, octetString(await digestOf(content)));

  test('of ours is in DER, with everything that it must say', async () => {
    const cms = await writeSignedData(canonicalize(content), { signer: alice, digest: 'sha-256', at, withContent: false });
    const data = readSignedData(readContentInfo(cms).content);
    const signed = data.signerInfos[0]?.signedAttributes;
    expect(signed?.attributes.map(({ oid }) => oid).sort()).toEqual(
      [
        attributeTypes.contentType,
        attributeTypes.messageDigest,
        attributeTypes.signingTime,
        attributeTypes.smimeCapabilities,
        attributeTypes.signingCertificateV2,
      ].sort(),
    );
    // As sent and sorted are one.
    expect(signed?.encodings).toHaveLength(1);
    expect(data.content).toBeUndefined();
    expect(await verify(cms)).toMatchObject({ outcome: 'fits', weakDigest: false, signingTime: at });
  });

  test('of ours after 2049 has its time in another form', async () => {
    const late = new Date('2051-01-02T03:04:05Z');
    expect(await verify(
        await writeSignedData(canonicalize(content), { signer: alice, digest: 'sha-256', at: late, withContent: false }),
      )).toMatchObject({
      signingTime: late,
    });
  });

  test('the least that RFC 5652 asks for fits', async () => {
    expect(await verify(await make({ attributes: [contentType, await messageDigest()] }))).toMatchObject({
      outcome: 'fits',
    });
    expect(await verify(await make({}))).toMatchObject({ outcome: 'fits' });
  });

  test('with attributes in another order, signed as sent, fits', async () => {
    const sorted = [contentType, await messageDigest()].sort(compare).reverse();
    expect(await verify(await make({ attributes: sorted, unsorted: true }))).toMatchObject({
      outcome: 'fits',
    });
  });

  test('with attributes against the rules is malformed', async () => {
    const digest = await messageDigest();
    const wrongType = attribute(attributeTypes.contentType, objectIdentifier(contentTypes.envelopedData));
    const twoValues = attribute(
      attributeTypes.messageDigest,
      octetString(await digestOf(content)),
      octetString(new Uint8Array(32)),
    );
    const otherDigest = attribute(attributeTypes.messageDigest, octetString(new Uint8Array(32)));
    const broken = attribute(attributeTypes.signingTime, octetString(new Uint8Array(3)));
    const cases = [
      [digest],
      [contentType],
      [wrongType, digest],
      [contentType, contentType, digest],
      [contentType, digest, otherDigest],
      [contentType, twoValues],
      [contentType, digest, broken],
    ];
    for (const attributes of cases) {
      expect(await verify(await make({ attributes }))).toMatchObject({
        outcome: 'broken',
        problem: 'malformed',
      });
    }
  });

  test('over other content does not fit', async () => {
    const cms = await make({ attributes: [contentType, await messageDigest()] });
    expect(await verify(cms, new TextEncoder().encode('other'))).toMatchObject({
      outcome: 'broken',
      problem: 'digest-mismatch',
    });
    expect(await verify(await make({}), new TextEncoder().encode('other'))).toMatchObject({
      problem: 'signature-mismatch',
    });
  });

  test('whose content is the attributes of another message is refused', async () => {
    const attributes = setOf(contentType, await messageDigest());
    expect(await verify(await make({ sign: attributes }), attributes)).toMatchObject({
      problem: 'ambiguous-structure',
    });
  });

  test('without attributes over something that is not data is refused', async () => {
    expect(await verify(await make({ type: contentTypes.envelopedData }))).toMatchObject({
      problem: 'malformed',
    });
  });

  test('whose algorithms contradict each other is refused', async () => {
    const algorithm = writeAlgorithm('1.2.840.113549.1.1.13', 'null');
    const attributes = [contentType, await messageDigest()];
    expect(await verify(await make({ attributes, algorithm }))).toMatchObject({ problem: 'malformed' });
  });

  test('by an algorithm nobody knows cannot be checked', async () => {
    const attributes = [contentType, await messageDigest()];
    const algorithm = writeAlgorithm('1.2.3.4');
    expect(await verify(await make({ attributes, algorithm }))).toMatchObject({
      outcome: 'unsupported',
      algorithm: '1.2.3.4',
    });
    const digest = writeAlgorithm('1.2.3.5');
    expect(await verify(await make({ attributes, digest }))).toMatchObject({
      outcome: 'unsupported',
      algorithm: '1.2.3.5',
    });
  });

  test('that names another certificate (RFC 5035) does not fit', async () => {
    const named = async (der: Uint8Array) =>
      attribute(
        attributeTypes.signingCertificateV2,
        sequence(sequence(sequence(octetString(await digestOf(new Uint8Array(der)))))),
      );
    const good = [contentType, await messageDigest(), await named(alice.certificate.der)];
    expect(await verify(await make({ attributes: good }))).toMatchObject({ outcome: 'fits' });
    const bad = [contentType, await messageDigest(), await named(others[1]?.der ?? new Uint8Array())];
    expect(await verify(await make({ attributes: bad }))).toMatchObject({ problem: 'signature-mismatch' });
  });

  test('by somebody unknown says so, and a known certificate mends it', async () => {
    const cms = await make({});
    expect(await verify(cms, content, others)).toMatchObject({ outcome: 'unknown-signer' });
    expect(await verify(cms, content, [...others, alice.certificate])).toMatchObject({ outcome: 'fits' });
  });

  test('with other structures is refused', () => {
    const cases = [
      sequence(),
      sequence(integer(1)),
      sequence(integer(1), setOf(), sequence(objectIdentifier('1.2'))),
    ];
    for (const signedData of cases) {
      const { content: node } = readContentInfo(writeContentInfo(contentTypes.signedData, signedData));
      expect(() => readSignedData(node)).toThrow('ERR_CMS_MALFORMED');
    }
  });
});

function compare(a: Uint8Array, b: Uint8Array): number {
  return Buffer.compare(a, b);
}
