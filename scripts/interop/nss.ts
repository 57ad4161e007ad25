import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Folder } from './folder';
import { requireCarrier } from './gpgsm';
import { isAuthenticated, people } from './kinds';
import type { Kind, Person } from './kinds';
import { password } from './people';
import type { Program } from './program';

const isEc = (person: Person): boolean => person.startsWith('p');

/** The library of Thunderbird and Firefox. */
export function createNss(folder: Folder): Program {
  mkdirSync(join(folder.path, 'nss'));
  const database = ['-d', 'sql:nss'];
  folder.run('certutil', ['-N', ...database, '--empty-password']);
  folder.run('certutil', ['-A', ...database, '-n', 'authority', '-t', 'C,C,C', '-i', 'ca.crt']);
  for (const person of Object.keys(people)) folder.run('pk12util', [...database, '-i', `${person}.p12`, '-W', password]);
  const cmsutil = (...args: string[]) => folder.run('cmsutil', [...args, ...database]);
  return {
    name: 'NSS',
    // Not even for its RSA recipients, whoever made the message.
    cannotRead: ({ encrypt }: Kind) => {
      if (isAuthenticated(encrypt)) return 'cmsutil 3.87 knows no AuthEnvelopedData';
      return encrypt?.to.some(isEc) === true ? 'cmsutil 3.87 decodes no message with an ECDH recipient' : undefined;
    },
    cannotMake: ({ encrypt }: Kind) => {
      if (isAuthenticated(encrypt)) return 'cmsutil 3.87 knows no AuthEnvelopedData';
      if (encrypt?.to.some(isEc) === true) return 'cmsutil 3.87 knows no ECDH';
      return encrypt === undefined || encrypt.cipher === 'aes-128-cbc' ? undefined : 'cmsutil chooses the cipher itself: AES-128';
    },
    verify(entity) {
      const { cms, content } = requireCarrier(entity);
      folder.write('in.der', cms);
      if (content === undefined) {
        cmsutil('-D', '-i', 'in.der', '-o', 'out', '-u', '4');
        return folder.read('out');
      }
      folder.write('content', content);
      cmsutil('-D', '-i', 'in.der', '-c', 'content', '-o', 'out', '-u', '4');
      return content;
    },
    decrypt(entity) {
      folder.write('in.der', requireCarrier(entity).cms);
      cmsutil('-D', '-i', 'in.der', '-o', 'out', '-u', '5');
      return folder.read('out');
    },
    sign(content, { by, digest, opaque }) {
      folder.write('content', content);
      const how = ['-N', by, '-H', digest.toUpperCase().replace('-', ''), '-G', ...(opaque ? [] : ['-T'])];
      cmsutil('-S', '-i', 'content', '-o', 'out', ...how);
      return folder.read('out');
    },
    encrypt(content, { to }) {
      folder.write('content', content);
      cmsutil('-E', '-i', 'content', '-o', 'out', '-r', to.join(','));
      return folder.read('out');
    },
  };
}
