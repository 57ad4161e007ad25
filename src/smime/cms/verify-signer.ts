import { Asn1Error } from '../asn1/read';
import { equal } from '../bytes';
import type { Certificate } from '../certificate/certificate';
import { matchesIdentifier } from '../certificate/email-addresses';
import { readCertificateStructure } from '../certificate/structure';
import { SmimeError, isSmimeError } from '../errors';
import type { IntegrityProblem } from '../message/report';
import { algorithmName, digest, findDigest, findSignatureAlgorithm, verifySignature } from './algorithms';
import type { DigestAlgorithm } from './algorithms';
import { contentTypes } from './content-info';
import { isNamedCertificate, readStatements } from './signed-attributes';
import type { SignedStatements } from './signed-attributes';
import type { SignerInfo } from './signed-data';

/** What was found out about one SignerInfo; who the signer is to us is not judged here. */
export type SignerResult = {
  readonly certificate?: Certificate;
  readonly names: AlgorithmNames;
} & SignerOutcome;

type SignerOutcome =
  | {
      readonly outcome: 'fits';
      readonly certificate: Certificate;
      readonly weakDigest: boolean;
      readonly signingTime?: Date;
    }
  | { readonly outcome: 'broken'; readonly problem: IntegrityProblem }
  | { readonly outcome: 'unknown-signer' }
  | { readonly outcome: 'unsupported'; readonly algorithm: string };

export interface AlgorithmNames {
  readonly digestAlgorithm: string;
  readonly signatureAlgorithm: string;
}

export interface SignedContent {
  /** OID. */
  readonly type: string;
  readonly octets: Uint8Array;
}

/** A sender may put many certificates with one identifier in a message; each costs a check. */
const maxCandidates = 5;
const largestKey = 16_384;

/**
 * Verifies one signature over `content` (RFC 5652 sections 5.4 and 5.6).
 * @param certificates - where the signer's may be found, the message's own first
 */
export async function verifySigner(
  info: SignerInfo,
  content: SignedContent,
  certificates: readonly Certificate[],
): Promise<SignerResult> {
  const candidates = certificates.filter((certificate) => matchesIdentifier(certificate, info.signer));
  const digestAlgorithm = findDigest(info.digestAlgorithm.oid);
  const names = {
    digestAlgorithm: algorithmName(info.digestAlgorithm.oid),
    signatureAlgorithm:
      findSignatureAlgorithm(info.signatureAlgorithm.oid)?.name ?? info.signatureAlgorithm.oid,
  };
  const named = candidates[0] === undefined ? { names } : { names, certificate: candidates[0] };
  try {
    const usable = supported(info, digestAlgorithm, names);
    const statements = await checkContent(info, content, usable);
    if (candidates.length === 0) return { ...named, outcome: 'unknown-signer' };
    const certificate = await firstFitting(
      info,
      content,
      candidates.slice(0, maxCandidates),
      usable,
      statements,
    );
    return {
      names,
      outcome: 'fits',
      certificate,
      weakDigest: usable.strength === 'weak',
      ...signingTimeOf(statements),
    };
  } catch (error) {
    const outcome = outcomeOf(error);
    if (outcome === undefined) throw error;
    return { ...named, ...outcome };
  }
}

/** Why a signature does not fit; stays inside this file. */
class Misfit extends Error {
  readonly problem: IntegrityProblem;
  constructor(problem: IntegrityProblem) {
    super(problem);
    this.problem = problem;
  }
}

function outcomeOf(error: unknown): SignerOutcome | undefined {
  if (error instanceof Misfit) return { outcome: 'broken', problem: error.problem };
  if (!isSmimeError(error)) return undefined;
  if (error.code === 'ERR_CMS_MALFORMED') return { outcome: 'broken', problem: 'malformed' };
  if (error.code === 'ERR_ALGORITHM_UNSUPPORTED')
    return { outcome: 'unsupported', algorithm: error.details.name };
  return undefined;
}

function signingTimeOf(statements: SignedStatements | undefined): { signingTime?: Date } {
  return statements?.signingTime === undefined ? {} : { signingTime: statements.signingTime };
}

// RFC 5754: the digest in the name of the signature algorithm must be the one over the content.
function supported(
  info: SignerInfo,
  found: DigestAlgorithm | undefined,
  names: AlgorithmNames,
): DigestAlgorithm {
  const scheme = findSignatureAlgorithm(info.signatureAlgorithm.oid);
  if (scheme?.scheme === undefined) throw unsupported(names.signatureAlgorithm);
  if (found?.webCrypto === undefined) throw unsupported(names.digestAlgorithm);
  if (scheme.digest !== undefined && scheme.digest !== found.name) throw new Misfit('malformed');
  return found;
}

function unsupported(name: string): SmimeError {
  return new SmimeError('ERR_ALGORITHM_UNSUPPORTED', { name });
}

async function checkContent(
  info: SignerInfo,
  content: SignedContent,
  algorithm: DigestAlgorithm,
): Promise<SignedStatements | undefined> {
  if (info.signedAttributes === undefined) {
    // Without attributes the signature covers the content itself. Somebody could present
    // the signed attributes of another message (a SET, 0x31) as content: then this
    // signature fits, over something its maker never signed as content.
    if (content.octets[0] === 0x31) throw new Misfit('ambiguous-structure');
    if (content.type !== contentTypes.data) throw new Misfit('malformed');
    return undefined;
  }
  const statements = readStatements(info.signedAttributes, content.type);
  if (!equal(await digest(algorithm.name, content.octets), statements.messageDigest))
    throw new Misfit('digest-mismatch');
  return statements;
}

async function firstFitting(
  info: SignerInfo,
  content: SignedContent,
  candidates: readonly Certificate[],
  algorithm: DigestAlgorithm,
  statements: SignedStatements | undefined,
): Promise<Certificate> {
  const encodings = info.signedAttributes?.encodings ?? [content.octets];
  for (const certificate of candidates) {
    if (certificate.publicKey.bits > largestKey)
      throw unsupported(`${certificate.publicKey.algorithm}-${certificate.publicKey.bits}`);
    if (!(await isMeant(statements, certificate))) continue;
    for (const encoding of encodings) {
      if (await signatureFits(info, certificate, algorithm, encoding)) return certificate;
    }
  }
  throw new Misfit('signature-mismatch');
}

// RFC 5035: another certificate with the same key (and other rights) must not be put in the signer's place.
async function isMeant(statements: SignedStatements | undefined, certificate: Certificate): Promise<boolean> {
  const named = statements?.signingCertificate;
  if (named === undefined) return true;
  return (await isNamedCertificate(named, certificate.der)) !== false;
}

async function signatureFits(
  info: SignerInfo,
  certificate: Certificate,
  algorithm: DigestAlgorithm,
  encoding: Uint8Array,
): Promise<boolean> {
  const check = {
    publicKeySpkiDer: spkiOf(certificate),
    algorithm: findSignatureAlgorithm(info.signatureAlgorithm.oid)?.name ?? '',
    digest: algorithm.name,
  };
  return verifySignature(check, info.signature, encoding);
}

function spkiOf(certificate: Certificate): Uint8Array {
  try {
    return readCertificateStructure(certificate.der).spkiDer;
  } catch (error) {
    if (error instanceof Asn1Error) throw new Misfit('malformed');
    throw error;
  }
}
