import { equal } from '../bytes';
import type { Certificate, PathProblem, TrustAnchor } from '../certificate/certificate';
import { sameAddress } from '../certificate/email-addresses';
import { validatePath } from '../certificate/path-validation';
import { contentTypes } from '../cms/content-info';
import { signedContent } from '../cms/signed-content';
import type { SignatureBudget } from '../cms/signed-content';
import type { SignedData } from '../cms/signed-data';
import { verifySigner } from '../cms/verify-signer';
import type { SignerResult } from '../cms/verify-signer';
import type { AddressList } from '../mime/addresses';
import type { RevocationEvidence } from '../revocation/judge';
import type { NonEmpty, SignatureRemark, SignatureReport, Signer, TrustProblem } from './report';
import { signerRevocation } from './signer-revocation';
import { worstSignature } from './worst-signature';

/** Everything a signature is judged against. */
export interface VerifyContext {
  readonly trustAnchors: readonly TrustAnchor[];
  /** The time for which everything is judged. */
  readonly at: Date;
  /** Whether the octets are those that were signed, or perhaps a rewritten copy. */
  readonly exact: boolean;
  readonly covers: 'whole' | 'part';
  /** CMS alone can be about anything; mail is signed as id-data (RFC 8551 section 2.4). */
  readonly isFile?: boolean;
  /** Who the message says it is from; absent where there is no message around the signature. */
  readonly from?: AddressList;
  /** Where signers' and issuers' certificates may be found, the message's own first. */
  readonly certificates: readonly Certificate[];
  /** Awaited now and then during long work. */
  readonly pause?: () => Promise<void>;
  /** Shared by everything that is verified of one message; absent: one of its own. */
  readonly budget?: SignatureBudget;
  /** What is at hand about revocation; absent: nothing. */
  readonly revocation?: RevocationEvidence;
}

/** Clocks differ; more than this in the future is no clock. */
const clockTolerance = 24 * 60 * 60 * 1000;

/**
 * Verifies every signature in `signedData` over `content`. All must be good; the
 * report is about the worst one.
 * @param content - the octets signed: of the MIME part, or of the CMS itself
 */
export async function verifySignedData(
  signedData: SignedData,
  content: Uint8Array,
  context: VerifyContext,
): Promise<SignatureReport> {
  if (signedData.signerInfos.length === 0) return { state: 'not-signed' };
  // A detached signature that brings other content along: which one was meant?
  if (signedData.content !== undefined && !equal(signedData.content, content)) {
    return { state: 'broken', problems: ['ambiguous-structure'] };
  }
  // Signed as something else, it was meant for another protocol, whatever it looks like.
  if (context.isFile !== true && signedData.contentType !== contentTypes.data) return { state: 'broken', problems: ['malformed'] };
  const signed = signedContent(signedData.contentType, content, context.pause, context.budget);
  const results: SignerResult[] = [];
  for (const info of signedData.signerInfos) {
    await context.pause?.();
    results.push(await verifySigner(info, signed, context.certificates));
  }
  const addresses = addressProblems(results, context.from);
  const reports: SignatureReport[] = [];
  for (const result of authorFirst(results, context.from)) {
    await context.pause?.();
    reports.push(await judge(result, addresses, context));
  }
  return worstSignature(reports);
}

/** Of several good signatures the report is about the author's: anybody can add his own, and as the first. */
function authorFirst(results: readonly SignerResult[], from: AddressList | undefined): readonly SignerResult[] {
  const isAuthors = ({ certificate }: SignerResult) =>
    certificate?.emailAddresses.some((own) => from?.mailboxes.some(({ address }) => sameAddress(own, address))) === true;
  return [...results.filter(isAuthors), ...results.filter((result) => !isAuthors(result))];
}

async function judge(
  result: SignerResult,
  addresses: readonly TrustProblem[],
  context: VerifyContext,
): Promise<SignatureReport> {
  const known =
    result.certificate === undefined ? {} : { signer: signerOf(result, result.certificate, context) };
  switch (result.outcome) {
    case 'fits':
      return judgeTrust(result, addresses, context);
    case 'unknown-signer':
      return { state: 'cannot-check', problems: ['signer-certificate-missing'] };
    case 'too-many-signatures':
      return { state: 'cannot-check', problems: ['too-many-signatures'], ...known };
    case 'unsupported':
      return {
        state: 'cannot-check',
        problems: ['algorithm-unsupported'],
        algorithm: result.algorithm,
        ...known,
      };
    case 'broken':
      // In a rewritten copy other octets are no sign of tampering, only of rewriting.
      return isAboutContent(result) && !context.exact
        ? { state: 'cannot-check', problems: ['not-exact-bytes'], ...known }
        : { state: 'broken', problems: [result.problem], ...known };
  }
}

function isAboutContent({ problem, coversContentAlone }: SignerResult & { readonly outcome: 'broken' }): boolean {
  return problem === 'digest-mismatch' || (problem === 'signature-mismatch' && coversContentAlone === true);
}

function signerOf(result: SignerResult, certificate: Certificate, context: VerifyContext): Signer {
  return { certificate, ...result.names, covers: context.covers };
}

async function judgeTrust(
  result: SignerResult & { readonly outcome: 'fits' },
  addresses: readonly TrustProblem[],
  context: VerifyContext,
): Promise<SignatureReport> {
  const { certificate } = result;
  const time = signingTimeProblems(result.signingTime, context.at);
  const {
    path,
    problems: pathProblems,
    revocation,
  } = await validatePath({
    certificate,
    intermediates: context.certificates,
    trustAnchors: context.trustAnchors,
    at: time.judgedAt,
    revocation: { crls: [], ocspResponses: [], ...context.revocation, now: context.at },
    ...(context.budget === undefined ? {} : { budget: context.budget }),
  });
  const problems = distinct<TrustProblem>([
    ...(context.covers === 'part' ? (['covers-part-only'] as const) : []),
    ...(result.weakDigest ? (['weak-digest'] as const) : []),
    ...time.problems,
    ...(pathProblems satisfies readonly PathProblem[]),
    ...addresses,
  ]);
  const common = {
    signer: signerOf(result, certificate, context),
    ...(result.signingTime === undefined ? {} : { signingTime: result.signingTime }),
    ...signerRevocation(path, revocation, { signing: time.judgedAt, now: context.at }),
  };
  const [first, ...more] = problems;
  if (first !== undefined)
    return { state: 'not-trusted', ...common, problems: [first, ...more] satisfies NonEmpty<TrustProblem> };
  return { state: 'valid', ...common, path, remarks: remarksOn(path, context.at) };
}

/**
 * The path is judged at the signing time when that can be: what was good then
 * stays good. The signer states that time alone, so one in the future is not believed.
 */
function signingTimeProblems(
  signingTime: Date | undefined,
  at: Date,
): { judgedAt: Date; problems: readonly TrustProblem[] } {
  if (signingTime === undefined || signingTime.getTime() > at.getTime() + clockTolerance) {
    return { judgedAt: at, problems: signingTime === undefined ? [] : ['signing-time-implausible'] };
  }
  return { judgedAt: signingTime.getTime() > at.getTime() ? at : signingTime, problems: [] };
}

function remarksOn(path: readonly Certificate[], at: Date): readonly SignatureRemark[] {
  const expired = path.some((certificate) => certificate.notAfter.getTime() < at.getTime());
  return expired ? ['certificate-expired-since'] : [];
}

function addressProblems(
  results: readonly SignerResult[],
  from: AddressList | undefined,
): readonly TrustProblem[] {
  if (from === undefined) return [];
  const proven = results.flatMap((result) =>
    result.outcome === 'fits' ? result.certificate.emailAddresses : [],
  );
  return authorProblems(proven, from);
}

/**
 * RFC 8550 section 3: the author in From: must be an address of a signer. With
 * several authors each must be; with several signers each author needs one of
 * them whose signature fits.
 * @param proven - the addresses of those signers
 */
export function authorProblems(proven: readonly string[], from: AddressList): readonly TrustProblem[] {
  const problems: TrustProblem[] = [];
  if (from.ambiguous || from.mailboxes.length !== 1) problems.push('from-ambiguous');
  if (proven.length === 0) problems.push('address-missing');
  const covered = from.mailboxes.every(({ address }) => proven.some((own) => sameAddress(own, address)));
  if (!covered || from.mailboxes.length === 0) problems.push('address-mismatch');
  return problems;
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}
