import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  addOtherAddress,
  confirmCertificate,
  encryptWith,
  rejectCertificate,
  removeCertificate,
} from '../../src/flows/contacts/change-contact';
import type { FoundCertificate } from '../../src/flows/contacts/contact';
import { importCertificates, keepImported } from '../../src/flows/contacts/import-certificates';
import type { CertificateFile, ImportResult } from '../../src/flows/contacts/import-certificates';
import { judgeContact } from '../../src/flows/contacts/judge-contact';
import { keepCertificates } from '../../src/flows/contacts/keep-certificates';
import { listContacts } from '../../src/flows/contacts/list-contacts';
import { isVouchedFor } from '../../src/flows/contacts/vouching';
import type { Environment } from '../../src/flows/environment';
import { judgeRecipients } from '../../src/flows/recipients';
import { readCertificates, validatePath } from '../../src/smime/index';
import type { Certificate } from '../../src/smime/index';
import { createEnvironment } from '../support/environment';
import { createFakeMailbox, person } from '../support/fake-mailbox';
import { createTestKeyring } from '../support/keyring';
import { createTestAuthority } from '../support/openssl-identities';
import type { TestAuthority } from '../support/openssl-identities';

const bob = 'bob@signet.example';
const carol = 'carol@signet.example';
const keyring = createTestKeyring();
let authority: TestAuthority;
let other: TestAuthority;
let first: Certificate;
let second: Certificate;
/** Of another authority, also for Bob. */
let planted: Certificate;
let env: Environment;

beforeAll(async () => {
  [authority, other] = await Promise.all([createTestAuthority('Test Authority'), createTestAuthority('Other Authority')]);
  first = (await authority.issue(bob)).certificate;
  second = (await authority.issue(bob)).certificate;
  planted = (await other.issue(bob)).certificate;
});
afterAll(() => {
  keyring.close();
  authority.remove();
  other.remove();
});
beforeEach(() => {
  env = createEnvironment(createFakeMailbox('alice@signet.example'), keyring, authority.certificate);
});

const found = (certificate: Certificate): FoundCertificate => ({ certificate, issuers: [], source: 'file' });
const trustBoth = (): Environment => ({ ...env, trustAnchors: [authority, other].map(({ certificate }) => ({ certificate })) });

async function inUse(environment = env): Promise<{ state: string | undefined; fingerprint: string | undefined }> {
  const contact = await environment.contacts.find(bob);
  const best = contact === null ? undefined : (await judgeContact(environment, contact)).best;
  return { state: best?.state, fingerprint: best?.certificate.fingerprint };
}

describe('to whom a message is encrypted', () => {
  test('whoever is trusted is asked at each use, not when the certificate was kept', async () => {
    await keepCertificates(env, bob, [found(first)], 'same-issuer');
    await expect(inUse()).resolves.toEqual({ state: 'ready', fingerprint: first.fingerprint });
    const without = { ...env, trustAnchors: [{ certificate: other.certificate }] };
    await expect(inUse(without)).resolves.toEqual({ state: 'untrusted', fingerprint: first.fingerprint });
    const draft = { from: person('alice@signet.example'), to: [person(bob)], cc: [], bcc: [] };
    const [recipient] = await judgeRecipients(without, draft, undefined);
    expect(recipient?.state).toBe('untrusted');
  });

  test('a planted one is neither used nor takes the place of the one in use', async () => {
    await keepCertificates(env, bob, [found(first)], 'same-issuer');
    await keepCertificates(env, bob, [found(planted)], 'replace');
    await expect(inUse()).resolves.toEqual({ state: 'ready', fingerprint: first.fingerprint });
  });

  test('a trusted one from another issuer takes its place only when that was agreed to', async () => {
    const both = trustBoth();
    await keepCertificates(both, bob, [found(first)], 'same-issuer');
    await keepCertificates(both, bob, [found(planted)], 'same-issuer');
    await expect(inUse(both)).resolves.toMatchObject({ fingerprint: first.fingerprint });
    await keepCertificates(both, bob, [found(planted)], 'replace');
    await expect(inUse(both)).resolves.toMatchObject({ fingerprint: planted.fingerprint });
  });

  test('nor does it when the one in use runs out', async () => {
    const both = trustBoth();
    await keepCertificates(both, bob, [found(first)], 'same-issuer');
    await keepCertificates(both, bob, [found(planted)], 'keep');
    const later = new Date(first.notAfter.getTime() + 1000);
    const contact = await both.contacts.find(bob);
    const stillGood = { ...planted, notAfter: new Date(later.getTime() + 1000) };
    await both.contacts.change(bob, () => ({
      ...contact!,
      certificates: contact!.certificates.map((kept) =>
        kept.certificate === planted ? { ...kept, certificate: stillGood } : kept,
      ),
    }));
    const then = { ...both, now: () => later };
    await expect(isVouchedFor(then, { certificate: stillGood, issuers: [] })).resolves.toBe(true);
    await expect(inUse(then)).resolves.toMatchObject({ state: 'expired', fingerprint: first.fingerprint });
  });

  test('a newer one of the same issuer does; the person can choose the older', async () => {
    await keepCertificates(env, bob, [found(first)], 'same-issuer');
    await keepCertificates(env, bob, [found(second)], 'same-issuer');
    await expect(inUse()).resolves.toMatchObject({ fingerprint: second.fingerprint });
    await encryptWith(env, bob, first.fingerprint);
    await expect(inUse()).resolves.toMatchObject({ state: 'ready', fingerprint: first.fingerprint });
    await removeCertificate(env, bob, first.fingerprint);
    await expect(inUse()).resolves.toMatchObject({ fingerprint: second.fingerprint });
    await removeCertificate(env, bob, second.fingerprint);
    await expect(env.contacts.find(bob)).resolves.toBeNull();
  });

  test('compared and found theirs it is used, whoever made it; found to be another, never', async () => {
    await keepCertificates(env, bob, [found(first)], 'same-issuer');
    await keepCertificates(env, bob, [found(planted)], 'keep');
    await confirmCertificate(env, bob, planted.fingerprint);
    await expect(inUse()).resolves.toEqual({ state: 'ready', fingerprint: planted.fingerprint });
    await rejectCertificate(env, bob, planted.fingerprint);
    await expect(inUse()).resolves.toEqual({ state: 'ready', fingerprint: first.fingerprint });
    await rejectCertificate(env, bob, first.fingerprint);
    await expect(inUse()).resolves.toMatchObject({ state: 'notTheirs' });
    // It comes again by mail: what was found stays.
    await keepCertificates(env, bob, [found(planted)], 'replace');
    await expect(inUse()).resolves.toMatchObject({ state: 'notTheirs' });
  });

  test('a flood of others washes away neither the one in use nor what was found out', async () => {
    const both = trustBoth();
    const flood = Array.from({ length: 100 }, (_, at) => found({ ...planted, fingerprint: String(at) }));
    await keepCertificates(both, bob, [found(first)], 'same-issuer');
    await rejectCertificate(both, bob, first.fingerprint);
    await keepCertificates(both, bob, [found(second)], 'same-issuer');
    await keepCertificates(both, bob, flood, 'same-issuer');
    await expect(inUse(both)).resolves.toEqual({ state: 'ready', fingerprint: second.fingerprint });
    const { certificates } = (await both.contacts.find(bob))!;
    expect(certificates.length).toBeLessThan(50);
    expect(certificates.find(({ certificate }) => certificate === first)?.comparison?.result).toBe('mismatch');
  });

  test('being compared for one address says nothing about another', async () => {
    await keepCertificates(env, bob, [found(planted)], 'keep');
    await confirmCertificate(env, bob, planted.fingerprint);
    const [judged] = await listContacts(env);
    await addOtherAddress(env, judged!.best!, carol);
    const [, carols] = await listContacts(env);
    expect(carols).toMatchObject({ contact: { address: carol }, best: { state: 'otherAddress' } });
  });
});

describe('whether somebody vouches', () => {
  test('an issuer that runs out takes its certificates along', async () => {
    const at = (time: number) => ({ trustAnchors: env.trustAnchors, now: () => new Date(time) });
    const end = authority.certificate.notAfter.getTime();
    const kept = { certificate: { ...first, notAfter: new Date(end + 10_000_000) }, issuers: [] };
    await expect(isVouchedFor(at(Date.now()), kept)).resolves.toBe(true);
    await expect(isVouchedFor(at(end + 1000), kept)).resolves.toBe(false);
  });

  test('asked a thousand times it is looked for once', async () => {
    // No signature is verified without a digest.
    const digest = jest.spyOn(globalThis.crypto.subtle, 'digest');
    const asked = { trustAnchors: [...env.trustAnchors], now: env.now };
    await isVouchedFor(asked, { certificate: first, issuers: [] });
    const once = digest.mock.calls.length;
    expect(once).toBeGreaterThan(0);
    for (let turn = 1; turn < 1000; turn += 1) await isVouchedFor(asked, { certificate: first, issuers: [] });
    expect(digest).toHaveBeenCalledTimes(once);
    digest.mockRestore();
  });
});

describe('certificates from files', () => {
  const file = (name: string, bytes: Uint8Array | string): CertificateFile => {
    const octets = new Uint8Array(Buffer.from(bytes));
    return { name, size: octets.length, arrayBuffer: () => Promise.resolve(octets.slice().buffer) };
  };
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: authority.folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const selfSigned = (name: string, ...extensions: string[]) => {
    openssl(
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}.key`, '-out', `${name}.crt`, '-days', '30'],
      ...['-subj', `/CN=${name}`, '-addext', 'basicConstraints=critical,CA:false'],
      ...extensions.flatMap((extension) => ['-addext', extension]),
    );
    return readFileSync(join(authority.folder, `${name}.crt`));
  };
  const shown = (results: readonly ImportResult[]) =>
    results.map((result) => [result.file, result.state, ...('address' in result ? [result.address] : [])]);

  test('each file says what became of it', async () => {
    const results = await importCertificates(env, [
      file('bob.cer', first.der),
      file('bob again.cer', first.der),
      file('planted.cer', planted.der),
      file('nobody.pem', selfSigned('nobody')),
      file('authority.cer', authority.certificate.der),
      file('letter.cer', 'Dear Alice'),
      file('empty.cer', ''),
      { ...file('huge.cer', ''), size: 5 * 1024 * 1024 },
    ]);
    expect(shown(results)).toEqual([
      ['bob.cer', 'added', bob],
      ['bob again.cer', 'already', bob],
      ['planted.cer', 'untrusted', bob],
      ['nobody.pem', 'noAddress'],
      ['authority.cer', 'issuer'],
      ['letter.cer', 'notACertificate'],
      ['empty.cer', 'notACertificate'],
      ['huge.cer', 'tooLarge'],
    ]);
    await expect(inUse()).resolves.toEqual({ state: 'ready', fingerprint: first.fingerprint });
    expect((await env.contacts.list()).map(({ address }) => address)).toEqual([bob]);
  });

  test('an intermediate issuer in the file is found again at each use; it is nobody to write to', async () => {
    writeFileSync(join(authority.folder, 'mid.ext'), 'basicConstraints=critical,CA:true\nkeyUsage=keyCertSign\nsubjectKeyIdentifier=hash\n');
    openssl('req', '-new', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=Middle', '-keyout', 'mid.key', '-out', 'mid.csr');
    openssl(...['x509', '-req', '-in', 'mid.csr', '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'mid.ext', '-days', '30', '-out', 'mid.crt']);
    writeFileSync(join(authority.folder, 'leaf.ext'), `basicConstraints=CA:false\nsubjectAltName=email:${bob}\nextendedKeyUsage=emailProtection\n`);
    openssl('req', '-new', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=Bob', '-keyout', 'leaf.key', '-out', 'leaf.csr');
    openssl(...['x509', '-req', '-in', 'leaf.csr', '-CA', 'mid.crt', '-CAkey', 'mid.key', '-CAcreateserial', '-extfile', 'leaf.ext', '-days', '30', '-out', 'leaf.crt']);
    openssl('crl2pkcs7', '-nocrl', '-certfile', 'leaf.crt', '-certfile', 'mid.crt', '-outform', 'DER', '-out', 'bob.p7b');
    const results = await importCertificates(env, [file('bob.p7b', readFileSync(join(authority.folder, 'bob.p7b')))]);
    expect(shown(results).sort()).toEqual([['bob.p7b', 'added', bob], ['bob.p7b', 'issuer']]);
    const [leaf] = await readCertificates(readFileSync(join(authority.folder, 'leaf.crt')));
    const alone = await validatePath({ certificate: leaf!, intermediates: [], trustAnchors: env.trustAnchors, at: env.now() });
    expect(alone.problems).toContain('untrusted-issuer');
    await expect(inUse()).resolves.toEqual({ state: 'ready', fingerprint: leaf!.fingerprint });
    // First without its issuer, and again when that is there.
    await env.contacts.remove(bob);
    const leafFile = file('leaf.crt', readFileSync(join(authority.folder, 'leaf.crt')));
    expect(shown(await importCertificates(env, [leafFile]))).toEqual([['leaf.crt', 'untrusted', bob]]);
    expect(shown(await importCertificates(env, [leafFile]))).toEqual([['leaf.crt', 'already', bob]]);
    await importCertificates(env, [file('bob.p7b', readFileSync(join(authority.folder, 'bob.p7b')))]);
    await expect(inUse()).resolves.toEqual({ state: 'ready', fingerprint: leaf!.fingerprint });
  });

  test('one that ran out is kept for old messages', async () => {
    const later = { ...env, now: () => new Date(first.notAfter.getTime() + 1000) };
    expect(shown(await importCertificates(later, [file('old.cer', first.der)]))).toEqual([['old.cer', 'expired', bob]]);
    await expect(inUse(later)).resolves.toMatchObject({ state: 'expired' });
  });

  test("on a contact's page, one for somebody else asks first", async () => {
    const results = await importCertificates(env, [file('bob.cer', first.der)], { address: carol });
    expect(shown(results)).toEqual([['bob.cer', 'newContact', bob]]);
    await expect(env.contacts.list()).resolves.toEqual([]);
    const [row] = results;
    if (row?.state !== 'newContact') throw new Error('unreachable');
    await expect(keepImported(env, row.found, row.address)).resolves.toBe('added');
    await expect(inUse()).resolves.toMatchObject({ state: 'ready' });
  });

  test('one without an address, given to a contact by the person, is used only after it was compared', async () => {
    const [row] = await importCertificates(env, [file('nobody.pem', selfSigned('nobody'))]);
    if (row?.state !== 'noAddress') throw new Error('unreachable');
    await expect(keepImported(env, row.found, bob)).resolves.toBe('untrusted');
    await expect(inUse()).resolves.toMatchObject({ state: 'otherAddress' });
    await confirmCertificate(env, bob, row.certificate.fingerprint);
    await expect(inUse()).resolves.toMatchObject({ state: 'ready' });
  });

  test('no more than a person can mean at once', async () => {
    const results = await importCertificates(env, Array.from({ length: 51 }, (_, at) => file(`${at}.cer`, first.der)));
    expect(results.at(-1)).toEqual({ file: '50.cer', state: 'tooMany' });
    expect(results.filter(({ state }) => state === 'tooMany')).toHaveLength(1);
  });
});
