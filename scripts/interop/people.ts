import { parseCertificate, readPfx, unlockDigitalId } from '../../src/smime';
import type { Certificate, UnlockedDigitalId } from '../../src/smime';
import type { Folder } from './folder';
import { people } from './kinds';
import type { Person } from './kinds';

export const password = 'interop';
export const addressOf = (person: Person): string => `${person}@signet.example`;

export interface Identities {
  readonly authority: Certificate;
  readonly unlocked: Readonly<Record<Person, UnlockedDigitalId>>;
}

/** An authority and everybody's digital ID, made by OpenSSL; ours come through the .pfx file as a person's do. */
export async function createIdentities(folder: Folder): Promise<Identities> {
  const openssl = (...args: string[]) => folder.run('openssl', args);
  const authority = 'basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n';
  folder.write('ca.cnf', `[req]\ndistinguished_name=dn\nprompt=no\n[dn]\nCN=Interop Authority\n[v3]\n${authority}`);
  openssl(
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-config', 'ca.cnf', '-extensions', 'v3'],
    ...['-keyout', 'ca.key', '-out', 'ca.crt', '-days', '30'],
  );
  const unlocked: Partial<Record<Person, UnlockedDigitalId>> = {};
  for (const person of Object.keys(people) as Person[]) {
    issue(folder, person);
    const [entry] = (await readPfx(folder.read(`${person}.p12`), password)).entries;
    if (entry === undefined) throw new Error(`no digital ID in ${person}.p12`);
    unlocked[person] = await unlockDigitalId(entry.privateKey, entry);
  }
  const der = folder.run('openssl', ['x509', '-in', 'ca.crt', '-outform', 'DER', '-out', 'ca.der']);
  if (der !== '') throw new Error(der);
  return { authority: await parseCertificate(folder.read('ca.der')), unlocked: unlocked as Identities['unlocked'] };
}

function issue(folder: Folder, person: Person): void {
  const openssl = (...args: readonly string[]) => folder.run('openssl', args);
  const { key, usage } = people[person];
  const extensions = `basicConstraints=CA:false\nkeyUsage=critical,${usage}\nextendedKeyUsage=emailProtection\n`;
  folder.write(`${person}.ext`, `${extensions}subjectAltName=email:${addressOf(person)}\nsubjectKeyIdentifier=hash\n`);
  openssl('req', '-new', '-newkey', ...key, '-nodes', '-subj', `/CN=${person}`, '-keyout', `${person}.key`, '-out', `${person}.csr`);
  openssl(
    ...['x509', '-req', '-in', `${person}.csr`, '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial'],
    ...['-extfile', `${person}.ext`, '-days', '20', '-out', `${person}.crt`],
  );
  openssl(...exportOf(person), '-out', `${person}.p12`);
}

/** A .pfx file with the ciphers of PKCS#12's first years, and salts of its own each time: gpgsm 2.2 refuses every PBES2 file. */
export function exportWithOldCiphers(folder: Folder, person: Person): string {
  const old = ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1'];
  folder.run('openssl', [...exportOf(person), ...old, '-certfile', 'ca.crt', '-out', `${person}.old.p12`]);
  return `${person}.old.p12`;
}

const exportOf = (person: Person): readonly string[] => [
  ...['pkcs12', '-export', '-inkey', `${person}.key`, '-in', `${person}.crt`],
  ...['-name', person, '-passout', `pass:${password}`],
];
