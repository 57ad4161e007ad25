/** @jest-environment jsdom */
import '../support/dom-globals';
import { webcrypto } from 'node:crypto';
import { cleanup, screen, within } from '@testing-library/react';
import type { JudgedCertificate } from '../../src/flows/contacts/judge-contact';
import { parseCertificate } from '../../src/smime/index';
import type { Certificate, OpenedMessage, SignatureReport } from '../../src/smime/index';
import { makeTrialCertificate } from '../../src/smime/certificate/trial-certificate';
import { generateKey } from '../../src/smime/private-key/generate';
import { CertificatePage } from '../../src/taskpane/pages/contacts/CertificatePage';
import { namesOf } from '../../src/taskpane/pages/contacts/show-contact';
import { DigitalIdRow } from '../../src/taskpane/pages/digital-ids/DigitalIdRow';
import { CheckedNames } from '../../src/taskpane/pages/message/CheckedNames';
import { SignaturePage } from '../../src/taskpane/pages/message/SignaturePage';
import { judge } from '../../src/taskpane/verdict/verdict';
import { axeFindings, renderInPane } from '../support/in-pane';
import { OpensslFolder, describeOpenssl } from '../support/openssl';

Object.defineProperty(globalThis, 'crypto', { value: webcrypto });
afterEach(cleanup);

const now = new Date();
const from = { address: 'anna@contoso.com', name: 'Anna Berg' };

describeOpenssl('what a certificate proves, in the pane', () => {
  const folder = new OpensslFolder();
  let root: Certificate;
  afterAll(() => folder.remove());

  beforeAll(async () => {
    folder.run('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'key', '-subj', '/CN=Contoso Mail CA', '-out', 'root.crt');
    folder.run('x509', '-in', 'root.crt', '-outform', 'DER', '-out', 'root.cer');
    root = await parseCertificate(folder.read('root.cer'));
    folder.run('req', '-new', '-key', 'key', '-subj', '/CN=Anna Berg/O=Contoso Ltd', '-out', 'anna.csr');
  });

  async function issue(policy?: string): Promise<Certificate> {
    const use = 'keyUsage=critical,digitalSignature,keyEncipherment\nextendedKeyUsage=emailProtection\nsubjectAltName=email:anna@contoso.com\n';
    folder.write('anna.ext', policy === undefined ? use : `${use}certificatePolicies=${policy}\n`);
    folder.run('x509', '-req', '-in', 'anna.csr', '-CA', 'root.crt', '-CAkey', 'key', '-CAcreateserial', '-extfile', 'anna.ext', '-outform', 'DER', '-out', 'anna.cer');
    return parseCertificate(folder.read('anna.cer'));
  }

  async function trial(): Promise<Certificate> {
    const validity = { notBefore: new Date(now.getTime() - 1000), notAfter: new Date(now.getTime() + 90 * 86_400_000) };
    return makeTrialCertificate({ key: await generateKey('p-256'), addresses: [from.address], commonName: 'Anna Berg', ...validity });
  }

  const sponsor = '2.23.140.1.5.3.2';
  const keptAs = (certificate: Certificate, more: Partial<JudgedCertificate> = {}): JudgedCertificate => ({ certificate, issuers: [], source: 'file', state: 'ready', isVouchedFor: true, ...more });
  const fact = (name: string) => screen.getByText(name, { selector: 'dt' }).nextElementSibling?.textContent;

  test.each([
    ['mailbox', '2.23.140.1.5.1.2', 'The issuer checked the mailbox only.', 'Anna Berg (not checked)', 'Contoso Ltd (not checked)'],
    ['organisation', '2.23.140.1.5.2.2', 'The issuer checked the mailbox and the organisation Contoso Ltd.', 'Anna Berg (not checked)', 'Contoso Ltd'],
    ['sponsor', sponsor, 'The issuer checked the mailbox, the organisation Contoso Ltd and the name Anna Berg.', 'Anna Berg', 'Contoso Ltd'],
    ['individual', '2.23.140.1.5.4.2', 'The issuer checked the mailbox and the name Anna Berg.', 'Anna Berg', 'Contoso Ltd (not checked)'],
    ['nothing said', undefined, "The issuer doesn't say what it checked.", 'Anna Berg (not checked)', 'Contoso Ltd (not checked)'],
  ])('certificate details, %s', async (_, policy, proves, person, organization) => {
    const container = renderInPane(<CertificatePage address={from.address} kept={keptAs(await issue(policy))} />);
    expect([fact('What it proves'), fact('Name'), fact('Organisation')]).toEqual([proves, person, organization]);
    expect(await axeFindings(container)).toEqual([]);
  });

  test('what an issuer says whom nobody trusts is not repeated, and his names count as unchecked', async () => {
    renderInPane(<CertificatePage address={from.address} kept={keptAs(await issue(sponsor), { isVouchedFor: false, state: 'untrusted' })} />);
    expect(screen.queryByText('What it proves')).toBeNull();
    expect(fact('Name')).toBe('Anna Berg (not checked)');
  });

  test('names that the person compared need no other word', async () => {
    const comparison = { result: 'match', on: now } as const;
    renderInPane(<CertificatePage address={from.address} kept={keptAs(await issue(), { isVouchedFor: false, comparison })} />);
    expect(fact('Name')).toBe('Anna Berg');
  });

  test('a list of contacts shows checked names only', async () => {
    const names = (kept: JudgedCertificate) => namesOf({ contact: { address: from.address, certificates: [] }, certificates: [kept], best: kept });
    expect(names(keptAs(await issue(sponsor)))).toEqual(['Anna Berg', 'Contoso Ltd']);
    expect(names(keptAs(await issue('2.23.140.1.5.2.1')))).toEqual(['Contoso Ltd']);
    expect(names(keptAs(await issue()))).toEqual([]);
    expect(names(keptAs(await issue(sponsor), { isVouchedFor: false }))).toEqual([]);
    expect(names(keptAs(await issue(sponsor), { comparison: { result: 'mismatch', on: now } }))).toEqual([]);
    expect(names(keptAs(await issue(), { comparison: { result: 'match', on: now } }))).toEqual(['Anna Berg', 'Contoso Ltd']);
  });

  const signerOf = (certificate: Certificate) => ({ certificate, digestAlgorithm: 'sha-256', signatureAlgorithm: 'rsassa-pkcs1-v1_5', covers: 'whole' }) as const;
  const validBy = (certificate: Certificate): SignatureReport => ({ state: 'valid', signer: signerOf(certificate), path: [certificate, root], remarks: [], signingTime: now });
  function opened(signature: SignatureReport): OpenedMessage {
    const headers = { subject: 'Plans', from: [from], to: [], cc: [] };
    return {
      ...{ layers: ['signed-data'], encryption: { state: 'not-encrypted' }, signature, headers, outerHeaders: headers },
      ...{ headerProtection: { state: 'none' }, body: { text: 'Hello' }, attachments: [], certificates: [] },
    };
  }
  const drawDetails = (signature: SignatureReport) => renderInPane(<SignaturePage reading={{ opened: opened(signature), source: 'file', from }} />);
  const vouchedFor = () => within(screen.getByRole('group', { name: 'Vouched for by' }));

  test.each([
    [sponsor, 'It checked: the mailbox, Anna Berg and Contoso Ltd'],
    ['2.23.140.1.5.2.1', 'It checked: the mailbox and Contoso Ltd'],
    ['2.23.140.1.5.1.1', 'It checked: the mailbox only'],
    ['1.2.3.4', "It doesn't say what it checked."],
  ])('signature details, policy %s: %s', async (policy, words) => {
    const container = drawDetails(validBy(await issue(policy)));
    expect(vouchedFor().getByText((_, element) => element?.tagName === 'SPAN' && element.textContent === words)).toBeTruthy();
    expect(await axeFindings(container)).toEqual([]);
  });

  test('signature details of an issuer whom nobody trusts say nothing of what he checked, and of a trial what it is', async () => {
    drawDetails({ state: 'not-trusted', signer: signerOf(await issue(sponsor)), problems: ['untrusted-issuer'] });
    expect(vouchedFor().queryByText(/checked/)).toBeNull();
    cleanup();
    drawDetails({ state: 'not-trusted', signer: signerOf(await trial()), problems: ['untrusted-issuer'] });
    expect(vouchedFor().getByText('Trial: proves nothing to others.')).toBeTruthy();
  });

  test('below a good verdict stand the names that were checked, with who did', async () => {
    const draw = (signature: SignatureReport): string => {
      const verdict = judge(opened(signature), { from, now, hasDigitalIds: true });
      return renderInPane(<CheckedNames verdict={verdict} signature={signature} />).querySelector('main')?.textContent ?? '';
    };
    expect(draw(validBy(await issue(sponsor)))).toContain('Anna Berg, Contoso Ltd (checked by Contoso Mail CA)');
    expect(draw(validBy(await issue('2.23.140.1.5.2.1')))).toContain('Contoso Ltd (checked by Contoso Mail CA)');
    for (const policy of ['2.23.140.1.5.1.1', undefined]) expect(draw(validBy(await issue(policy)))).not.toMatch(/Contoso|Anna/);
    expect(draw({ state: 'not-trusted', signer: signerOf(await issue(sponsor)), problems: ['untrusted-issuer'] })).not.toMatch(/Contoso|Anna/);
  });

  test('an own digital ID says what it proves', async () => {
    const draw = (certificate: Certificate) => renderInPane(<DigitalIdRow digitalId={{ certificate, chain: [], name: 'Mine', fingerprint: certificate.fingerprint }} />).textContent;
    expect(draw(await issue('2.23.140.1.5.2.1'))).toContain('What it proves: the issuer checked the mailbox and the organisation Contoso Ltd.');
    expect(draw(await trial())).toContain('Trial: proves nothing to others.');
  });
});
