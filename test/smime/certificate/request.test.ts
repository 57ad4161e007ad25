import { spawnSync } from 'node:child_process';
import { isSmimeError } from '../../../src/smime';
import { integer, nullValue, objectIdentifier, sequence } from '../../../src/smime/asn1/write';
import { readPem, writePem } from '../../../src/smime/certificate/pem';
import { readRequest } from '../../../src/smime/certificate/request-read';
import { writeRequest } from '../../../src/smime/certificate/request-write';
import { generateKey } from '../../../src/smime/private-key/generate';
import type { NewKey, NewKeyType } from '../../../src/smime/private-key/generate';
import { OpensslFolder, describeOpenssl } from '../../support/openssl';

const types: readonly NewKeyType[] = ['rsa-2048', 'rsa-3072', 'p-256'];
const keys = new Map<NewKeyType, NewKey>();

beforeAll(async () => {
  for (const type of types) keys.set(type, await generateKey(type));
}, 60_000);

function keyOf(type: NewKeyType): NewKey {
  const key = keys.get(type);
  if (key === undefined) throw new Error(`no ${type}`);
  return key;
}

const anna = { addresses: ['anna@contoso.com'], commonName: 'Anna Berg' };

describeOpenssl('a request that we made, read by OpenSSL', () => {
  const folder = new OpensslFolder();
  afterAll(() => folder.remove());

  /** What `openssl req` says of it, its signature verified. */
  async function shown(type: NewKeyType, wishes: { readonly addresses: readonly string[]; readonly commonName?: string }): Promise<string> {
    folder.write('r.csr', writePem('CERTIFICATE REQUEST', await writeRequest({ key: keyOf(type), ...wishes })));
    // OpenSSL ends well also when the signature does not fit, and says so on standard error.
    const { stdout, stderr } = spawnSync('openssl', ['req', '-in', folder.path('r.csr'), '-verify', '-noout', '-text'], { encoding: 'utf8' });
    expect(stderr).toContain('self-signature verify OK');
    return stdout;
  }

  test.each([
    ['rsa-2048', 'Public-Key: (2048 bit)', 'Signature Algorithm: sha256WithRSAEncryption', 'Digital Signature, Key Encipherment'],
    ['rsa-3072', 'Public-Key: (3072 bit)', 'Signature Algorithm: sha256WithRSAEncryption', 'Digital Signature, Key Encipherment'],
    ['p-256', 'ASN1 OID: prime256v1', 'Signature Algorithm: ecdsa-with-SHA256', 'Digital Signature, Key Agreement'],
  ] as const)('%s', async (type, key, algorithm, uses) => {
    const text = await shown(type, anna);
    expect(text).toContain(key);
    expect(text).toContain(algorithm);
    expect(text).toMatch(new RegExp(`X509v3 Key Usage: critical\\s+${uses}\\n`));
    expect(text).toMatch(/X509v3 Extended Key Usage: \s+E-mail Protection/);
    expect(text).toMatch(/X509v3 Subject Alternative Name: \s+email:anna@contoso.com\n/);
    expect(text).toMatch(/Subject: CN ?= ?Anna Berg\n/);
    expect(text).toContain('Version: 1 (0x0)');
  });

  test('several addresses and no name: the addresses are critical', async () => {
    const text = await shown('p-256', { addresses: ['anna@contoso.com', 'a.berg@fabrikam.com'] });
    expect(text).toMatch(/Alternative Name: critical\s+email:anna@contoso.com, email:a.berg@fabrikam.com\n/);
    expect(text).toMatch(/Subject: *\n/);
  });

  test('an international domain is written as DNS writes it, an international name before it as UTF-8', async () => {
    const text = await shown('p-256', { addresses: ['anna@bücher.example', 'jörg@bücher.example'] });
    expect(text).toMatch(/email:anna@xn--bcher-kva.example, othername: SmtpUTF8Mailbox:+jörg@xn--bcher-kva.example\n/);
    const request = await readRequest(await writeRequest({ key: keyOf('p-256'), addresses: ['anna@bücher.example', 'jörg@bücher.example'] }));
    expect(request.emailAddresses).toEqual(['anna@xn--bcher-kva.example', 'jörg@xn--bcher-kva.example']);
  });

  test('is in the strictest encoding', async () => {
    const der = await writeRequest({ key: keyOf('rsa-2048'), ...anna });
    folder.write('r.der', der);
    folder.run('req', '-in', 'r.der', '-inform', 'DER', '-outform', 'DER', '-out', 'again.der');
    expect(folder.read('again.der')).toEqual(new Uint8Array(der));
  });
});

describe('a request is read back', () => {
  test.each(types)('%s', async (type) => {
    const key = keyOf(type);
    const der = await writeRequest({ key, ...anna });
    const request = await readRequest(der);
    expect(request).toMatchObject({
      subject: 'CN=Anna Berg',
      commonName: 'Anna Berg',
      emailAddresses: ['anna@contoso.com'],
      keyUsage: ['digitalSignature', type === 'p-256' ? 'keyAgreement' : 'keyEncipherment'],
      extendedKeyUsage: ['emailProtection'],
      publicKeySpkiDer: key.publicKeySpkiDer,
      signature: 'fits',
    });
  });

  test('as PEM with words around it, as base64 alone, as UTF-16', async () => {
    const der = await writeRequest({ key: keyOf('p-256'), ...anna });
    const pem = writePem('NEW CERTIFICATE REQUEST', der);
    const utf16 = new Uint8Array(Buffer.from(`\ufeff${pem}`, 'utf16le'));
    const files = [`Please sign:\r\n${pem.replaceAll('\n', '\r\n')}thanks`, pem.replace(/-----.*-----\n/g, '')].map((text) => new TextEncoder().encode(text));
    for (const file of [...files, utf16]) expect((await readRequest(file)).der).toEqual(new Uint8Array(der));
  });

  test('changed, or signed by another key, it does not fit', async () => {
    const der = await writeRequest({ key: keyOf('p-256'), ...anna });
    const text = Buffer.from(der).toString('latin1');
    const changed = new Uint8Array(Buffer.from(text.replace('anna@contoso', 'eve0@contoso'), 'latin1'));
    expect(await readRequest(changed)).toMatchObject({ emailAddresses: ['eve0@contoso.com'], signature: 'does-not-fit' });
    const other = await generateKey('p-256');
    const exchanged = Buffer.from(der).toString('hex').replace(Buffer.from(keyOf('p-256').publicKeySpkiDer).toString('hex'), Buffer.from(other.publicKeySpkiDer).toString('hex'));
    expect((await readRequest(new Uint8Array(Buffer.from(exchanged, 'hex')))).signature).toBe('does-not-fit');
  });

  test.each([
    ['nothing', new Uint8Array()],
    ['text', new TextEncoder().encode('Good day.')],
    ['another structure', sequence(integer(0), objectIdentifier('1.2.3'), nullValue())],
    ['damaged base64', new TextEncoder().encode('-----BEGIN CERTIFICATE REQUEST-----\nMII\n-----END CERTIFICATE REQUEST-----\n')],
    ['more than any request has', new Uint8Array(300 * 1024).fill(0x30)],
  ])('%s is refused', async (_, bytes) => {
    await expect(readRequest(bytes)).rejects.toMatchObject({ code: 'ERR_REQUEST_MALFORMED' });
  });

  test('with any octet changed, it is read or refused, nothing else', async () => {
    const der = await writeRequest({ key: keyOf('p-256'), ...anna });
    for (let offset = 0; offset < der.length; offset++) {
      const changed = der.map((octet, index) => (index === offset ? octet ^ 0xff : octet));
      const request = await readRequest(changed).catch((error: unknown) => {
        expect(isSmimeError(error) && error.code).toBe('ERR_REQUEST_MALFORMED');
      });
      expect(request?.signature).not.toBe('fits');
    }
  });
});

describe('what cannot stand in a certificate is refused before anything is signed', () => {
  test.each([
    ['no address', [], undefined, 'address'],
    ['no address at all', ['anna'], undefined, 'address'],
    ['two in one', ['anna@contoso.com,eve@contoso.com'], undefined, 'address'],
    ['a line of its own', ['anna@contoso.com\r\nX: y'], undefined, 'address'],
    ['a domain that DNS cannot have', ['anna@☃☃ .example'], undefined, 'address'],
    ['half a letter', ['\ud800@contoso.com'], undefined, 'address'],
    ['too many', Array.from({ length: 21 }, (_, at) => `a${at}@contoso.com`), undefined, 'address'],
    ['an empty name', ['anna@contoso.com'], '', 'name'],
    ['a name of 65 letters', ['anna@contoso.com'], 'x'.repeat(65), 'name'],
    ['a name with a control character', ['anna@contoso.com'], 'Anna\u0000Berg', 'name'],
  ])('%s', async (_, addresses, commonName, field) => {
    const wishes = { key: keyOf('p-256'), addresses, ...(commonName === undefined ? {} : { commonName }) };
    await expect(writeRequest(wishes)).rejects.toMatchObject({ code: 'ERR_SUBJECT_INVALID', details: { field } });
  });

  test('64 letters are enough, whatever they are', async () => {
    const commonName = '𝒜'.repeat(64);
    expect((await readRequest(await writeRequest({ key: keyOf('p-256'), addresses: ['a@b.example'], commonName }))).commonName).toBe(commonName);
  });
});

test('PEM is written in lines of 64 characters and read again', () => {
  const der = Uint8Array.from({ length: 100 }, (_, at) => at);
  const pem = writePem('CERTIFICATE REQUEST', der);
  expect(pem.split('\n').map((line) => line.length)).toEqual([35, 64, 64, 8, 33, 0]);
  expect(readPem(pem)).toEqual([{ label: 'CERTIFICATE REQUEST', bytes: der }]);
});
