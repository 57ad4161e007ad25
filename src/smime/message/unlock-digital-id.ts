import { Asn1Error } from '../asn1/read';
import { equal } from '../bytes';
import { findKeyEncryption, webCryptoDigest } from '../cms/algorithms';
import { readCertificateStructure } from '../certificate/structure';
import type { CertificateStructure } from '../certificate/structure';
import { readRsaPublicKey } from '../certificate/public-key';
import { decryptRsaesPkcs1 } from '../dangerous/rsaes-pkcs1-v1_5';
import { octetLength, toNumber, toOctets } from '../dangerous/modular-arithmetic';
import { deriveRsaNumbers } from '../dangerous/rsa-private-key';
import type { RsaNumbers } from '../dangerous/rsa-private-key';
import { SmimeError } from '../errors';
import type { DigitalId, PrivateKey, RecipientInfo, SignatureDigest, UnlockedDigitalId } from './digital-id';

const scheme = 'RSASSA-PKCS1-v1_5';

/**
 * Makes a private key usable together with its certificate. The numbers stay
 * in the closure, the signing keys in WebCrypto where nobody can export them.
 * @throws SmimeError ERR_PFX_KEY_MISMATCH when certificate and key are not of one pair;
 *   ERR_KEY_UNSUPPORTED when the key is damaged
 */
export async function unlockDigitalId(privateKey: PrivateKey, publicHalf: DigitalId): Promise<UnlockedDigitalId> {
  const numbers = deriveRsaNumbers(privateKey);
  const structure = structureOfPair(numbers, publicHalf);
  const signingKeys = await importSigningKeys(numbers);
  return {
    certificate: publicHalf.certificate,
    chain: publicHalf.chain,
    async sign(bytes, digest) {
      return new Uint8Array(await crypto.subtle.sign(scheme, signingKeys[digest], new Uint8Array(bytes)));
    },
    async unwrapContentEncryptionKey(recipientInfo, keyLength) {
      if (!isMine(recipientInfo, publicHalf, structure)) return null;
      if (recipientInfo.kind === 'other' || findKeyEncryption(recipientInfo.keyEncryptionAlgorithm)?.usable !== true) {
        throw new SmimeError('ERR_ALGORITHM_UNSUPPORTED', { name: recipientInfo.keyEncryptionAlgorithm });
      }
      return decryptRsaesPkcs1(numbers, recipientInfo.encryptedKey, keyLength);
    },
  };
}

/** Also what stops a store that was tampered with from joining a key to somebody else's certificate. */
function structureOfPair(numbers: RsaNumbers, { certificate }: DigitalId): CertificateStructure {
  try {
    const structure = readCertificateStructure(certificate.der);
    const { n, e } = readRsaPublicKey(structure.spkiDer);
    if (toNumber(n) === numbers.n && toNumber(e) === numbers.e) return structure;
  } catch (cause) {
    if (!(cause instanceof Asn1Error)) throw cause;
    throw new SmimeError('ERR_PFX_KEY_MISMATCH', {}, { cause });
  }
  throw new SmimeError('ERR_PFX_KEY_MISMATCH', {});
}

/** Exactly the certificate that the recipientInfo names (RFC 5652 section 6.2.1). */
function isMine(recipientInfo: RecipientInfo, { certificate }: DigitalId, structure: CertificateStructure): boolean {
  const { serialNumber, subjectKeyIdentifier } = recipientInfo.recipient;
  if (subjectKeyIdentifier !== undefined) return subjectKeyIdentifier === certificate.subjectKeyIdentifier;
  const { issuerDer } = recipientInfo;
  return issuerDer !== undefined && serialNumber === certificate.serialNumber && equal(issuerDer, structure.issuer.der);
}

/** WebCrypto ties a key to one digest, so there is a key for each. */
async function importSigningKeys(numbers: RsaNumbers): Promise<Record<SignatureDigest, CryptoKey>> {
  const jwk = jsonWebKey(numbers);
  const importFor = (digest: SignatureDigest): Promise<CryptoKey> =>
    crypto.subtle.importKey('jwk', jwk, { name: scheme, hash: webCryptoDigest(digest) }, false, ['sign']);
  try {
    const [sha256, sha384, sha512] = await Promise.all([importFor('sha-256'), importFor('sha-384'), importFor('sha-512')]);
    return { 'sha-256': sha256, 'sha-384': sha384, 'sha-512': sha512 };
  } catch (cause) {
    throw new SmimeError('ERR_KEY_UNSUPPORTED', { name: `RSA-${numbers.size * 8}` }, { cause });
  }
}

/** RFC 7518 section 6.3.2. */
function jsonWebKey({ n, e, d, p, q, dp, dq, qi }: RsaNumbers): JsonWebKey {
  return {
    kty: 'RSA',
    n: base64url(n),
    e: base64url(e),
    d: base64url(d),
    p: base64url(p),
    q: base64url(q),
    dp: base64url(dp),
    dq: base64url(dq),
    qi: base64url(qi),
    ext: false,
  };
}

function base64url(value: bigint): string {
  const octets = toOctets(value, octetLength(value));
  const base64 = btoa(String.fromCharCode(...octets));
  return base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
