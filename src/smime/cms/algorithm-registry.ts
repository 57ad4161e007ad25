/**
 * Every algorithm the core has heard of, as data: one entry each. A later
 * version that can do more adds or completes entries; the code that uses them
 * stays. Names are those of the command line's contract.
 */
interface Entry {
  readonly oid: string;
  readonly name: string;
  /** What people call it; absent: its name in capitals. */
  readonly title?: string;
}

export interface DigestAlgorithm extends Entry {
  /** `weak` is verified, but never believed (`weak-digest`), and never used by us. */
  readonly strength: 'usable' | 'weak' | 'unsupported';
  /** Absent: by software (software-digest.ts), unless it is unsupported. */
  readonly webCrypto?: string;
  /** Octets. */
  readonly size?: number;
  /** HMAC with this digest (RFC 8018 appendix B.1). */
  readonly hmacOid?: string;
}

const hash = '2.16.840.1.101.3.4.2';
const pkcs = '1.2.840.113549';

export const digests: readonly DigestAlgorithm[] = [
  { oid: `${hash}.1`, name: 'sha-256', strength: 'usable', webCrypto: 'SHA-256', size: 32, hmacOid: `${pkcs}.2.9` },
  { oid: `${hash}.2`, name: 'sha-384', strength: 'usable', webCrypto: 'SHA-384', size: 48, hmacOid: `${pkcs}.2.10` },
  { oid: `${hash}.3`, name: 'sha-512', strength: 'usable', webCrypto: 'SHA-512', size: 64, hmacOid: `${pkcs}.2.11` },
  { oid: '1.3.14.3.2.26', name: 'sha-1', strength: 'weak', webCrypto: 'SHA-1', size: 20, hmacOid: `${pkcs}.2.7` },
  // 112 bits against collisions: as much as RSA-2048 withstands.
  { oid: `${hash}.4`, name: 'sha-224', strength: 'usable', size: 28, hmacOid: `${pkcs}.2.8` },
  { oid: `${hash}.5`, name: 'sha-512/224', strength: 'usable', size: 28, hmacOid: `${pkcs}.2.12` },
  { oid: `${hash}.6`, name: 'sha-512/256', strength: 'usable', size: 32, hmacOid: `${pkcs}.2.13` },
  { oid: `${hash}.7`, name: 'sha3-224', strength: 'usable', size: 28 },
  { oid: `${hash}.8`, name: 'sha3-256', strength: 'usable', size: 32 },
  { oid: `${hash}.9`, name: 'sha3-384', strength: 'usable', size: 48 },
  { oid: `${hash}.10`, name: 'sha3-512', strength: 'usable', size: 64 },
  { oid: `${pkcs}.2.5`, name: 'md5', strength: 'unsupported' },
  { oid: `${pkcs}.2.4`, name: 'md4', strength: 'unsupported' },
  { oid: `${pkcs}.2.2`, name: 'md2', strength: 'unsupported' },
  { oid: '1.3.36.3.2.1', name: 'ripemd-160', strength: 'unsupported' },
  { oid: `${hash}.11`, name: 'shake128', strength: 'unsupported' },
  { oid: `${hash}.12`, name: 'shake256', strength: 'unsupported' },
];

export interface SignatureAlgorithm extends Entry {
  /** The digest that the OID implies; absent: its parameters or the CMS digestAlgorithm say it. */
  readonly digest?: string;
  /** Absent: known by name only, not supported. Which rules and which key types belong to each stands in signature-method.ts. */
  readonly scheme?: 'rsassa-pkcs1-v1_5' | 'rsassa-pss' | 'ecdsa' | 'ed25519';
}

const rsa = { name: 'rsassa-pkcs1-v1_5', title: 'RSA v1.5', scheme: 'rsassa-pkcs1-v1_5' } as const;
const ecdsa = { name: 'ecdsa', scheme: 'ecdsa' } as const;
const nistSignature = '2.16.840.1.101.3.4.3';

export const signatureAlgorithms: readonly SignatureAlgorithm[] = [
  { oid: `${pkcs}.1.1.1`, ...rsa },
  { oid: `${pkcs}.1.1.11`, ...rsa, digest: 'sha-256' },
  { oid: `${pkcs}.1.1.12`, ...rsa, digest: 'sha-384' },
  { oid: `${pkcs}.1.1.13`, ...rsa, digest: 'sha-512' },
  { oid: `${pkcs}.1.1.5`, ...rsa, digest: 'sha-1' },
  { oid: '1.3.14.3.2.29', ...rsa, digest: 'sha-1' },
  { oid: `${pkcs}.1.1.14`, ...rsa, digest: 'sha-224' },
  { oid: `${pkcs}.1.1.15`, ...rsa, digest: 'sha-512/224' },
  { oid: `${pkcs}.1.1.16`, ...rsa, digest: 'sha-512/256' },
  { oid: `${pkcs}.1.1.4`, ...rsa, digest: 'md5' },
  { oid: `${pkcs}.1.1.3`, ...rsa, digest: 'md4' },
  { oid: `${pkcs}.1.1.2`, ...rsa, digest: 'md2' },
  { oid: `${nistSignature}.13`, ...rsa, digest: 'sha3-224' },
  { oid: `${nistSignature}.14`, ...rsa, digest: 'sha3-256' },
  { oid: `${nistSignature}.15`, ...rsa, digest: 'sha3-384' },
  { oid: `${nistSignature}.16`, ...rsa, digest: 'sha3-512' },
  { oid: '1.2.840.10045.4.3.2', ...ecdsa, digest: 'sha-256' },
  { oid: '1.2.840.10045.4.3.3', ...ecdsa, digest: 'sha-384' },
  { oid: '1.2.840.10045.4.3.4', ...ecdsa, digest: 'sha-512' },
  { oid: '1.2.840.10045.4.1', ...ecdsa, digest: 'sha-1' },
  { oid: '1.2.840.10045.4.3.1', ...ecdsa, digest: 'sha-224' },
  // ecdsa-with-Specified: the digest stands in the parameters. Windows writes it (CryptSignMessage by default).
  { oid: '1.2.840.10045.4.3', ...ecdsa },
  { oid: `${nistSignature}.9`, ...ecdsa, digest: 'sha3-224' },
  { oid: `${nistSignature}.10`, ...ecdsa, digest: 'sha3-256' },
  { oid: `${nistSignature}.11`, ...ecdsa, digest: 'sha3-384' },
  { oid: `${nistSignature}.12`, ...ecdsa, digest: 'sha3-512' },
  { oid: `${pkcs}.1.1.10`, name: 'rsassa-pss', title: 'RSA-PSS', scheme: 'rsassa-pss' },
  { oid: '1.3.101.112', name: 'ed25519', title: 'Ed25519', scheme: 'ed25519', digest: 'sha-512' },
  { oid: '1.3.101.113', name: 'ed448', title: 'Ed448' },
  { oid: '1.2.840.10040.4.1', name: 'dsa' },
  { oid: '1.2.840.10040.4.3', name: 'dsa', digest: 'sha-1' },
  { oid: '2.16.840.1.101.3.4.3.1', name: 'dsa', digest: 'sha-224' },
  { oid: '2.16.840.1.101.3.4.3.2', name: 'dsa', digest: 'sha-256' },
];

/** How content is encrypted: one file for each (content-encryption.ts has the table). */
export type CipherMethod = 'aes-cbc' | 'aes-gcm' | 'aes-ccm' | 'chacha20-poly1305' | 'des-cbc' | 'rc2-cbc' | 'camellia-cbc';

export interface ContentCipher extends Entry {
  /** Absent: known by name only, not supported. */
  readonly method?: CipherMethod;
  /** Octets; where the parameters of a message say another length, the method knows. */
  readonly keyLength: number;
  readonly ivLength: number;
  /** Whether the cipher itself shows a change. */
  readonly authenticated: boolean;
  /** Read from old mail, with a word about it; never written. A block of 64 bits is enough to be weak. */
  readonly weak: boolean;
}

const aes = '2.16.840.1.101.3.4.1';
const cbc = { method: 'aes-cbc', ivLength: 16, authenticated: false, weak: false } as const;
const aead = { ivLength: 12, authenticated: true, weak: false } as const;
const gcm = { method: 'aes-gcm', ...aead } as const;
const ccm = { method: 'aes-ccm', ...aead } as const;
const oldCbc = { ivLength: 8, authenticated: false, weak: true };
const camelliaCbc = { method: 'camellia-cbc', ivLength: 16, authenticated: false, weak: false } as const;
const camellia = '1.2.392.200011.61.1.1.1';

export const contentCiphers: readonly ContentCipher[] = [
  { oid: `${aes}.2`, name: 'aes-128-cbc', keyLength: 16, ...cbc },
  { oid: `${aes}.22`, name: 'aes-192-cbc', keyLength: 24, ...cbc },
  { oid: `${aes}.42`, name: 'aes-256-cbc', keyLength: 32, ...cbc },
  { oid: `${aes}.6`, name: 'aes-128-gcm', keyLength: 16, ...gcm },
  { oid: `${aes}.26`, name: 'aes-192-gcm', keyLength: 24, ...gcm },
  { oid: `${aes}.46`, name: 'aes-256-gcm', keyLength: 32, ...gcm },
  { oid: `${aes}.7`, name: 'aes-128-ccm', keyLength: 16, ...ccm },
  { oid: `${aes}.27`, name: 'aes-192-ccm', keyLength: 24, ...ccm },
  { oid: `${aes}.47`, name: 'aes-256-ccm', keyLength: 32, ...ccm },
  { oid: `${pkcs}.1.9.16.3.18`, name: 'chacha20-poly1305', keyLength: 32, method: 'chacha20-poly1305', ...aead, title: 'ChaCha20-Poly1305' },
  { oid: `${pkcs}.3.7`, name: 'des-ede3-cbc', method: 'des-cbc', keyLength: 24, ...oldCbc, title: 'TripleDES' },
  { oid: `${pkcs}.3.2`, name: 'rc2-cbc', method: 'rc2-cbc', keyLength: 16, ...oldCbc, title: 'RC2' },
  { oid: `${pkcs}.3.4`, name: 'rc4', keyLength: 16, ivLength: 0, authenticated: false, weak: true },
  { oid: '1.3.14.3.2.7', name: 'des-cbc', method: 'des-cbc', keyLength: 8, ...oldCbc, title: 'DES' },
  { oid: `${camellia}.2`, name: 'camellia-128-cbc', keyLength: 16, ...camelliaCbc, title: 'Camellia-128-CBC' },
  { oid: `${camellia}.3`, name: 'camellia-192-cbc', keyLength: 24, ...camelliaCbc, title: 'Camellia-192-CBC' },
  { oid: `${camellia}.4`, name: 'camellia-256-cbc', keyLength: 32, ...camelliaCbc, title: 'Camellia-256-CBC' },
  { oid: '1.2.410.200004.1.4', name: 'seed-cbc', keyLength: 16, ivLength: 16, authenticated: false, weak: false },
];

export interface KeyEncryption extends Entry {
  readonly usable: boolean;
  /** For key agreement: how a key-encryption key follows from the shared secret. */
  readonly derivation?: KeyDerivation;
}

/** ANSI X9.63 (RFC 5753 section 7.2) or HKDF (RFC 8418 section 2.2). */
export interface KeyDerivation {
  readonly function: 'x9.63' | 'hkdf';
  readonly digest: 'sha-1' | 'sha-224' | 'sha-256' | 'sha-384' | 'sha-512';
}

const ecdh = '1.3.132.1.11';
const cofactor = '1.3.132.1.14';
const unusable = { usable: false };
const agreement = (digest: KeyDerivation['digest'], kdf: KeyDerivation['function'] = 'x9.63') => ({
  usable: true,
  derivation: { function: kdf, digest },
});

export const keyEncryptions: readonly KeyEncryption[] = [
  { oid: `${pkcs}.1.1.1`, name: 'rsaes-pkcs1-v1_5', title: 'RSA v1.5', usable: true },
  { oid: `${pkcs}.1.1.7`, name: 'rsaes-oaep', title: 'RSA-OAEP', usable: true },
  { oid: '1.3.133.16.840.63.0.2', name: 'ecdh-sha1-kdf', ...agreement('sha-1') },
  { oid: `${ecdh}.0`, name: 'ecdh-sha224-kdf', ...agreement('sha-224') },
  { oid: `${ecdh}.1`, name: 'ecdh-sha256-kdf', ...agreement('sha-256') },
  { oid: `${ecdh}.2`, name: 'ecdh-sha384-kdf', ...agreement('sha-384') },
  { oid: `${ecdh}.3`, name: 'ecdh-sha512-kdf', ...agreement('sha-512') },
  // The cofactor of every curve that we do is 1: the same as without.
  { oid: '1.3.133.16.840.63.0.3', name: 'ecdh-cofactor-sha1-kdf', ...agreement('sha-1') },
  { oid: `${cofactor}.0`, name: 'ecdh-cofactor-sha224-kdf', ...agreement('sha-224') },
  { oid: `${cofactor}.1`, name: 'ecdh-cofactor-sha256-kdf', ...agreement('sha-256') },
  { oid: `${cofactor}.2`, name: 'ecdh-cofactor-sha384-kdf', ...agreement('sha-384') },
  { oid: `${cofactor}.3`, name: 'ecdh-cofactor-sha512-kdf', ...agreement('sha-512') },
  { oid: `${pkcs}.1.9.16.3.19`, name: 'ecdh-hkdf-sha256', ...agreement('sha-256', 'hkdf') },
  { oid: `${pkcs}.1.9.16.3.20`, name: 'ecdh-hkdf-sha384', ...agreement('sha-384', 'hkdf') },
  { oid: `${pkcs}.1.9.16.3.21`, name: 'ecdh-hkdf-sha512', ...agreement('sha-512', 'hkdf') },
  // As a recipientInfo of its own: for keys that both sides had before.
  { oid: `${aes}.5`, name: 'aes-128-wrap', ...unusable },
  { oid: `${aes}.25`, name: 'aes-192-wrap', ...unusable },
  { oid: `${aes}.45`, name: 'aes-256-wrap', ...unusable },
  { oid: `${pkcs}.1.9.16.3.6`, name: '3des-wrap', ...unusable },
  { oid: `${pkcs}.1.9.16.3.9`, name: 'pwri-kek', ...unusable },
];

/** How a content-encryption key is wrapped by the key that two parties agreed on. */
export interface KeyWrap extends Entry {
  /** RFC 3394, and RFC 3217, which is only read. */
  readonly method: 'aes' | 'triple-des';
  /** Octets of the key-encryption key. */
  readonly keyLength: number;
  /** Octets by which what is wrapped is longer than the key. */
  readonly overhead: number;
}

const aesWrap = { method: 'aes', overhead: 8 } as const;

export const keyWraps: readonly KeyWrap[] = [
  { oid: `${aes}.5`, name: 'aes-128-wrap', keyLength: 16, ...aesWrap },
  { oid: `${aes}.25`, name: 'aes-192-wrap', keyLength: 24, ...aesWrap },
  { oid: `${aes}.45`, name: 'aes-256-wrap', keyLength: 32, ...aesWrap },
  { oid: `${pkcs}.1.9.16.3.6`, name: '3des-wrap', method: 'triple-des', keyLength: 24, overhead: 16 },
];

export interface PublicKeyType extends Entry {
  /** Smaller keys are `weak`. Absent: no key of this type is used. */
  readonly minimumBits?: number;
  /** Larger keys cost too much; nobody has one. Absent: the type has no choice of size, or the curve has a name. */
  readonly maximumBits?: number;
  readonly signs: boolean;
  /** Name of the signature algorithm that we sign with by such a key; absent: we cannot. */
  readonly signature?: 'rsassa-pkcs1-v1_5' | 'rsassa-pss' | 'ecdsa' | 'ed25519';
  /** Thunderbird, gpgsm and NSS read no signature by such a key, so another is better where there is one. */
  readonly rarelyRead?: true;
  readonly title: string;
  /** For types whose keys are all of one size. */
  readonly bits?: number;
  /** How a content-encryption key is encrypted to it; absent: we cannot, or the curve says. */
  readonly keyEncryption?: string;
}

/** A sender chooses the key, and our work with it grows with the square of its length. */
export const maxModulusBits = 16_384;
const rsaBits = { minimumBits: 2048, maximumBits: maxModulusBits } as const;

export const publicKeyTypes: readonly PublicKeyType[] = [
  { oid: `${pkcs}.1.1.1`, name: 'rsa', title: 'RSA', ...rsaBits, signs: true, signature: rsa.name, keyEncryption: 'rsaes-pkcs1-v1_5' },
  { oid: '1.2.840.10045.2.1', name: 'ec', title: 'EC', minimumBits: 256, signs: true, signature: ecdsa.name },
  { oid: `${pkcs}.1.1.10`, name: 'rsa-pss', title: 'RSA-PSS', ...rsaBits, signs: true, signature: 'rsassa-pss', rarelyRead: true },
  { oid: `${pkcs}.1.1.7`, name: 'rsa-oaep', title: 'RSA-OAEP', signs: false },
  { oid: '1.3.101.110', name: 'x25519', title: 'X25519', bits: 256, signs: false, keyEncryption: 'ecdh-hkdf-sha256' },
  { oid: '1.3.101.111', name: 'x448', title: 'X448', bits: 448, signs: false },
  { oid: '1.3.101.112', name: 'ed25519', title: 'Ed25519', bits: 256, minimumBits: 256, signs: true, signature: 'ed25519', rarelyRead: true },
  { oid: '1.3.101.113', name: 'ed448', title: 'Ed448', bits: 448, minimumBits: 256, signs: true },
  { oid: '1.2.840.10040.4.1', name: 'dsa', title: 'DSA', signs: true },
  { oid: '1.2.840.10046.2.1', name: 'dh', title: 'DH', signs: false },
];

export interface Curve extends Entry {
  readonly bits: number;
  /** Absent: no key on this curve is used. */
  readonly webCrypto?: 'P-256' | 'P-384' | 'P-521';
  /** How a content-encryption key is encrypted to a key on it. */
  readonly keyEncryption?: string;
  /** What we sign with by such a key: gpgsm refuses a digest that is shorter than the key. */
  readonly digest?: 'sha-256' | 'sha-384' | 'sha-512';
}

export const curves: readonly Curve[] = [
  { oid: '1.2.840.10045.3.1.7', name: 'P-256', bits: 256, webCrypto: 'P-256', keyEncryption: 'ecdh-sha256-kdf', digest: 'sha-256' },
  { oid: '1.3.132.0.34', name: 'P-384', bits: 384, webCrypto: 'P-384', keyEncryption: 'ecdh-sha384-kdf', digest: 'sha-384' },
  { oid: '1.3.132.0.35', name: 'P-521', bits: 521, webCrypto: 'P-521', keyEncryption: 'ecdh-sha512-kdf', digest: 'sha-512' },
  { oid: '1.2.840.10045.3.1.1', name: 'P-192', bits: 192 },
  { oid: '1.3.132.0.33', name: 'P-224', bits: 224 },
  { oid: '1.3.132.0.10', name: 'secp256k1', bits: 256 },
  { oid: '1.3.36.3.3.2.8.1.1.7', name: 'brainpoolP256r1', bits: 256 },
  { oid: '1.3.36.3.3.2.8.1.1.11', name: 'brainpoolP384r1', bits: 384 },
  { oid: '1.3.36.3.3.2.8.1.1.13', name: 'brainpoolP512r1', bits: 512 },
];

/** How a PKCS#12 file or PKCS#8 key is protected by a password (pkcs12/). */
export interface PasswordScheme extends Entry {
  /** What is encrypted under a key derived as in RFC 7292 appendix B. Absent: another scheme, or known by name only. */
  readonly pkcs12?: Pkcs12Cipher;
}

export interface Pkcs12Cipher {
  readonly cipher: 'triple-des' | 'rc2' | 'rc4';
  /** Octets, all of which count. */
  readonly keyLength: number;
}

const pkcs5 = `${pkcs}.1.5`;
const pkcs12 = `${pkcs}.1.12.1`;

export const passwordSchemes: readonly PasswordScheme[] = [
  { oid: `${pkcs5}.13`, name: 'PBES2' },
  { oid: `${pkcs5}.12`, name: 'PBKDF2' },
  { oid: `${pkcs5}.14`, name: 'PBMAC1' },
  { oid: '1.3.6.1.4.1.11591.4.11', name: 'scrypt' },
  { oid: `${pkcs12}.1`, name: 'RC4-128', pkcs12: { cipher: 'rc4', keyLength: 16 } },
  { oid: `${pkcs12}.2`, name: 'RC4-40', pkcs12: { cipher: 'rc4', keyLength: 5 } },
  { oid: `${pkcs12}.3`, name: 'TripleDES', pkcs12: { cipher: 'triple-des', keyLength: 24 } },
  { oid: `${pkcs12}.4`, name: 'TripleDES (2 keys)', pkcs12: { cipher: 'triple-des', keyLength: 16 } },
  { oid: `${pkcs12}.5`, name: 'RC2-128', pkcs12: { cipher: 'rc2', keyLength: 16 } },
  { oid: `${pkcs12}.6`, name: 'RC2-40', pkcs12: { cipher: 'rc2', keyLength: 5 } },
  { oid: `${pkcs5}.1`, name: 'MD2 and DES' },
  { oid: `${pkcs5}.3`, name: 'MD5 and DES' },
  { oid: `${pkcs5}.6`, name: 'MD5 and RC2' },
  { oid: `${pkcs5}.10`, name: 'SHA-1 and DES' },
  { oid: `${pkcs5}.11`, name: 'SHA-1 and RC2' },
];
