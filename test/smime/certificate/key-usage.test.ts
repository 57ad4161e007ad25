import type { Certificate } from '../../../src/smime/certificate/certificate';
import { canSign, checkEncryptionCertificate } from '../../../src/smime/certificate/key-usage';

const at = new Date('2026-12-01T00:00:00Z');

function certificate(overrides: Partial<Certificate> = {}): Certificate {
  return {
    der: new Uint8Array(),
    subject: 'CN=Anna',
    issuer: 'CN=Root',
    serialNumber: '01',
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2027-01-01T00:00:00Z'),
    emailAddresses: ['anna@example.com'],
    isAuthority: false,
    publicKey: { algorithm: 'rsa', bits: 2048 },
    fingerprint: '',
    ...overrides,
  };
}

describe('checkEncryptionCertificate', () => {
  test.each<[string, Partial<Certificate>]>([
    ['ready', {}],
    ['ready', { keyUsage: ['keyEncipherment'], extendedKeyUsage: ['emailProtection'] }],
    ['ready', { extendedKeyUsage: ['anyExtendedKeyUsage'] }],
    ['sign-only', { keyUsage: ['digitalSignature'] }],
    ['unsupported', { extendedKeyUsage: ['serverAuth'] }],
    ['ready', { publicKey: { algorithm: 'ec', bits: 256, curve: 'P-256' } }],
    ['ready', { publicKey: { algorithm: 'ec', bits: 521, curve: 'P-521' }, keyUsage: ['digitalSignature', 'keyAgreement'] }],
    ['sign-only', { publicKey: { algorithm: 'ec', bits: 384, curve: 'P-384' }, keyUsage: ['digitalSignature'] }],
    ['sign-only', { publicKey: { algorithm: 'ec', bits: 256, curve: 'P-256' }, keyUsage: ['keyEncipherment'] }],
    ['sign-only', { keyUsage: ['keyAgreement'] }],
    ['unsupported', { publicKey: { algorithm: 'ec', bits: 256, curve: 'brainpoolP256r1' } }],
    ['ready', { publicKey: { algorithm: 'x25519', bits: 256 }, keyUsage: ['keyAgreement'] }],
    ['sign-only', { publicKey: { algorithm: 'x25519', bits: 256 }, keyUsage: ['keyEncipherment'] }],
    ['unsupported', { publicKey: { algorithm: 'x448', bits: 448 } }],
    ['unsupported', { publicKey: { algorithm: '1.2.3', bits: 0 } }],
    ['weak', { publicKey: { algorithm: 'rsa', bits: 1024 } }],
    ['expired', { notAfter: new Date('2026-11-01T00:00:00Z') }],
    ['not-yet-valid', { notBefore: new Date('2026-12-24T00:00:00Z') }],
    ['other-address', { emailAddresses: ['anna@example.org'] }],
    ['other-address', { emailAddresses: [] }],
  ])('%s: %j', (expected, overrides) => {
    expect(checkEncryptionCertificate(certificate(overrides), { address: 'Anna@example.com', at })).toBe(expected);
  });

  test('without an address asks for none', () => {
    expect(checkEncryptionCertificate(certificate({ emailAddresses: [] }), { at })).toBe('ready');
  });
});

describe('canSign', () => {
  test.each<[boolean, Partial<Certificate>]>([
    [true, {}],
    [true, { keyUsage: ['digitalSignature'] }],
    [true, { keyUsage: ['nonRepudiation'] }],
    [false, { keyUsage: ['keyEncipherment'] }],
    [false, { extendedKeyUsage: ['clientAuth'] }],
    [true, { publicKey: { algorithm: 'ec', bits: 256, curve: 'P-256' } }],
    [true, { publicKey: { algorithm: 'ec', bits: 521, curve: 'P-521' }, keyUsage: ['digitalSignature'] }],
    [false, { publicKey: { algorithm: 'ec', bits: 256, curve: 'P-256' }, keyUsage: ['keyAgreement'] }],
    [false, { publicKey: { algorithm: 'ec', bits: 256, curve: 'secp256k1' } }],
    [false, { publicKey: { algorithm: 'ec', bits: 256 } }],
    [true, { publicKey: { algorithm: 'ed25519', bits: 256 } }],
    [false, { publicKey: { algorithm: 'ed448', bits: 448 } }],
    [false, { publicKey: { algorithm: 'x25519', bits: 256 } }],
  ])('%s: %j', (expected, overrides) => {
    expect(canSign(certificate(overrides))).toBe(expected);
  });
});
