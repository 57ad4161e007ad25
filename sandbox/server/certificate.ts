import { createHash, X509Certificate } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate } from 'selfsigned';

export interface TlsCertificate {
  readonly key: string;
  readonly cert: string;
  /** base64 SHA-256 of the public key, as Chromium's --ignore-certificate-errors-spki-list wants it. */
  readonly spki: string;
}

const day = 24 * 60 * 60 * 1000;

/** A self-signed certificate for localhost, kept so that a browser's exception stays good. */
export async function localhostCertificate(directory: string): Promise<TlsCertificate> {
  const kept = await keptCertificate(directory);
  if (kept !== undefined) return kept;
  const pem = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - day),
    notAfterDate: new Date(Date.now() + 397 * day),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] },
    ],
  });
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'key.pem'), pem.private, { mode: 0o600 });
  await writeFile(join(directory, 'cert.pem'), pem.cert);
  return { key: pem.private, cert: pem.cert, spki: spkiOf(pem.cert) };
}

async function keptCertificate(directory: string): Promise<TlsCertificate | undefined> {
  try {
    const key = await readFile(join(directory, 'key.pem'), 'utf8');
    const cert = await readFile(join(directory, 'cert.pem'), 'utf8');
    await chmod(join(directory, 'key.pem'), 0o600);
    const isGoodFor = Date.parse(new X509Certificate(cert).validTo) - Date.now();
    return isGoodFor > 7 * day ? { key, cert, spki: spkiOf(cert) } : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function spkiOf(cert: string): string {
  const der = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der).digest('base64');
}
