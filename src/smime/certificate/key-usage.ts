import { findCurve, findKeyEncryption, findPublicKeyType } from '../cms/algorithms';
import { signingDigest } from '../cms/signing-method';
import type { Certificate, KeyUsage, PublicKeySummary } from './certificate';
import { sameAddress } from './email-addresses';

/** What a certificate may be used for (RFC 8550 section 4.4). All of it is pure. */

/** Whether the key purposes allow this one, by its name; without the extension every purpose is allowed. */
export function allowsPurpose({ extendedKeyUsage: purposes }: Certificate, purpose: string): boolean {
  return purposes === undefined || purposes.includes(purpose) || purposes.includes('anyExtendedKeyUsage');
}

export function allowsEmail(certificate: Certificate): boolean {
  return allowsPurpose(certificate, 'emailProtection');
}

/** Whether signatures on messages may be made with the key (RFC 8550 section 4.4.2). */
export function allowsSigning(certificate: Certificate): boolean {
  const usage = certificate.keyUsage;
  const usageAllows = usage === undefined || usage.includes('digitalSignature') || usage.includes('nonRepudiation');
  return usageAllows && allowsEmail(certificate);
}

export function isWeakKey(publicKey: PublicKeySummary): boolean {
  if (publicKey.forgeable === true) return true;
  const minimum = findPublicKeyType(publicKey.algorithm)?.minimumBits;
  // A size of 0 is an unknown curve or type: not weak, but not usable either.
  return minimum !== undefined && publicKey.bits > 0 && publicKey.bits < minimum;
}

export function isTooLarge(publicKey: PublicKeySummary): boolean {
  const maximum = findPublicKeyType(publicKey.algorithm)?.maximumBits;
  return maximum !== undefined && publicKey.bits > maximum;
}

/** Whether we can sign with the private key of this certificate, and may. */
export function canSign(certificate: Certificate): boolean {
  return signs(certificate) && !isWeakKey(certificate.publicKey) && !isTooLarge(certificate.publicKey) && allowsSigning(certificate);
}

/** Whether only few programs would read what is signed with it. */
export function isRarelyRead({ publicKey }: Certificate): boolean {
  return findPublicKeyType(publicKey.algorithm)?.rarelyRead === true;
}

function signs(certificate: Certificate): boolean {
  const { algorithm, curve } = certificate.publicKey;
  if (findPublicKeyType(algorithm)?.signature === undefined || signingDigest(certificate) === undefined) return false;
  return algorithm !== 'ec' || findCurve(curve ?? '')?.webCrypto !== undefined;
}

/** Whether we can encrypt to such a key, and what a certificate must allow for it (RFC 8550 section 4.4.2, RFC 8410). */
function encryptionUsage({ algorithm, curve }: PublicKeySummary): KeyUsage | undefined {
  const ofCurve = algorithm === 'ec' ? findCurve(curve ?? '')?.keyEncryption : undefined;
  const method = findKeyEncryption(findPublicKeyType(algorithm)?.keyEncryption ?? ofCurve ?? '');
  if (method === undefined) return undefined;
  return method.derivation === undefined ? 'keyEncipherment' : 'keyAgreement';
}

export type EncryptionReadiness =
  | 'ready'
  | 'expired'
  | 'not-yet-valid'
  | 'sign-only'
  | 'other-address'
  | 'weak'
  | 'unsupported';

/**
 * Whether a message can be encrypted to this certificate. Whom to believe
 * about its owner is another question (validatePath).
 * @param options - `address`: the recipient; `at`: the time to judge for
 */
export function checkEncryptionCertificate(
  certificate: Certificate,
  options: { readonly address?: string; readonly at: Date },
): EncryptionReadiness {
  const { address, at } = options;
  if (address !== undefined && !certificate.emailAddresses.some((own) => sameAddress(own, address))) {
    return 'other-address';
  }
  const usage = encryptionUsage(certificate.publicKey);
  if (usage === undefined || isTooLarge(certificate.publicKey)) return 'unsupported';
  if (!allowsEmail(certificate)) return 'unsupported';
  if (certificate.keyUsage?.includes(usage) === false) return 'sign-only';
  if (isWeakKey(certificate.publicKey)) return 'weak';
  if (at < certificate.notBefore) return 'not-yet-valid';
  return at > certificate.notAfter ? 'expired' : 'ready';
}
