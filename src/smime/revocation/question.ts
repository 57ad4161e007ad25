import { orUndefined } from '../asn1/or-undefined';
import { Asn1Error } from '../asn1/read';
import type { Certificate } from '../certificate/certificate';
import { readCertificateStructure } from '../certificate/structure';
import type { CertificateStructure } from '../certificate/structure';
import type { AlgorithmIdentifier } from '../cms/algorithm-identifier';
import { readSignatureMethod } from '../cms/signature-method';
import { isSmimeError } from '../errors';
import { verifySignature } from '../public-key/verify-signature';
import type { RevocationAnswer } from './answer';

/** A certificate with what its summary leaves out; a step of a path is one. */
export interface ReadCertificate {
  readonly certificate: Certificate;
  readonly structure: CertificateStructure;
}

const known = new WeakMap<Certificate, { readonly read: ReadCertificate | undefined }>();

/** Once for each certificate; `undefined` for one that cannot be read. */
export function readForRevocation(certificate: Certificate): ReadCertificate | undefined {
  const found = known.get(certificate) ?? { read: orUndefined(() => ({ certificate, structure: readCertificateStructure(certificate.der) })) };
  known.set(certificate, found);
  return found.read;
}

/** One certificate of a path, about which CRLs and OCSP responses are asked. */
export interface RevocationQuestion {
  readonly subject: ReadCertificate;
  /** Its issuer on the path: the key that signed it. */
  readonly issuer: ReadCertificate;
  /** What the clock says: evidence from later is from the future, evidence past its nextUpdate then is stale. */
  readonly now: Date;
  /** Where certificates of those who sign evidence may be found, beside those that it brings along. */
  readonly certificates: readonly Certificate[];
  /**
   * Whether a path leads from that certificate to the same anchor at `at`, for
   * whoever signs with a key that is not the issuer's. Not for OCSP responders, whom
   * the issuer itself must have named (RFC 6960 section 4.2.2.2).
   * @returns the certificate, or `undefined` when nobody vouches for it
   */
  readonly vouchFor: (certificate: Certificate, at: Date) => Promise<ReadCertificate | undefined>;
  /** What CRLs alone say about another certificate of the same issuer (an OCSP responder's). */
  readonly crlAnswer?: (subject: ReadCertificate) => Promise<RevocationAnswer>;
  /** What may still be spent on signatures, as in path building. */
  readonly budget: { certificateChecks: number };
  /**
   * The same for keys that nobody has vouched for yet: anybody can put certificates
   * of the right name in a message. Absent: they have the other.
   */
  readonly strangersBudget?: { certificateChecks: number };
}

/** Something signed: a CRL, an OCSP response, a certificate. */
export interface SignedStatement {
  /** What the signature covers. */
  readonly signedDer: Uint8Array;
  readonly algorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  /** Digests of `signedDer`, where somebody keeps them. */
  readonly digestOf?: (name: string) => Promise<Uint8Array>;
}

/**
 * `fits-weakly`: by a digest for which others may find a second text (SHA-1). Such
 * evidence may make an answer worse, never better.
 */
export type StatementSignature = 'fits' | 'fits-weakly' | 'does-not-fit' | 'unsupported' | 'too-costly';

/** No key above this is verified with anywhere (public-key/rsa.ts). */
const maxKeyBits = 16_384;

/** Checks a signature and takes its cost off the budget; what costs more than is left takes nothing. */
export async function checkStatement(
  { signedDer, algorithm, signature, digestOf }: SignedStatement,
  signer: ReadCertificate,
  budget: { certificateChecks: number },
): Promise<StatementSignature> {
  const { bits } = signer.certificate.publicKey;
  if (bits > maxKeyBits) return 'unsupported';
  // The work grows with the square of the key's length.
  const cost = Math.max(1, Math.ceil((bits / 4096) ** 2));
  if (cost > budget.certificateChecks) return 'too-costly';
  budget.certificateChecks -= cost;
  try {
    const method = readSignatureMethod(algorithm);
    const check = { method, publicKeySpkiDer: signer.structure.spkiDer, ...(digestOf === undefined ? {} : { digestOf }) };
    if (!(await verifySignature(check, signature, signedDer))) return 'does-not-fit';
    return method.digest.strength === 'usable' ? 'fits' : 'fits-weakly';
  } catch (error) {
    if (error instanceof Asn1Error) return 'does-not-fit';
    if (isSmimeError(error) && error.code === 'ERR_ALGORITHM_UNSUPPORTED') return 'unsupported';
    throw error;
  }
}
