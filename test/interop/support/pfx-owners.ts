import type { Folder } from '../../../scripts/interop/folder';
import { parseCertificate } from '../../../src/smime';
import type { Certificate, PfxDigitalId } from '../../../src/smime';
import { privateKeyOf } from '../../support/identities';

const keys = {
  'RSA-2048': ['rsa:2048'],
  'RSA-4096': ['rsa:4096'],
  'P-256': ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  'P-384': ['ec', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  Ed25519: ['ed25519'],
} as const;

export type Owner = keyof typeof keys;
export const owners = Object.keys(keys) as readonly Owner[];

export const addressOf = (owner: Owner): string => `${owner.toLowerCase()}@signet.example`;

/** A digital ID of each kind, made by OpenSSL below a root and an authority that issues. */
export async function createOwners(folder: Folder): Promise<Readonly<Record<Owner, PfxDigitalId>>> {
  const authority = 'basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n';
  await issue(folder, { name: 'root', key: ['rsa:2048'], extensions: authority });
  const chain = [await issue(folder, { name: 'issuing', key: ['rsa:2048'], extensions: authority, by: 'root' })];
  const made = owners.map(async (owner): Promise<[Owner, PfxDigitalId]> => {
    const extensions = `keyUsage=critical,digitalSignature\nextendedKeyUsage=emailProtection\nsubjectAltName=email:${addressOf(owner)}\n`;
    const certificate = await issue(folder, { name: owner, key: keys[owner], extensions, by: 'issuing' });
    const privateKey = privateKeyOf(new TextDecoder().decode(folder.read(`${owner}.key`)));
    return [owner, { privateKey, certificate, chain, friendlyName: `ID of ${owner}` }];
  });
  return Object.fromEntries(await Promise.all(made)) as Record<Owner, PfxDigitalId>;
}

interface Issuing {
  readonly name: string;
  readonly key: readonly string[];
  readonly extensions: string;
  /** Default: itself. */
  readonly by?: string;
}

async function issue(folder: Folder, { name, key, extensions, by = name }: Issuing): Promise<Certificate> {
  folder.write('request.cnf', '[req]\ndistinguished_name=dn\n[dn]\n');
  folder.write('extensions', extensions);
  const files = ['-keyout', `${name}.key`, '-out', `${name}.csr`];
  folder.run('openssl', ['req', '-new', '-config', 'request.cnf', '-newkey', ...key, '-nodes', '-subj', `/CN=${name}`, ...files]);
  const signed = by === name ? ['-signkey', `${name}.key`] : ['-CA', `${by}.crt`, '-CAkey', `${by}.key`, '-CAcreateserial'];
  folder.run('openssl', ['x509', '-req', '-in', `${name}.csr`, ...signed, '-extfile', 'extensions', '-days', '30', '-out', `${name}.crt`]);
  folder.run('openssl', ['x509', '-in', `${name}.crt`, '-outform', 'DER', '-out', `${name}.der`]);
  return parseCertificate(folder.read(`${name}.der`));
}
