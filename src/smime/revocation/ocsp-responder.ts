import { equal } from '../bytes';
import { isWeakKey } from '../certificate/key-usage';
import { nameKey } from '../certificate/name-comparison';
import { extension } from '../certificate/object-identifiers';
import { keyHash, possibleDelegates } from './ocsp-certificates';
import type { OcspResponse, ResponderId } from './ocsp-response';
import { checkStatement } from './question';
import type { ReadCertificate, RevocationQuestion, StatementSignature } from './question';

/**
 * What a response may be believed: `all` of it, or only what is `worse` than not
 * knowing (a weak digest or key, a responder that itself may be cancelled), or nothing;
 * `too-costly`: that could not be found out with what is left of the budget.
 */
export type Authority = 'all' | 'worse' | 'too-costly' | undefined;

/** Somebody who signed a response and may. */
export interface Responder {
  readonly authority: NonNullable<Authority>;
  /** Absent: the issuer itself, whose dates are those of the path. */
  readonly notAfter?: Date;
}

/**
 * By RFC 6960 section 4.2.2.2 the issuer itself may answer, or whom it named by a
 * certificate of its own. There is no third: nobody configures responders here.
 */
export async function respondersOf(response: OcspResponse, question: RevocationQuestion): Promise<readonly Responder[]> {
  const { issuer } = question;
  if (await isNamed(response.responder, issuer)) {
    const authority = strengthOf(issuer, await checkResponse(response, issuer, question));
    if (authority !== undefined) return [{ authority }];
  }
  const responders: Responder[] = [];
  for (const delegate of await delegates(response, question)) {
    const { notBefore, notAfter } = delegate.structure;
    if (response.producedAt < notBefore || isOver(notAfter, response.producedAt)) continue;
    const authority = await authorityOfDelegate(delegate, response, question);
    if (authority !== undefined) responders.push({ authority, notAfter });
    if (authority === 'too-costly') break;
  }
  return responders;
}

/** @param until - when it is used for the last time: whoever gave it must still be in date then, who watches his key later? */
export function authorityUntil(responders: readonly Responder[], until: Date): Authority {
  const authorities = responders
    .filter(({ notAfter }) => notAfter === undefined || !isOver(notAfter, until))
    .map(({ authority }) => authority);
  return authorities.includes('all') ? 'all' : authorities[0];
}

/** notAfter names a whole second, which still belongs to the time (RFC 5280 section 4.1.2.5). */
function isOver(notAfter: Date, at: Date): boolean {
  return Math.floor(at.getTime() / 1000) * 1000 > notAfter.getTime();
}

/** Those that look the part, before any signature is checked. However many there are, the budget ends it. */
async function delegates(response: OcspResponse, question: RevocationQuestion): Promise<readonly ReadCertificate[]> {
  const { issuer, subject } = question;
  const found: ReadCertificate[] = [];
  // From the end: what a message brought stands in front of what was known before.
  for (const candidate of await possibleDelegates(response.certificates, [...question.certificates].reverse())) {
    if (!mayAnswer(candidate) || !isNamedBy(issuer, candidate) || !(await isNamed(response.responder, candidate))) continue;
    // Nobody answers about himself: once stolen, he would go on calling himself good.
    if (!equal(candidate.structure.spkiDer, subject.structure.spkiDer)) found.push(candidate);
  }
  return found;
}

/** The purpose itself: anyExtendedKeyUsage is not enough (section 4.2.2.2). */
function mayAnswer({ certificate, structure }: ReadCertificate): boolean {
  const { extendedKeyUsage, keyUsage } = certificate;
  if (extendedKeyUsage?.includes('OCSPSigning') !== true) return false;
  // RFC 5280 section 4.2.1.12 says which bits go with the purpose.
  if (keyUsage !== undefined && !keyUsage.includes('digitalSignature') && !keyUsage.includes('nonRepudiation')) return false;
  return structure.extensions.every(({ oid, critical }) => !critical || understood.has(oid));
}

const nocheck = '1.3.6.1.5.5.7.48.1.5';

const understood: ReadonlySet<string> = new Set([
  nocheck,
  extension.keyUsage,
  extension.extendedKeyUsage,
  extension.basicConstraints,
  extension.subjectKeyIdentifier,
  extension.authorityKeyIdentifier,
  extension.subjectAltName,
  extension.certificatePolicies,
]);

function isNamedBy(issuer: ReadCertificate, { structure }: ReadCertificate): boolean {
  return structure.signatureAlgorithmsAgree && nameKey(structure.issuer) === nameKey(issuer.structure.subject);
}

async function authorityOfDelegate(delegate: ReadCertificate, response: OcspResponse, question: RevocationQuestion): Promise<Authority> {
  const { tbsDer: signedDer, signatureAlgorithm: algorithm, signature } = delegate.structure;
  const issued = await checkOnce(delegate.certificate, question.issuer, () =>
    checkStatement({ signedDer, algorithm, signature }, question.issuer, budgetFor(delegate, response, question)),
  );
  const named = strengthOf(question.issuer, issued);
  if (named === undefined || named === 'too-costly') return named;
  const answered = strengthOf(delegate, await checkResponse(response, delegate, question));
  if (answered === undefined || answered === 'too-costly') return answered;
  const standing = await standingOf(delegate, question);
  return standing === 'all' && named === 'all' ? answered : standing === undefined ? undefined : 'worse';
}

/** Anybody can put certificates that look the part in a message: they must not use up what is left for what was given. */
function budgetFor({ certificate }: ReadCertificate, response: OcspResponse, question: RevocationQuestion): RevocationQuestion['budget'] {
  const cameAlong = response.certificates.some((der) => equal(der, certificate.der));
  return cameAlong ? question.budget : (question.strangersBudget ?? question.budget);
}

function strengthOf(signer: ReadCertificate, signature: StatementSignature): Authority {
  if (signature === 'too-costly') return signature;
  if (signature !== 'fits' && signature !== 'fits-weakly') return undefined;
  return signature === 'fits' && !isWeakKey(signer.certificate.publicKey) ? 'all' : 'worse';
}

/**
 * Whether the responder's own certificate is cancelled (section 4.2.2.2.1). Where the
 * issuer doesn't excuse it from being asked, and no list says anything, whoever stole
 * its key could go on calling certificates good.
 */
async function standingOf(delegate: ReadCertificate, { crlAnswer }: RevocationQuestion): Promise<Authority> {
  if (delegate.structure.extensions.some(({ oid }) => oid === nocheck)) return 'all';
  const answer = await crlAnswer?.(delegate);
  if (answer?.state === 'revoked') return undefined;
  return answer?.state === 'good' ? 'all' : 'worse';
}

async function isNamed(responder: ResponderId, candidate: ReadCertificate): Promise<boolean> {
  if ('name' in responder) return nameKey(candidate.structure.subject) === responder.name;
  return (await keyHash(candidate)) === responder.keyHash;
}

function checkResponse(response: OcspResponse, signer: ReadCertificate, { budget }: RevocationQuestion): Promise<StatementSignature> {
  const { tbsDer: signedDer, signatureAlgorithm: algorithm, signature } = response;
  return checkOnce(response, signer, () => checkStatement({ signedDer, algorithm, signature }, signer, budget));
}

/** All signers of a message ask the same responses. */
const checked = new WeakMap<object, Map<string, StatementSignature>>();

async function checkOnce(statement: object, signer: ReadCertificate, check: () => Promise<StatementSignature>): Promise<StatementSignature> {
  const known = checked.get(statement) ?? new Map<string, StatementSignature>();
  checked.set(statement, known);
  const result = known.get(signer.certificate.fingerprint) ?? (await check());
  // Another message has a budget of its own.
  if (result !== 'too-costly') known.set(signer.certificate.fingerprint, result);
  return result;
}
