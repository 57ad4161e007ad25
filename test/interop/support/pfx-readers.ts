import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Folder } from '../../../scripts/interop/folder';
import type { PfxForm, PrivateKey } from '../../../src/smime';
import { privateKeyOf } from '../../support/identities';
import type { Owner } from './pfx-owners';

/** A file that we wrote. */
export interface Written {
  readonly form: PfxForm;
  readonly password: string;
  /** In the order of the file. */
  readonly owners: readonly Owner[];
}

export interface ReadBack {
  readonly keys: readonly PrivateKey[];
  /** Hexadecimal SHA-256 of the certificates. */
  readonly fingerprints: readonly string[];
  /** Friendly names, as far as the program keeps them. */
  readonly names: readonly string[];
}

/** Another program that reads .pfx files and gives back what it took out of them. */
export interface PfxReader {
  readonly name: string;
  /** What it is known not to read, whoever wrote it; `undefined`: it must work. */
  cannotRead(written: Written): string | undefined;
  /** Those whose digital IDs it takes out of a file with several. */
  takes(owners: readonly Owner[]): readonly Owner[];
  /** @throws Error with what it said, when it refuses */
  read(file: string, written: Written): ReadBack;
}

const isRsa = (owner: Owner): boolean => owner.startsWith('RSA');

export function createReaders(folder: Folder): readonly PfxReader[] {
  return [openssl(folder), nss(folder), keytool(folder), gpgsm(folder)];
}

function openssl(folder: Folder): PfxReader {
  return {
    name: 'openssl',
    cannotRead: () => undefined,
    takes: (owners) => owners,
    read: (file, { password }) => unpack(folder, file, password),
  };
}

/** What OpenSSL finds in a file: of ours, or of what another program made of ours. */
function unpack(folder: Folder, file: string, password: string): ReadBack {
  const text = folder.run('openssl', ['pkcs12', '-legacy', '-in', file, '-passin', `pass:${password}`, '-nodes']);
  const keys = text.match(/-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----/g) ?? [];
  return {
    keys: keys.map(privateKeyOf),
    fingerprints: fingerprintsIn(text),
    names: Array.from(text.matchAll(/friendlyName: (.*)/g), ([, name = '']) => name),
  };
}

function fingerprintsIn(text: string): readonly string[] {
  const certificates = text.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END/g);
  return Array.from(certificates, ([, body = '']) => createHash('sha256').update(Buffer.from(body, 'base64')).digest('hex'));
}

/** The library of Thunderbird and Firefox: into a database, and out again. */
function nss(folder: Folder): PfxReader {
  return {
    name: 'NSS',
    cannotRead: ({ owners }) => (owners.includes('Ed25519') ? 'NSS 3.87 imports no Ed25519 key' : undefined),
    takes: (owners) => owners,
    read(file, { password, owners }) {
      fresh(folder, 'nss');
      const database = ['-d', 'sql:nss'];
      folder.run('certutil', ['-N', ...database, '--empty-password']);
      folder.run('pk12util', ['-i', file, ...database, '-W', password]);
      const read = owners.map((owner) => {
        folder.run('pk12util', ['-o', 'from-nss.p12', '-n', `ID of ${owner}`, ...database, '-W', 'back']);
        return unpack(folder, 'from-nss.p12', 'back');
      });
      return joined(read);
    },
  };
}

/** Java: into another keystore. */
function keytool(folder: Folder): PfxReader {
  return {
    name: 'keytool',
    // By its own words: "Password is not ASCII".
    cannotRead: ({ password }) => (isAscii(password) ? undefined : 'Java 17 takes only passwords in ASCII'),
    takes: (owners) => owners,
    read(file, { password }) {
      const source = ['-srckeystore', file, '-srcstoretype', 'PKCS12', '-srcstorepass', password];
      rmSync(join(folder.path, 'from-java.p12'), { force: true });
      const target = ['-destkeystore', 'from-java.p12', '-deststoretype', 'PKCS12', '-deststorepass', 'changeit'];
      folder.run('keytool', ['-importkeystore', '-noprompt', ...source, ...target]);
      return unpack(folder, 'from-java.p12', 'changeit');
    },
  };
}

/** GnuPG's S/MIME, in a home of its own each time. */
function gpgsm(folder: Folder): PfxReader {
  return {
    name: 'gpgsm',
    cannotRead({ form, password, owners }) {
      if (form === 'modern') return 'gpgsm 2.2 reads no PBES2';
      if (!owners.every(isRsa)) return 'gpgsm 2.2 imports only RSA keys';
      if (password.length > 31) return 'gpgsm 2.2 takes no password above 31 characters';
      return isLatin1(password) ? undefined : 'gpgsm 2.2 takes only passwords in ISO 8859-1';
    },
    takes: (owners) => owners.slice(0, 1),
    read(file, { password, owners: [owner] }) {
      fresh(folder, 'gnupg');
      folder.write('gnupg/gpg-agent.conf', 'allow-loopback-pinentry\n');
      folder.write('gnupg/gpgsm.conf', 'disable-crl-checks\ndisable-dirmngr\n');
      const batch = ['--batch', '--yes', '--pinentry-mode', 'loopback', '--passphrase-fd', '0'];
      try {
        folder.run('gpgsm', [...batch, '--import', file], `${password}\n`);
        const address = `${owner?.toLowerCase()}@signet.example`;
        const { keys } = rightlyDerived(() => {
          folder.run('gpgsm', [...batch, '--output', 'from-gpgsm.p12', '--export-secret-key-p12', address], `${password}\n`);
          return unpack(folder, 'from-gpgsm.p12', password);
        });
        // The file has the key's own certificate only; the others lie beside it.
        return { keys, fingerprints: fingerprintsIn(folder.run('gpgsm', ['--armor', '--export'])), names: [] };
      } finally {
        folder.run('gpgconf', ['--kill', 'all']);
      }
    },
  };
}

/**
 * What gpgsm 2.2 writes has a wrong key for one salt in 128 (see scripts/interop/gpgsm.ts), so that one file in 64 opens
 * for nobody. It is asked for another one then.
 * @throws Error with what was said, when four in a row do not open
 */
function rightlyDerived(attempt: () => ReadBack, left = 3): ReadBack {
  try {
    return attempt();
  } catch (error) {
    if (left === 0) throw error;
    return rightlyDerived(attempt, left - 1);
  }
}

function fresh(folder: Folder, name: string): void {
  rmSync(join(folder.path, name), { recursive: true, force: true });
  mkdirSync(join(folder.path, name), { mode: 0o700 });
}

const isAscii = (text: string): boolean => Array.from(text).every((character) => character < '\u0080');
const isLatin1 = (text: string): boolean => Array.from(text).every((character) => character < '\u0100');

function joined(parts: readonly ReadBack[]): ReadBack {
  return {
    keys: parts.flatMap(({ keys }) => keys),
    fingerprints: parts.flatMap(({ fingerprints }) => fingerprints),
    names: parts.flatMap(({ names }) => names),
  };
}
