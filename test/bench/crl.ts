/**
 * How long a CRL of 50,000 entries takes, beside OpenSSL. By hand, on a quiet
 * machine: `node --import tsx test/bench/crl.ts`; it fails above 4 times OpenSSL's.
 */
import { writePem } from '../../src/smime/certificate/pem';
import { validatePath } from '../../src/smime/certificate/path-validation';
import { issue, makeAuthority } from '../support/made-authority';
import { crlEntry, crlNumber, makeCrl, reasonCode } from '../support/made-crl';
import { OpensslFolder } from '../support/openssl';

const count = 50_000;
const runs = 11;
const limit = 4;
const at = new Date('2027-06-01T00:00:00Z');

const root = makeAuthority('Root');
const anchor = await issue(root, { to: root, serial: Uint8Array.of(1), isAuthority: true });
const certificate = await issue(root, { to: makeAuthority('Anna Berg') });

/** Numbers of 16 octets and a reason each, as public authorities have them. */
function entryAt(index: number): Uint8Array {
  const serial = Uint8Array.from({ length: 16 }, (_, octet) => (octet < 4 ? (index >> (8 * octet)) & 0x7f : (index * 31 + octet * 7) & 0xff));
  serial[0] = 0x40 | (index & 0x3f);
  return crlEntry(serial, new Date('2027-01-01T00:00:00Z'), reasonCode(4));
}

const crl = makeCrl({ by: root, entries: Array.from({ length: count }, (_, index) => entryAt(index)), extensions: [crlNumber(1)] });

async function ours(): Promise<number> {
  // A copy: what was read once is not read again.
  const crls = [new Uint8Array(crl)];
  const start = performance.now();
  const { revocation } = await validatePath({
    certificate,
    intermediates: [],
    trustAnchors: [{ certificate: anchor }],
    at,
    purpose: 'any',
    revocation: { crls, ocspResponses: [] },
  });
  const took = performance.now() - start;
  if (revocation[0]?.state !== 'good') throw new Error(`not good: ${JSON.stringify(revocation)}`);
  return took;
}

const folder = new OpensslFolder();
folder.write('anchor.pem', writePem('CERTIFICATE', anchor.der));
folder.write('leaf.pem', writePem('CERTIFICATE', certificate.der));
folder.write('list.pem', `-----BEGIN X509 CRL-----\n${Buffer.from(crl).toString('base64').replace(/.{64}/g, '$&\n')}\n-----END X509 CRL-----\n`);
folder.write('list.crl', crl);

function openssl(...parameters: readonly string[]): number {
  const start = performance.now();
  folder.run(...parameters);
  return performance.now() - start;
}

const median = (times: readonly number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
const verify = ['verify', '-attime', String(at.getTime() / 1000), '-crl_check', '-CAfile', 'anchor.pem', '-CRLfile', 'list.pem', 'leaf.pem'];

try {
  const first = await ours();
  const own: number[] = [];
  for (let run = 0; run < runs; run++) own.push(await ours());
  const theirs = Array.from({ length: runs }, () => openssl(...verify));
  const reading = Array.from({ length: runs }, () => openssl('crl', '-inform', 'DER', '-in', 'list.crl', '-noout', '-CAfile', 'anchor.pem'));
  const ratio = median(own) / median(theirs);
  const row = (name: string, time: number) => process.stdout.write(`${name.padEnd(44)} ${time.toFixed(1).padStart(8)} ms\n`);
  process.stdout.write(`a CRL of ${count} entries, ${(crl.length / 1e6).toFixed(1)} MB; medians of ${runs}\n`);
  row('Signet: path, signature of the CRL, look-up', median(own));
  row('the same, for the first time', first);
  row('openssl verify -crl_check (with its start)', median(theirs));
  row('openssl crl -CAfile (with its start)', median(reading));
  process.stdout.write(`ratio to openssl verify: ${ratio.toFixed(2)}, for the first time ${(first / median(theirs)).toFixed(2)}; limit ${limit}\n`);
  process.exitCode = ratio < limit ? 0 : 1;
} finally {
  folder.remove();
}
