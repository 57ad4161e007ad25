import { Asn1Error } from '../asn1/read';
import { equal } from '../bytes';
import type { Certificate } from '../certificate/certificate';
import { readCertificateStructure } from '../certificate/structure';
import { isSmimeError } from '../errors';
import type { IntegrityProblem } from '../message/report';
import { verifySignature } from '../public-key/verify-signature';
import { protects } from './algorithm-protection';
import { algorithmName, findDigest, findSignatureAlgorithm } from './algorithms';
import { asCms, contentTypes } from './content-info';
import { findSigner } from './find-signer';
import { readSignatureMethod } from './signature-method';
import type { SignatureMethod } from './signature-method';
import { checkUnsigned, readStatements } from './signed-attributes';
import type { SignedStatements } from './signed-attributes';
import type { SignedContent } from './signed-content';
import type { SignerInfo } from './signed-data';
import { isNamedCertificate } from './signing-certificate';

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
  | {
      readonly outcome: 'broken';
      readonly problem: IntegrityProblem;
      /** There are no attributes: that the signature does not fit may be said of the content, too. */
      readonly coversContentAlone?: true;
    }
  | { readonly outcome: 'unknown-signer' }
  /** The message's budget of checks was spent before this one. */
  | { readonly outcome: 'too-many-signatures' }
  | { readonly outcome: 'unsupported'; readonly algorithm: string };

export interface AlgorithmNames {
  readonly digestAlgorithm: string;
  readonly signatureAlgorithm: string;
}

/** A sender may put many certificates with one identifier in a message; each costs a check. */
const maxCandidates = 5;

/**
 * Verifies one signature over `content` (RFC 5652 sections 5.4 and 5.6).
 * @param certificates - where the signer's may be found, the message's own first
 */
export async function verifySigner(
  info: SignerInfo,
  content: SignedContent,
  certificates: readonly Certificate[],
): Promise<SignerResult> {
  const candidates = await findSigner(info.signer, certificates);
  const names = {
    digestAlgorithm: algorithmName(info.digestAlgorithm.oid),
    signatureAlgorithm: findSignatureAlgorithm(info.signatureAlgorithm.oid)?.name ?? info.signatureAlgorithm.oid,
  };
  const named = candidates[0] === undefined ? { names } : { names, certificate: candidates[0] };
  try {
    const method = methodOf(info);
    checkUnsigned(info.unsignedAttributes);
    const statements = await checkContent(info, content, method);
    if (candidates.length === 0) return { ...named, outcome: 'unknown-signer' };
    const certificate = await firstFitting({ info, content, method, statements }, candidates.slice(0, maxCandidates));
    if (certificate === undefined) return { ...named, outcome: 'too-many-signatures' };
    return {
      names: { ...names, digestAlgorithm: method.digest.name },
      outcome: 'fits',
      certificate,
      weakDigest: method.digest.strength === 'weak',
      ...signingTimeOf(statements),
    };
  } catch (error) {
    const outcome = outcomeOf(error);
    if (outcome === undefined) throw error;
    const isAlone = outcome.outcome === 'broken' && info.signedAttributes === undefined;
    return { ...named, ...outcome, ...(isAlone ? { coversContentAlone: true } : {}) };
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

function methodOf(info: SignerInfo): SignatureMethod {
  const method = asCms(() => readSignatureMethod(info.signatureAlgorithm, info.digestAlgorithm.oid));
  // RFC 8419 section 3: with attributes the digest over the content is as strong as the signature's own.
  const digestOfContent = findDigest(info.digestAlgorithm.oid)?.name;
  if (info.signedAttributes !== undefined && digestOfContent !== method.digest.name) throw new Misfit('malformed');
  return method;
}

async function checkContent(
  info: SignerInfo,
  content: SignedContent,
  method: SignatureMethod,
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
  const { algorithmProtection: said } = statements;
  if (said !== undefined && !protects(said, info)) throw new Misfit('malformed');
  if (!equal(await content.digestOf(method.digest.name), statements.messageDigest))
    throw new Misfit('digest-mismatch');
  return statements;
}

interface Signed {
  readonly info: SignerInfo;
  readonly content: SignedContent;
  readonly method: SignatureMethod;
  readonly statements: SignedStatements | undefined;
}

/** `undefined`: the budget is spent. */
async function firstFitting(signed: Signed, candidates: readonly Certificate[]): Promise<Certificate | undefined> {
  const { content, statements } = signed;
  for (const certificate of candidates) {
    if (!(await isMeant(statements, certificate))) continue;
    await content.pause?.();
    if (--content.budget.checks < 0) return undefined;
    if (await fits(signed, spkiOf(certificate))) return certificate;
  }
  throw new Misfit('signature-mismatch');
}

async function fits({ info, content, method }: Signed, publicKeySpkiDer: Uint8Array): Promise<boolean> {
  const check = { method, publicKeySpkiDer };
  const { digestOf } = content;
  if (info.signedAttributes === undefined) return verifySignature({ ...check, digestOf }, info.signature, content.octets);
  for (const encoding of info.signedAttributes.encodings) {
    if (await verifySignature(check, info.signature, encoding)) return true;
  }
  return false;
}

async function isMeant(statements: SignedStatements | undefined, certificate: Certificate): Promise<boolean> {
  for (const named of statements?.signingCertificates ?? []) {
    if (!(await isNamedCertificate(named, certificate))) return false;
  }
  return true;
}

function spkiOf(certificate: Certificate): Uint8Array {
  try {
    return readCertificateStructure(certificate.der).spkiDer;
  } catch (error) {
    if (error instanceof Asn1Error) throw new Misfit('malformed');
    throw error;
  }
}
