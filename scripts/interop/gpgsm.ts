import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { takeOff } from './carrier';
import type { Folder } from './folder';
import { isAuthenticated, people } from './kinds';
import type { EncryptingKind, Kind, Person } from './kinds';
import { addressOf, exportWithOldCiphers, password } from './people';
import type { Program } from './program';

/** It refuses the two of AES-GCM before. */
const cipherNames: Readonly<Record<EncryptingKind['cipher'], string>> = {
  'aes-128-cbc': 'AES',
  'aes-256-cbc': 'AES256',
  'aes-128-gcm': 'AES',
  'aes-256-gcm': 'AES256',
  'des-ede3-cbc': '3DES',
  'camellia-256-cbc': 'CAMELLIA256',
};

const isEc = (person: Person): boolean => person.startsWith('p');

/** GnuPG's S/MIME, in a home of its own, without a terminal. Stop it afterwards. */
export function createGpgsm(folder: Folder): Program & { stop(): void } {
  const home = join(folder.path, 'gnupg');
  mkdirSync(home, { mode: 0o700 });
  const sha1 = createHash('sha1').update(folder.read('ca.der')).digest('hex').toUpperCase();
  folder.write('gnupg/trustlist.txt', `${sha1} S relax\n`);
  folder.write('gnupg/gpg-agent.conf', 'allow-loopback-pinentry\n');
  folder.write('gnupg/gpgsm.conf', 'disable-crl-checks\ndisable-dirmngr\n');
  const gpgsm = (...args: string[]) =>
    folder.run('gpgsm', ['--batch', '--yes', '--pinentry-mode', 'loopback', '--passphrase-fd', '0', ...args], `${password}\n`);
  gpgsm('--import', 'ca.crt');
  for (const person of Object.keys(people) as Person[]) {
    if (isEc(person)) gpgsm('--import', `${person}.crt`);
    else importKey(() => gpgsm('--import', exportWithOldCiphers(folder, person)));
  }
  return {
    name: 'gpgsm',
    cannotRead: ({ sign, encrypt }: Kind) => {
      if (isAuthenticated(encrypt)) return 'gpgsm 2.2 reads no AES-GCM, whoever made it';
      if (encrypt?.to.every(isEc) === true) return 'gpgsm 2.2 imports no EC private key and knows no ECDH';
      const isShort = sign?.by === 'p384' && sign.digest === 'sha-256';
      return isShort ? 'gpgsm 2.2 wants a digest as long as the EC key' : undefined;
    },
    cannotMake: ({ sign, encrypt }: Kind) => {
      if (isAuthenticated(encrypt)) return 'gpgsm 2.2 writes no AuthEnvelopedData';
      if (sign !== undefined && isEc(sign.by)) return 'gpgsm 2.2 imports no EC private key';
      return encrypt?.to.some(isEc) === true ? 'gpgsm 2.2 knows no ECDH' : undefined;
    },
    verify(entity) {
      const { cms, content } = requireCarrier(entity);
      folder.write('in.der', cms);
      if (content === undefined) {
        gpgsm('--output', 'out', '--verify', 'in.der');
        return folder.read('out');
      }
      folder.write('content', content);
      gpgsm('--verify', 'in.der', 'content');
      return content;
    },
    decrypt(entity) {
      folder.write('in.der', requireCarrier(entity).cms);
      gpgsm('--output', 'out', '--decrypt', 'in.der');
      return folder.read('out');
    },
    sign(content, { by, digest, opaque }) {
      folder.write('content', content);
      const how = ['--digest-algo', digest.replace('-', ''), '--local-user', addressOf(by)];
      gpgsm('--output', 'out', ...how, '--sign', ...(opaque ? [] : ['--detach-sign']), 'content');
      return folder.read('out');
    },
    encrypt(content, { to, cipher }) {
      folder.write('content', content);
      const recipients = to.flatMap((person) => ['--recipient', addressOf(person)]);
      gpgsm('--output', 'out', '--cipher-algo', cipherNames[cipher], ...recipients, '--encrypt', 'content');
      return folder.read('out');
    },
    stop() {
      folder.run('gpgconf', ['--kill', 'all']);
    },
  };
}

/**
 * gpgsm 2.2 derives a wrong key from one salt in 128 (where a block of RFC 7292, B.2 step 6.C begins with a zero),
 * so that one file in 64 seems to have another password. A file with other salts is tried then.
 * @throws Error with what it said, when it refuses four in a row
 */
function importKey(attempt: () => void, left = 3): void {
  try {
    attempt();
  } catch (error) {
    if (left === 0) throw error;
    importKey(attempt, left - 1);
  }
}

export function requireCarrier(entity: Uint8Array): NonNullable<ReturnType<typeof takeOff>> {
  const carrier = takeOff(entity);
  if (carrier === undefined) throw new Error('no S/MIME');
  return carrier;
}
