import {
  accessPoints,
  generateKey,
  matchRequest,
  readCertificates,
  readRequest,
  recognizeFile,
  summarizeCertificate,
  writePem,
  writeRequest,
} from '../../src/smime';
import type { WaitingRequest } from '../../src/smime';
import { describeVectors } from '../support/vectors';
import { binaryChanges, changed } from './support/changes';
import { certificates, changedFiles, filesOf } from './support/corpus';
import { holds, slowTimeout, valueOrRefused } from './support/runs';

/** Collections of certificates, and all else that people take for a certificate. */
const bundles = filesOf(['interop', 'rfc9216', 'x509-odd', 'openssl-cms', 'pkcs12', 'rfc4134', 'gnupg-cms'], /\.(?:p7b|p7c|p7s|pem|crt|der|key|p12|bin)$/);

describeVectors('requests and the answers to them, changed', () => {
  const requests: Uint8Array[] = [];
  const originals: Uint8Array[] = [];
  let waiting: readonly WaitingRequest[];

  beforeAll(async () => {
    const encoder = new TextEncoder();
    const keys = [await generateKey('p-256'), await generateKey('rsa-2048')];
    for (const key of keys) {
      const der = await writeRequest({ key, addresses: ['anna@contoso.com', 'jörg@bücher.example'], commonName: 'Anna Berg' });
      originals.push(der);
      requests.push(der, encoder.encode(writePem('CERTIFICATE REQUEST', der)));
    }
    waiting = keys.map(({ publicKeySpkiDer }) => ({ publicKeySpkiDer, addresses: ['anna@contoso.com'], requestedAt: new Date() }));
  }, slowTimeout);

  test('a request is read or refused; its signature fits only what was signed', async () => {
    await holds(changedFiles(certificates, binaryChanges), 300, async (input) => {
      const one = requests[certificates.indexOf(input.file) % requests.length] ?? new Uint8Array();
      const request = await valueOrRefused(() => readRequest(changed(input, one)));
      if (request?.signature !== 'fits') return;
      const info = (der: Uint8Array): string => Buffer.from(der).toString('hex').slice(8, 400);
      expect(originals.map(info)).toContain(info(request.der));
    });
  }, slowTimeout);

  test('a file of certificates gives some, each once, or is refused; what they say is summed up', async () => {
    await holds(changedFiles(bundles, binaryChanges), 300, async (input) => {
      const bytes = changed(input);
      recognizeFile(bytes);
      const found = await valueOrRefused(() => readCertificates(bytes));
      if (found === undefined) return;
      expect(found.length).toBeGreaterThan(0);
      expect(new Set(found.map(({ fingerprint }) => fingerprint)).size).toBe(found.length);
      for (const certificate of found.slice(0, 20)) {
        const { proves } = summarizeCertificate(certificate, found);
        expect(['trial', 'itself', 'unsaid', 'mailbox', 'names']).toContain(proves.by);
        accessPoints(certificate);
      }
      expect((await matchRequest(waiting, found)).state).toBe('no-match');
    });
  }, slowTimeout);
});
