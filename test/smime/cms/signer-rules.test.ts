import { constants, createHash, createPrivateKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Certificate } from '../../../src/smime';
import { parseCertificate } from '../../../src/smime';
import { encode, integer, nullValue, objectIdentifier, octetString, sequence } from '../../../src/smime/asn1/write';
import { readSubjectPublicKey } from '../../../src/smime/certificate/public-key';
import { readCertificateStructure } from '../../../src/smime/certificate/structure';
import { writeAlgorithm } from '../../../src/smime/cms/algorithm-identifier';
import { readContentInfo } from '../../../src/smime/cms/content-info';
import { attributeTypes } from '../../../src/smime/cms/signed-attributes';
import { signedContent } from '../../../src/smime/cms/signed-content';
import { readSignedData } from '../../../src/smime/cms/signed-data';
import { verifySigner } from '../../../src/smime/cms/verify-signer';
import { verifySignedData } from '../../../src/smime/message/verify';
import type { VerifyContext } from '../../../src/smime/message/verify';
import { readIdentityCertificate, trustAnchor, validationTime } from '../../support/identities';
import { attribute, digestIdentifier, makeSignedData } from '../../support/made-signed-data';
import type { MadeSigner } from '../../support/made-signed-data';
import { OpensslFolder } from '../../support/openssl';
import { describeVectors, vectorText } from '../../support/vectors';

const content = new TextEncoder().encode('Content-Type: text/plain\r\n\r\nhello\r\n');
const hash = (name: string, octets: Uint8Array) => new Uint8Array(createHash(name).update(octets).digest());
const rsaEncryption = writeAlgorithm('1.2.840.113549.1.1.1', 'null');
const ed25519 = writeAlgorithm('1.3.101.112');

describeVectors('the rules for a SignerInfo', () => {
  let alice: Certificate;
  let bob: Certificate;
  let carlos: Certificate;
  let aliceKey: KeyObject;
  let bobKey: KeyObject;
  let carlosKey: KeyObject;

  beforeAll(async () => {
    const read = (name: string) => readIdentityCertificate(`rfc9216/${name}.sign.crt`);
    const key = (name: string) => createPrivateKey(vectorText(`rfc9216/${name}.sign.key`));
    [alice, bob, carlos] = [await read('alice'), await read('bob'), await read('carlos')];
    [aliceKey, bobKey, carlosKey] = [key('alice'), key('bob'), key('carlos')];
  });

  /** `fits`, or why not. */
  async function outcome(made: Partial<MadeSigner> = {}, certificates = [alice, bob, carlos]): Promise<string> {
    const signer = { key: aliceKey, certificate: alice.der, ...made };
    const data = readSignedData(readContentInfo(makeSignedData(content, [signer])).content);
    const [info] = data.signerInfos;
    if (info === undefined) throw new Error('no signer');
    const result = await verifySigner(info, signedContent(data.contentType, content), certificates);
    if (result.outcome === 'broken') return result.problem;
    if (result.outcome === 'unsupported') return `unsupported ${result.algorithm}`;
    return result.outcome === 'fits' && result.weakDigest ? 'weak' : result.outcome;
  }

  const carlosSigns = (made: Partial<MadeSigner>) =>
    outcome({ key: carlosKey, certificate: carlos.der, algorithm: ed25519, digest: 'sha-512', ...made });

  test('Ed25519 with attributes wants SHA-512, without any (RFC 8419)', async () => {
    expect(await carlosSigns({})).toBe('fits');
    expect(await carlosSigns({ digest: 'sha-256' })).toBe('malformed');
    expect(await carlosSigns({ attributes: 'none' })).toBe('fits');
    expect(await carlosSigns({ attributes: 'none', digest: 'sha-1' })).toBe('fits');
    expect(await carlosSigns({ algorithm: writeAlgorithm('1.3.101.112', 'null') })).toBe('malformed');
  });

  test.each([
    ['sha-224', 'fits'],
    ['sha3-256', 'fits'],
    ['sha-512/256', 'fits'],
    ['sha-1', 'weak'],
  ])('a digest by %s: %s', async (digest, expected) => {
    expect(await outcome({ digest })).toBe(expected);
    expect(await outcome({ digest, attributes: 'none' })).toBe(expected);
  });

  test('PSS is as weak as its digest, whatever its mask; both digests must be one', async () => {
    const by = (digest: string, parameters?: Uint8Array) =>
      outcome({
        key: { key: aliceKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 20 },
        algorithm: writeAlgorithm('1.2.840.113549.1.1.10', parameters),
        digest,
      });
    const hashed = (name: string) => sequence(encode(0xa0, digestIdentifier(name)));
    const masked = (name: string) =>
      sequence(encode(0xa0, digestIdentifier(name)), encode(0xa1, sequence(objectIdentifier('1.2.840.113549.1.1.8'), digestIdentifier(name))));
    expect(await by('sha-1')).toBe('weak');
    expect(await by('sha-256', masked('sha-256'))).toBe('fits');
    // The mask is by SHA-1 now, and OpenSSL's was not.
    expect(await by('sha-256', hashed('sha-256'))).toBe('signature-mismatch');
    expect(await by('sha-256')).toBe('malformed');
    expect(await by('sha-256', masked('sha-384'))).toBe('malformed');
  });

  test('a signature by a key of another kind, or named as another, does not fit', async () => {
    expect(await outcome({ algorithm: ed25519, digest: 'sha-512' })).toBe('signature-mismatch');
    expect(await carlosSigns({ algorithm: rsaEncryption })).toBe('signature-mismatch');
  });

  describe('ESS signing certificates (RFC 5035)', () => {
    const issuerSerial = (of: Certificate) => {
      const { issuer, serialNumberDer } = readCertificateStructure(of.der);
      return sequence(sequence(encode(0xa4, issuer.der)), serialNumberDer);
    };
    const list = (type: string, ...ids: Uint8Array[]) => attribute(type, sequence(sequence(...ids)));
    const v1 = (...ids: Uint8Array[]) => list(attributeTypes.signingCertificate, ...ids);
    const v2 = (...ids: Uint8Array[]) => list(attributeTypes.signingCertificateV2, ...ids);
    const sha1 = (of: Certificate) => octetString(hash('sha1', of.der));
    const sha256 = (of: Certificate) => octetString(hash('sha256', of.der));
    const says = (...moreAttributes: Uint8Array[]) => outcome({ moreAttributes });

    test('the first must be the signer’s; others are of its path', async () => {
      expect(await says(v2(sequence(sha256(alice))))).toBe('fits');
      expect(await says(v2(sequence(sha256(alice)), sequence(sha256(bob))))).toBe('fits');
      expect(await says(v2(sequence(sha256(bob)), sequence(sha256(alice))))).toBe('signature-mismatch');
      expect(await says(v1(sequence(sha1(alice))))).toBe('fits');
      expect(await says(v1(sequence(sha1(bob))))).toBe('signature-mismatch');
      expect(await says(v1(sequence(sha256(alice))))).toBe('signature-mismatch');
    });

    test('in both ways, both must fit', async () => {
      expect(await says(v1(sequence(sha1(alice))), v2(sequence(sha256(alice))))).toBe('fits');
      expect(await says(v1(sequence(sha1(bob))), v2(sequence(sha256(alice))))).toBe('signature-mismatch');
      expect(await says(v1(sequence(sha1(alice))), v2(sequence(sha256(bob))))).toBe('signature-mismatch');
    });

    test('issuer and serial number must fit where they are said', async () => {
      expect(await says(v2(sequence(sha256(alice), issuerSerial(alice))))).toBe('fits');
      expect(await says(v2(sequence(sha256(alice), issuerSerial(bob))))).toBe('signature-mismatch');
      expect(await says(v1(sequence(sha1(alice), issuerSerial(carlos))))).toBe('signature-mismatch');
      const { issuer, serialNumberDer } = readCertificateStructure(alice.der);
      const many = Array.from({ length: 1000 }, () => encode(0xa4, issuer.der));
      expect(await says(v2(sequence(sha256(alice), sequence(sequence(...many), serialNumberDer))))).toBe('malformed');
      expect(await says(v2(sequence(sha256(alice), sequence(sequence(), serialNumberDer))))).toBe('signature-mismatch');
    });

    test('by any digest that can be computed; another cannot be checked', async () => {
      const by = (name: string, digest: Uint8Array) => v2(sequence(digestIdentifier(name), octetString(digest)));
      expect(await says(by('sha3-256', hash('sha3-256', alice.der)))).toBe('fits');
      expect(await says(by('sha-512', hash('sha512', bob.der)))).toBe('signature-mismatch');
      expect(await says(by('md5', hash('md5', alice.der)))).toBe('unsupported md5');
    });

    test('without any certificate, or twice, they are malformed', async () => {
      expect(await says(v2())).toBe('malformed');
      expect(await says(v2(sequence(sha256(alice))), v2(sequence(sha256(alice))))).toBe('malformed');
      const two = sequence(sequence(sequence(sha256(alice))));
      expect(await says(attribute(attributeTypes.signingCertificateV2, two, two))).toBe('malformed');
      expect(await says(v1(sequence(digestIdentifier('sha-1'), sha1(alice))))).toBe('malformed');
    });
  });

  describe('CMSAlgorithmProtection (RFC 6211)', () => {
    const protection = (digest: Uint8Array, signature: Uint8Array, ...more: Uint8Array[]) =>
      attribute(attributeTypes.algorithmProtection, sequence(digest, encode(0xa1, signature.subarray(2)), ...more));
    const says = (...moreAttributes: Uint8Array[]) => outcome({ moreAttributes });
    const sha256 = digestIdentifier('sha-256');
    const withNull = sequence(objectIdentifier('2.16.840.1.101.3.4.2.1'), nullValue());

    test('must name what is used; NULL and nothing are the same', async () => {
      expect(await says(protection(sha256, rsaEncryption))).toBe('fits');
      expect(await says(protection(withNull, writeAlgorithm('1.2.840.113549.1.1.1')))).toBe('fits');
      expect(await says(protection(digestIdentifier('sha-512'), rsaEncryption))).toBe('malformed');
      expect(await says(protection(sha256, writeAlgorithm('1.2.840.113549.1.1.11', 'null')))).toBe('malformed');
    });

    test('with a MAC, without a signature algorithm or twice it is malformed', async () => {
      expect(await says(protection(sha256, rsaEncryption, encode(0xa2, rsaEncryption.subarray(2))))).toBe('malformed');
      expect(await says(attribute(attributeTypes.algorithmProtection, sequence(sha256)))).toBe('malformed');
      expect(await says(protection(sha256, rsaEncryption), protection(sha256, rsaEncryption))).toBe('malformed');
    });

    test('unsigned it says nothing', async () => {
      expect(await outcome({ unsigned: [protection(digestIdentifier('sha-512'), rsaEncryption)] })).toBe('fits');
    });
  });

  test('what must be signed is refused unsigned; anything else there, and unknown attributes, are passed over', async () => {
    const time = attribute(attributeTypes.signingTime, encode(0x17, new TextEncoder().encode('270101000000Z')));
    const unknown = attribute('1.2.3.4', integer(1), integer(2));
    const countersignature = attribute(attributeTypes.countersignature, sequence());
    expect(await outcome({ moreAttributes: [time, unknown], unsigned: [unknown, countersignature] })).toBe('fits');
    expect(await outcome({ unsigned: [time] })).toBe('malformed');
    expect(await outcome({ unsigned: [attribute(attributeTypes.messageDigest, octetString(hash('sha256', content)))] })).toBe('malformed');
    expect(await outcome({ moreAttributes: [countersignature] })).toBe('malformed');
  });

  test('by a key identifier, also of a certificate that does not say its own', async () => {
    const folder = new OpensslFolder();
    try {
      folder.write('c.cnf', '[req]\ndistinguished_name=dn\nprompt=no\n[dn]\nCN=Without\n[v3]\nbasicConstraints=CA:false\nsubjectKeyIdentifier=none\n');
      folder.run(...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-config', 'c.cnf', '-extensions', 'v3'], ...['-keyout', 'k', '-out', 'c', '-outform', 'DER']);
      const without = await parseCertificate(folder.read('c'));
      expect(without.subjectKeyIdentifier).toBeUndefined();
      const key = createPrivateKey(Buffer.from(folder.read('k')));
      const identifier = hash('sha1', readSubjectPublicKey(readCertificateStructure(without.der).spkiDer).octets);
      const made = { key, certificate: without.der, sid: encode(0x80, identifier) };
      expect(await outcome(made, [alice, without])).toBe('fits');
      expect(await outcome(made, [alice])).toBe('unknown-signer');
      expect(await outcome({ ...made, sid: encode(0x80, identifier.map((octet) => octet ^ 1)) }, [alice, without])).toBe('unknown-signer');
    } finally {
      folder.remove();
    }
    const said = Buffer.from(alice.subjectKeyIdentifier ?? '', 'hex');
    expect(await outcome({ sid: encode(0x80, said) })).toBe('fits');
  });

  describe('several signers', () => {
    const context = async (changes: Partial<VerifyContext> = {}): Promise<VerifyContext> => ({
      trustAnchors: [await trustAnchor(), await trustAnchor('rfc9216/ca.25519.crt')],
      at: validationTime,
      exact: true,
      covers: 'whole',
      certificates: [alice, bob, carlos],
      ...changes,
    });
    const byAlice = (): MadeSigner => ({ key: aliceKey, certificate: alice.der });
    const byBob = (): MadeSigner => ({ key: bobKey, certificate: bob.der });
    const byCarlos = (): MadeSigner => ({ key: carlosKey, certificate: carlos.der, algorithm: ed25519, digest: 'sha-512' });

    async function report(signers: readonly MadeSigner[], changes: Partial<VerifyContext> = {}): Promise<string> {
      const data = readSignedData(readContentInfo(makeSignedData(content, signers)).content);
      const result = await verifySignedData(data, content, await context(changes));
      return 'problems' in result ? `${result.state} ${result.problems.join(' ')}` : result.state;
    }

    test('all must be good, whatever their order', async () => {
      expect(await report([byAlice(), byBob(), byCarlos()])).toBe('valid');
      // The same signature twice says nothing new.
      expect(await report([byAlice(), byAlice()])).toBe('valid');
      const forged = { ...byBob(), key: aliceKey };
      for (const signers of [[byAlice(), forged], [forged, byAlice()]]) {
        expect(await report(signers)).toBe('broken signature-mismatch');
      }
    });

    test('one that nobody can check is not hidden by a good one', async () => {
      const unknown = { ...byBob(), algorithm: writeAlgorithm('1.3.101.113') };
      expect(await report([byAlice(), unknown])).toBe('cannot-check algorithm-unsupported');
      expect(await report([unknown, byAlice()])).toBe('cannot-check algorithm-unsupported');
      expect(await report([byAlice(), byBob()], { certificates: [alice] })).toBe('cannot-check signer-certificate-missing');
      expect(await report([byAlice(), { ...byBob(), digest: 'md5' }])).toBe('cannot-check algorithm-unsupported');
      expect(await report([byAlice(), { ...byBob(), digest: 'sha-1' }])).toBe('not-trusted weak-digest');
    });

    test('the content is digested once, however many they are, and others are heard meanwhile', async () => {
      const large = new Uint8Array(1024 * 1024).fill(32);
      const signers = Array.from({ length: 10 }, () => ({ ...byAlice(), digest: 'sha3-512' }));
      const data = readSignedData(readContentInfo(makeSignedData(large, signers)).content);
      let pauses = 0;
      const pause = async () => {
        pauses++;
        await Promise.resolve();
      };
      const report = await verifySignedData(data, large, await context({ pause }));
      expect(report.state).toBe('valid');
      // Three between the pieces of the content, three for each signer: before it, at its check, before its certificates.
      expect(pauses).toBe(3 + 3 * signers.length);
    });

    test('more checks than any message needs are not made', async () => {
      const budget = { checks: 2, certificateChecks: 10 };
      expect(await report([byAlice(), byBob()], { budget })).toBe('valid');
      expect(budget.checks).toBe(0);
      expect(await report([byAlice()], { budget })).toBe('cannot-check too-many-signatures');
    });

    test('nor of certificates, over all signers together', async () => {
      const budget = { checks: 40, certificateChecks: 0 };
      expect(await report([byAlice()], { budget })).toMatch(/^not-trusted /);
    });

    test('a copy that was rewritten proves nothing against a signature over the content alone', async () => {
      const [data] = [readSignedData(readContentInfo(makeSignedData(content, [{ ...byAlice(), attributes: 'none' }])).content)];
      const other = new TextEncoder().encode('rewritten');
      expect(await verifySignedData(data, other, await context())).toMatchObject({ state: 'broken', problems: ['signature-mismatch'] });
      expect(await verifySignedData(data, other, await context({ exact: false }))).toMatchObject({ state: 'cannot-check', problems: ['not-exact-bytes'] });
    });
  });
});
