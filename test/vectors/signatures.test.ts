import { nullValue, encode, integer, objectIdentifier, sequence } from '../../src/smime/asn1/write';
import { readAsn1 } from '../../src/smime/asn1/read';
import { fromHex } from '../../src/smime/bytes';
import { readAlgorithm, writeAlgorithm } from '../../src/smime/cms/algorithm-identifier';
import { findDigest, oidOf } from '../../src/smime/cms/algorithms';
import { readSignatureMethod } from '../../src/smime/cms/signature-method';
import type { SignatureMethod } from '../../src/smime/cms/signature-method';
import { verifySignature } from '../../src/smime/public-key/verify-signature';
import { describeVectors, vectorFiles, vectorText } from '../support/vectors';
import { refuseEd25519 } from '../support/without-ed25519';

interface WycheproofGroup {
  readonly publicKeyDer: string;
  readonly sha: string;
  readonly mgfSha: string;
  readonly sLen: number;
  readonly tests: readonly {
    readonly tcId: number;
    readonly result: 'valid' | 'invalid' | 'acceptable';
    readonly flags: readonly string[];
    readonly msg: string;
    readonly sig: string;
  }[];
}

const groups = (file: string): readonly WycheproofGroup[] =>
  (JSON.parse(vectorText(`wycheproof/${file}`)) as { testGroups: readonly WycheproofGroup[] }).testGroups;

/** `SHA-512/256` and `SHA3-256` as the registry has them. */
const digestOid = (sha: string) => oidOf(findDigest(sha.toLowerCase()));
const methodOf = (identifier: Uint8Array, digest?: string): SignatureMethod =>
  readSignatureMethod(readAlgorithm(readAsn1(identifier)), digest);

/** What a SignerInfo would say, read as one. */
const methods: Readonly<Record<string, (group: WycheproofGroup) => SignatureMethod>> = {
  rsa_signature: ({ sha }) => methodOf(writeAlgorithm('1.2.840.113549.1.1.1', 'null'), digestOid(sha)),
  rsa_pss: (group) => methodOf(writeAlgorithm('1.2.840.113549.1.1.10', pssParameters(group)), digestOid(group.sha)),
  ecdsa: ({ sha }) => methodOf(ecdsaWithSpecified(sha), digestOid(sha)),
  ed25519: () => methodOf(writeAlgorithm('1.3.101.112')),
};

function pssParameters({ sha, mgfSha, sLen }: WycheproofGroup): Uint8Array {
  const digest = (name: string) => sequence(objectIdentifier(digestOid(name)), nullValue());
  const mask = sequence(objectIdentifier('1.2.840.113549.1.1.8'), digest(mgfSha));
  return sequence(encode(0xa0, digest(sha)), encode(0xa1, mask), encode(0xa2, integer(sLen)));
}

function ecdsaWithSpecified(sha: string): Uint8Array {
  return writeAlgorithm('1.2.840.10045.4.3', writeAlgorithm(digestOid(sha)));
}

/** P1363 is another encoding of the same, which CMS and X.509 do not use. */
const files = vectorFiles('wycheproof').filter((file) => /^(rsa_pss|rsa_signature|ecdsa|ed25519)(?!.*_p1363)/.test(file));

/** Whether `acceptable` ones fit, by their flag; each is a decision. */
const acceptable: Readonly<Record<string, boolean>> = {
  // DigestInfo without the NULL that RFC 8017 section 9.2 writes: OpenSSL, NSS and WebCrypto refuse it too.
  MissingNull: false,
};

afterEach(() => jest.restoreAllMocks());

async function wrongOf(file: string): Promise<{ count: number; wrong: readonly number[] }> {
  const kind = Object.entries(methods).find(([name]) => file.startsWith(name));
  if (kind === undefined) throw new Error(`nothing reads ${file}`);
  const wrong: number[] = [];
  let count = 0;
  for (const group of groups(file)) {
    const check = { method: kind[1](group), publicKeySpkiDer: fromHex(group.publicKeyDer) };
    for (const { tcId, result, flags, msg, sig } of group.tests) {
      const fits = await verifySignature(check, fromHex(sig), fromHex(msg));
      const expected = result === 'acceptable' ? acceptable[flags.join(' ')] : result === 'valid';
      if (fits !== expected) wrong.push(tcId);
      count++;
    }
  }
  return { count, wrong };
}

describeVectors('signatures, Wycheproof', () => {
  test('no file is left out', () => expect(files).toHaveLength(17));

  test.each(files.map((file) => [file] as const))('%s', async (file) => {
    const { count, wrong } = await wrongOf(file);
    expect(count).toBeGreaterThan(50);
    expect(wrong).toEqual([]);
  });

  test('Ed25519 where WebCrypto does not have it', async () => {
    const spy = refuseEd25519();
    expect(await wrongOf('ed25519_test.json')).toEqual({ count: 151, wrong: [] });
    expect(spy).toHaveBeenCalled();
  });
});
