import type { EncryptionReport, OpenedMessage, SignatureProblem, SignatureReport, TrustProblem } from '../../smime/index';
import type { VerdictCode } from '../texts/verdict';
import { isIssuerCancelled } from './cancelled';
import { changedOutside } from './headers';

/** The part of an opened message that a verdict is made of. */
export type Judged = Pick<OpenedMessage, 'layers' | 'encryption' | 'signature' | 'certificates' | 'headerProtection' | 'headers' | 'outerHeaders'>;

/**
 * Everything found out about a message, in no order. While the content could
 * not be opened, a signature around it says nothing about its author: only what
 * is wrong with it is told.
 */
export function findingsOf(opened: Judged, hasDigitalIds: boolean): readonly VerdictCode[] {
  const encryption = encryptionFindings(opened.encryption, hasDigitalIds);
  const isClosed = opened.encryption.state === 'locked' || opened.encryption.state === 'failed';
  if (isClosed) return [...encryption, ...brokenOutside(opened.signature)];
  return together([...encryption, ...signatureFindings(opened), ...headerFindings(opened)]);
}

/** Nobody is told in one breath that the encryption is weak and that others couldn't read the message. */
function together(codes: readonly VerdictCode[]): readonly VerdictCode[] {
  const pair: readonly VerdictCode[] = ['weak-cipher', 'encrypted-not-signed'];
  if (!pair.every((code) => codes.includes(code))) return codes;
  return ['weak-cipher-not-signed', ...codes.filter((code) => !pair.includes(code))];
}

function encryptionFindings(encryption: EncryptionReport, hasDigitalIds: boolean): readonly VerdictCode[] {
  switch (encryption.state) {
    case 'not-encrypted':
      return [];
    case 'locked':
      return ['locked'];
    case 'decrypted':
      return encryption.weak ? ['weak-cipher'] : [];
    case 'failed':
      return [failure(encryption.problem, hasDigitalIds)];
  }
}

/** What Outlook shows above the message comes from outside. Of the sender the signature's own findings tell. */
function headerFindings(opened: Judged): readonly VerdictCode[] {
  const changed = changedOutside(opened);
  const others = changed.filter((name) => name !== 'subject' && (name !== 'from' || !isSenderTold(opened)));
  return [...(changed.includes('subject') ? (['subject-changed'] as const) : []), ...(others.length > 0 ? (['headers-changed'] as const) : [])];
}

const aboutSender: ReadonlySet<SignatureProblem> = new Set(['from-ambiguous', 'address-mismatch', 'address-missing'] as const);

function isSenderTold({ signature }: Judged): boolean {
  return 'problems' in signature && signature.problems.some((problem) => aboutSender.has(problem));
}

type Failure = Extract<EncryptionReport, { readonly state: 'failed' }>['problem'];

function failure(problem: Failure, hasDigitalIds: boolean): VerdictCode {
  if (problem === 'malformed') return 'encryption-malformed';
  if (problem === 'algorithm-unsupported') return 'encryption-algorithm-unsupported';
  return problem === 'no-matching-digital-id' && !hasDigitalIds ? 'no-digital-id' : problem;
}

function brokenOutside(signature: SignatureReport): readonly VerdictCode[] {
  return signature.state === 'broken' ? signature.problems : [];
}

function signatureFindings(opened: Judged): readonly VerdictCode[] {
  const { signature } = opened;
  switch (signature.state) {
    case 'not-signed':
      return [unsigned(opened)];
    case 'valid':
      return ['valid', ...signature.remarks];
    case 'not-trusted':
      return signature.problems.map((problem) => refine(problem, signature));
    case 'broken':
    case 'cannot-check':
      return signature.problems;
  }
}

function unsigned({ layers, encryption }: Judged): VerdictCode {
  if (encryption.state === 'decrypted') return layers[0] === 'signed-data' ? 'signed-outside-only' : 'encrypted-not-signed';
  return layers.includes('certs-only') ? 'certificates-only' : 'not-signed';
}

type NotTrusted = Extract<SignatureReport, { readonly state: 'not-trusted' }>;

/** The same problem has different reasons, and another text helps more. */
function refine(problem: TrustProblem, signature: NotTrusted): VerdictCode {
  const { signer, signingTime: signed } = signature;
  const { subject, issuer, notAfter } = signer.certificate;
  if (problem === 'untrusted-issuer' && subject === issuer) return 'self-signed';
  if ((problem === 'revoked' || problem === 'revoked-later') && isIssuerCancelled(signature)) return `issuer-${problem}`;
  if (problem === 'certificate-expired' && signed !== undefined && notAfter >= signed) return 'issuer-expired';
  return problem;
}
