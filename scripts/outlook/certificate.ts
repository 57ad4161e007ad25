import { X509Certificate } from 'node:crypto';
import { chmod, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { deleteCertificateFiles, generateCertificates, getHttpsServerOptions } from 'office-addin-dev-certs';
import { CannotStart } from './options';

export interface DevelopmentCertificate {
  readonly key: string;
  readonly cert: string;
  /** The authority's file, when it is for the person to have it trusted; undefined: the system trusts it. */
  readonly toBeTrusted?: string;
}

/**
 * The certificate for https://localhost that Microsoft's tools for add-ins
 * make. Windows and macOS are told to trust it, and ask the person first.
 * @throws CannotStart when there is none afterwards
 */
export async function developmentCertificate(): Promise<DevelopmentCertificate> {
  try {
    if (process.platform === 'linux') return await ownUse();
    const { key, cert } = await getHttpsServerOptions();
    return { key: key.toString('utf8'), cert: cert.toString('utf8') };
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim() : String(error);
    throw new CannotStart(
      `There is no certificate for https://localhost, and Outlook takes pages by HTTPS only. ${reason}\n` +
        'Make and trust one with "npx office-addin-dev-certs install", then try again.',
      { cause: error },
    );
  }
}

const day = 24 * 60 * 60 * 1000;

/**
 * On Linux the tool would ask for the administrator's password and tell only
 * the system, which browsers do not ask. So it makes the files, no more.
 */
async function ownUse(): Promise<DevelopmentCertificate> {
  const directory = join(homedir(), '.office-addin-dev-certs');
  const toBeTrusted = join(directory, 'ca.crt');
  const kept = await keptIn(directory);
  if (kept !== undefined) return { ...kept, toBeTrusted };
  deleteCertificateFiles(directory);
  await generateCertificates();
  await chmod(join(directory, 'localhost.key'), 0o600);
  const made = await keptIn(directory);
  if (made === undefined) throw new CannotStart(`${directory} has none that is valid.`);
  return { ...made, toBeTrusted };
}

async function keptIn(directory: string): Promise<{ key: string; cert: string } | undefined> {
  try {
    const key = await readFile(join(directory, 'localhost.key'), 'utf8');
    const cert = await readFile(join(directory, 'localhost.crt'), 'utf8');
    return Date.parse(new X509Certificate(cert).validTo) - Date.now() > day ? { key, cert } : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
