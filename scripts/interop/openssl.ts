import type { Folder } from './folder';
import type { Program } from './program';

const binary = '-binary';

/** Reads MIME itself, and so judges ours too. Every recipient must be able to read. */
export function createOpenssl(folder: Folder): Program {
  const cms = (...args: string[]) => folder.run('openssl', ['cms', ...args]);
  return {
    name: 'openssl',
    cannotRead: () => undefined,
    cannotMake: () => undefined,
    verify(entity) {
      folder.write('in', entity);
      cms('-verify', '-in', 'in', '-CAfile', 'ca.crt', '-purpose', 'smimesign', '-out', 'out');
      return folder.read('out');
    },
    decrypt(entity, { to }) {
      folder.write('in', entity);
      const read = to.map((person) => {
        cms('-decrypt', '-in', 'in', '-recip', `${person}.crt`, '-inkey', `${person}.key`, '-out', 'out', binary);
        return folder.read('out');
      });
      const [first] = read;
      if (first === undefined || read.some((other) => Buffer.compare(first, other) !== 0)) {
        throw new Error('the recipients read different things');
      }
      return first;
    },
    sign(content, { by, digest, opaque }) {
      folder.write('in', content);
      const form = opaque ? ['-nodetach'] : [];
      const who = ['-signer', `${by}.crt`, '-inkey', `${by}.key`, '-md', digest.replace('-', '')];
      cms('-sign', binary, '-in', 'in', ...who, ...form, '-outform', 'DER', '-out', 'out');
      return folder.read('out');
    },
    encrypt(content, { to, cipher }) {
      folder.write('in', content);
      const certificates = to.map((person) => `${person}.crt`);
      cms('-encrypt', binary, '-in', 'in', `-${cipher}`, '-outform', 'DER', '-out', 'out', ...certificates);
      return folder.read('out');
    },
  };
}
