import { openMessage, parseCertificate, protectMessage, readCertificates, readPfx, validatePath } from '../../src/smime';
import type { Certificate } from '../../src/smime';
import { openPfx } from '../../src/smime/pkcs12/read';
import type { BagAttributes } from '../../src/smime/pkcs12/safe-contents';
import { draftTime, shortDraft } from '../support/drafts';
import { validationTime } from '../support/identities';
import { unlockPfx } from '../support/pfx';
import { describeVectors, vector, vectorFiles, vectorText } from '../support/vectors';
import { verdict, verdictOf } from '../support/verdict';

const password = 'no.secret';

interface Identity {
  /** Of the leaf's path to the root, with nothing but what the file holds. */
  readonly path: readonly string[];
  /** Subject's common names in the path, leaf first. */
  readonly names?: readonly string[];
  /** The kind of key, where it is none that we use. */
  readonly unsupported?: string;
}

const units = 'MimeKit UnitTests';
const root = 'MimeKit Root Certification Authority';
const primary = 'MimeKit Primary Intermediate CA';
const secondary = 'MimeKit Secondary Intermediate CA';

/**
 * By SOURCE.md and the names. All are sealed with triple DES and RC2 of 40 bits
 * by PKCS#12's own schemes. Whether one is revoked, no certificate says: without
 * a list each of these has its path.
 */
const identities: Readonly<Record<string, Identity>> = {
  'rsa/smime.pfx': { path: [], names: [units, secondary, primary, root] },
  // It writes its curve out in numbers. RFC 5480 section 2.1.1 forbids it: whoever chooses the numbers chooses a curve on which he knows the key (CVE-2020-0601).
  'ec/smime.pfx': { path: [], names: [units, secondary, primary, root], unsupported: 'EC (explicit curve)' },
  'dsa/smime.pfx': { path: [], names: [units, secondary, primary, root], unsupported: 'DSA' },
  'dnsnames/smime.pfx': { path: [], names: [units, secondary, primary, root] },
  'revoked/smime.pfx': { path: [], names: [units, secondary, primary, root] },
  'revokedsubca/smime.pfx': { path: [], names: [units, 'MimeKit Tertiary Intermediate CA', root] },
  // The issuers are not in the file.
  'nochain/smime.pfx': { path: ['untrusted-issuer'] },
  'revokednochain/smime.pfx': { path: ['untrusted-issuer'] },
};

const authorities = ['certificate-authority.pfx', 'intermediate1.pfx', 'intermediate2.pfx', 'revoked-intermediate.pfx'];

/** OpenSSL's own demonstration identities: certificates that are read, and the key types of those that have one. */
const demonstrations: Readonly<Record<string, string>> = {
  'smroot.pem': 'rsa',
  'smrsa1.pem': 'rsa',
  'smrsa2.pem': 'rsa',
  'smrsa3.pem': 'rsa',
  'smec1.pem': 'ec',
  'smec2.pem': 'ec',
  'smec3.pem': 'ec',
  'smdsa1.pem': 'unsupported',
  'smdsa2.pem': 'unsupported',
  'smdsa3.pem': 'unsupported',
  'smdh.pem': 'unsupported',
};

const others: Readonly<Record<string, string>> = {
  'SOURCE.md': 'origin',
  'StartComCertificationAuthority.crt': 'root of the signed message',
  'StartComClass1PrimaryIntermediateClientCA.crt': 'its issuer',
  'thunderbird-signed.txt': 'a message, see below',
  'octet-stream-with-mixed-line-endings.dat': 'a message, see below',
  'certificate-authority.key': 'key of the root',
  'intermediate1.key': 'key of an issuer',
  'intermediate2.key': 'key of an issuer',
  'dnsnames/smime.key': 'key of that identity',
  'ec/smime.key': 'key of that identity',
  'nochain/smime.key': 'key of that identity',
  'revoked/smime.key': 'key of that identity',
  'rsa/smime.key': 'key of that identity',
  'smdsap.pem': 'parameters of DSA, and no certificate',
};

/** Every certificate of a file, the one of the key first. */
async function certificatesOf(file: string): Promise<readonly Certificate[]> {
  const { keys, certificates } = await openPfx(vector(`mimekit-smime/${file}`), password);
  const isOwn = ({ localKeyId }: BagAttributes) => localKeyId !== undefined && localKeyId === keys[0]?.localKeyId;
  const ordered = [...certificates.filter(isOwn), ...certificates.filter((bag) => !isOwn(bag))];
  return Promise.all(ordered.map(({ der }) => parseCertificate(der)));
}

const commonName = ({ subject }: Certificate) => /CN=([^,]*)/.exec(subject)?.[1];

describeVectors('identities of MimeKit', () => {
  let anchor: Certificate;

  beforeAll(async () => {
    const [certificate] = await certificatesOf('certificate-authority.pfx');
    if (certificate === undefined) throw new Error('no authority');
    anchor = certificate;
  });

  test('every file of the collection has its place', () => {
    const named = [identities, demonstrations, others].flatMap((table) => Object.keys(table));
    expect([...named, ...authorities].sort()).toEqual([...vectorFiles('mimekit-smime')].sort());
  });

  test.each([...Object.entries(identities), ...authorities.map((file) => [file, {}] as const)])('%s is a digital ID', async (file, { names = [], unsupported }: Partial<Identity>) => {
    const imported = readPfx(vector(`mimekit-smime/${file}`), password);
    if (unsupported !== undefined) {
      await expect(imported).rejects.toMatchObject({ code: 'ERR_KEY_UNSUPPORTED', details: { name: unsupported } });
      return;
    }
    const { entries, withoutPassword } = await imported;
    expect(withoutPassword).toBe(false);
    expect(entries.map(({ privateKey }) => privateKey.algorithm)).toEqual(['rsa']);
    // Without the root.
    if (names.length > 0) expect(entries.map(({ certificate, chain }) => [certificate, ...chain].map(commonName))).toEqual([names.slice(0, -1)]);
  });

  test.each(Object.entries(identities))('%s: its path', async (file, expected) => {
    const [certificate, ...intermediates] = await certificatesOf(file);
    if (certificate === undefined) throw new Error('no certificate');
    const { path, problems } = await validatePath({ certificate, intermediates, trustAnchors: [{ certificate: anchor }], at: validationTime });
    expect(problems).toEqual(expected.path);
    if (expected.names !== undefined) expect(path.map(commonName)).toEqual(expected.names);
  });

  test('what the RSA identity signs and gets encrypted is read back', async () => {
    const [id] = await unlockPfx('mimekit-smime/rsa/smime.pfx', password);
    if (id === undefined) throw new Error('no digital ID');
    const [address = ''] = id.certificate.emailAddresses;
    expect(address).toBe('rsa@mimekit.net');
    const draft = { ...shortDraft, from: { address } };
    const { mime } = await protectMessage(draft, { signWith: id, encryptTo: [id.certificate], at: draftTime });
    const opened = await openMessage(mime, { unlocked: [id], locked: [], trustAnchors: [{ certificate: anchor }], at: validationTime, exact: true });
    expect(verdictOf(opened)).toBe('enveloped-data signed-data · valid · decrypted aes-256-cbc');
  });

  test.each(Object.entries(demonstrations))('%s is read', async (file, algorithm) => {
    const [certificate] = await readCertificates(vector(`mimekit-smime/${file}`));
    const known = certificate?.publicKey.algorithm ?? '';
    expect(algorithm === 'unsupported' ? !['rsa', 'ec'].includes(known) : known === algorithm).toBe(true);
  });

  test('the real message of Thunderbird fits; SHA-1 signed it and its issuers, which is no longer enough', async () => {
    const [certificate] = await readCertificates(vector('mimekit-smime/StartComCertificationAuthority.crt'));
    if (certificate === undefined) throw new Error('no authority');
    const options = { unlocked: [], locked: [], trustAnchors: [{ certificate }], at: new Date('2014-01-01T00:00:00Z'), exact: true };
    const opened = await openMessage(vector('mimekit-smime/thunderbird-signed.txt'), options);
    expect(opened.signature).toMatchObject({ state: 'not-trusted', signer: { covers: 'whole', digestAlgorithm: 'sha-1' } });
    expect('problems' in opened.signature ? opened.signature.problems : []).toContain('weak-digest');
    expect(opened.body.text).toContain('This message is being generated and signed by Thunderbird 24.1.0');
    expect(opened.attachments.map(({ name }) => name)).toEqual(['signed.jpg']);
  });

  // AS2, which is no mail: the signature's octets stand as they are in a part that doesn't say so, so that a
  // CR alone in them is a line end to some readers. No mail could carry it, and none is taken so.
  test('signed octets of AS2 are no mail', async () => {
    const file = vector('mimekit-smime/octet-stream-with-mixed-line-endings.dat');
    expect(vectorText('mimekit-smime/octet-stream-with-mixed-line-endings.dat')).toContain('AS2Message');
    const options = { unlocked: [], locked: [], trustAnchors: [], at: validationTime, exact: true };
    expect(await verdict(file, options)).toBe('signed-data · broken (malformed)');
  });
});
