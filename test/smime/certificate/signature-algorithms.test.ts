import { existsSync } from 'node:fs';
import { parseCertificate } from '../../../src/smime/certificate/parse';
import { validatePath } from '../../../src/smime/certificate/path-validation';
import { readCertificateStructure } from '../../../src/smime/certificate/structure';
import { OpensslFolder, describeOpenssl } from '../../support/openssl';

/** Within the days for which everything is issued here. */
const at = new Date(Date.now() + 24 * 60 * 60 * 1000);

/** How OpenSSL makes the authority's key, and what the authority then signs with; in the end what is said of the path. */
const cases: readonly (readonly [name: string, key: readonly string[], signing: readonly string[], problems: string])[] = [
  ['RSA, SHA-224', ['rsa'], ['-sha224'], ''],
  ['RSA, SHA3-512', ['rsa'], ['-sha3-512'], ''],
  ['RSA, SHA-512/256', ['rsa'], ['-sha512-256'], ''],
  ['RSA, SHA-1', ['rsa'], ['-sha1'], 'weak-issuer-signature'],
  ['RSA, MD5', ['rsa'], ['-md5'], 'path-invalid'],
  ['PSS', ['rsa'], ['-sha256', ...pss('32')], ''],
  ['PSS without salt, masked by SHA-1', ['rsa'], ['-sha256', ...pss('0', 'sha1')], ''],
  ['PSS, SHA-224, masked by SHA-512', ['rsa'], ['-sha224', ...pss('20', 'sha512')], ''],
  ['PSS, SHA-1', ['rsa'], ['-sha1', ...pss('20')], 'weak-issuer-signature'],
  ['PSS by a key of its own type', ['rsa-pss'], ['-sha256', '-sigopt', 'rsa_pss_saltlen:32'], ''],
  ['ECDSA, SHA-224', ['ec', 'P-256'], ['-sha224'], ''],
  ['ECDSA, SHA3-384', ['ec', 'P-384'], ['-sha3-384'], ''],
  ['ECDSA on another curve', ['ec', 'brainpoolP256r1'], ['-sha256'], 'path-invalid'],
  ['Ed25519', ['ed25519'], [], ''],
  ['Ed448', ['ed448'], [], 'path-invalid'],
];

function pss(saltLength: string, mask?: string): readonly string[] {
  const options = ['rsa_padding_mode:pss', `rsa_pss_saltlen:${saltLength}`, ...(mask === undefined ? [] : [`rsa_mgf1_md:${mask}`])];
  return options.flatMap((option) => ['-sigopt', option]);
}

describeOpenssl('certificates signed by', () => {
  const folder = new OpensslFolder();
  afterAll(() => folder.remove());

  /** @returns the name of its file; one of each kind is enough */
  function createKey([type = '', curve]: readonly string[]): string {
    const name = `${type}${curve ?? ''}.key`;
    if (existsSync(folder.path(name))) return name;
    const algorithm = type === 'rsa-pss' ? 'RSA-PSS' : type;
    const size = type.startsWith('rsa') ? ['-pkeyopt', 'rsa_keygen_bits:2048'] : [];
    folder.run('genpkey', '-algorithm', algorithm, ...size, ...(curve === undefined ? [] : ['-pkeyopt', `ec_paramgen_curve:${curve}`]), '-out', name);
    return name;
  }

  /** The authority and what it issued, in DER. */
  function issue(key: readonly string[], signing: readonly string[]): { authority: Uint8Array; leaf: Uint8Array } {
    folder.write('ca.cnf', '[req]\ndistinguished_name=dn\nprompt=no\n[dn]\nCN=CA\n[v3]\nbasicConstraints=critical,CA:true\n');
    folder.write('leaf.cnf', '[req]\ndistinguished_name=dn\nprompt=no\n[dn]\nCN=Leaf\n');
    const [caKey, leafKey] = [createKey(key), createKey(['ec', 'P-521'])];
    folder.run('req', '-x509', '-new', '-key', caKey, '-config', 'ca.cnf', '-extensions', 'v3', '-days', '9', '-out', 'ca.crt');
    folder.run('req', '-new', '-key', leafKey, '-config', 'leaf.cnf', '-out', 'leaf.csr');
    const issuer = ['-CA', 'ca.crt', '-CAkey', caKey, '-CAcreateserial'];
    folder.run('x509', '-req', '-in', 'leaf.csr', ...issuer, ...signing, '-days', '9', '-outform', 'DER', '-out', 'leaf.crt');
    folder.run('x509', '-in', 'ca.crt', '-outform', 'DER', '-out', 'ca.der');
    return { authority: folder.read('ca.der'), leaf: folder.read('leaf.crt') };
  }

  async function problemsOf(leaf: Uint8Array, authority: Uint8Array): Promise<string> {
    const trustAnchors = [{ certificate: await parseCertificate(authority) }];
    const { problems } = await validatePath({ certificate: await parseCertificate(leaf), intermediates: [], trustAnchors, at });
    return problems.join(' ');
  }

  test.each(cases)('%s', async (_, key, signing, expected) => {
    const { authority, leaf } = issue(key, signing);
    expect(await problemsOf(leaf, authority)).toBe(expected);
    const forged = Uint8Array.from(leaf, (octet, index) => (index === leaf.length - 20 ? octet ^ 1 : octet));
    expect(await problemsOf(forged, authority)).toBe(expected === 'path-invalid' ? expected : 'untrusted-issuer path-invalid');
  });

  test('parameters that stand in two places must be the same in both', async () => {
    const { authority, leaf } = issue(['rsa'], ['-sha256', ...pss('32')]);
    const { signatureAlgorithm, signature } = readCertificateStructure(leaf);
    const salt = signatureAlgorithm.parameters?.children.at(-1)?.contents;
    if (salt === undefined) throw new Error('no salt');
    expect(signature.length).toBe(256);
    const changed = new Uint8Array(leaf);
    // [2] INTEGER 32, outside of what is signed.
    changed[salt.byteOffset - leaf.byteOffset + 2] = 20;
    expect(await problemsOf(changed, authority)).toBe('path-invalid');
  });
});
