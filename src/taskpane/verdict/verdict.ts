import type { Address } from '../../mailbox/types';
import { isWeakKey } from '../../smime/index';
import type { Certificate, OpenedMessage } from '../../smime/index';
import { showDate, showDateAndTime } from '../texts/amounts';
import { methodName } from '../texts/methods';
import { cleanName } from '../texts/names';
import { headerNames } from '../texts/read';
import { andEncrypted, tierIcons, tiers, verdicts } from '../texts/verdict';
import type { Tier, VerdictCode, VerdictIcon, VerdictName, VerdictText } from '../texts/verdict';
import { count, enumerate, takeApart } from '../texts/words';
import { cancelledWhen } from './cancelled';
import { findingsOf } from './findings';
import { changedOutside, protectedHeaders } from './headers';
import { addressOf, issuerName, purposeOf, signerOf, signingTimeOf } from './signer';

/** One thing to say: texts are templates, what the message says stands in `values`. */
export interface Statement {
  readonly code: VerdictCode;
  readonly tier: Tier;
  readonly icon: VerdictIcon;
  readonly headline: string;
  readonly sentence: string;
  readonly values: VerdictValues;
}

/** The worst finding; whatever else was found is listed below it. */
export interface Verdict extends Statement {
  readonly also: readonly Statement[];
  /** A line of its own outside tier good: encryption never raises a tier. A weak one is told by a finding instead. */
  readonly wasEncrypted: boolean;
  /** The signature alone would be in tier good, whatever is said about the encryption and the lines above the message. */
  readonly isSignerGood: boolean;
}

export type VerdictValues = Readonly<Partial<Record<VerdictName, string>>>;

export interface VerdictContext {
  /** The sender as Outlook shows it, or as a file names it; `null`: it names nobody. */
  readonly from: Address | null;
  /** Nothing that Outlook shows: a message out of a file. */
  readonly isFile?: boolean;
  readonly now: Date;
  readonly hasDigitalIds: boolean;
}

export function judge(opened: OpenedMessage, context: VerdictContext): Verdict {
  const values = valuesOf(opened, context);
  const codes = worstFirst(findingsOf(opened, context.hasDigitalIds).flatMap((code) => inContext(code, context)));
  const [worst = 'not-signed', ...others] = codes;
  const main = state(worst, values);
  const wasEncrypted = opened.encryption.state === 'decrypted' && !opened.encryption.weak;
  const headline = main.tier === 'good' && wasEncrypted ? main.headline + andEncrypted : main.headline;
  const isSignerGood = codes.includes('valid') && codes.every((code) => code === 'valid' || besideSigner.has(code));
  // Where another finding about the signature decides, that it fits is no news.
  const also = others.filter((code) => code !== 'valid' || isSignerGood).map((code) => state(code, values));
  return { ...main, headline, also, wasEncrypted, isSignerGood };
}

/** These say nothing about who signed. */
const besideSigner: ReadonlySet<VerdictCode> = new Set(['weak-cipher', 'subject-changed', 'headers-changed'] as const);

/** A verdict that needs no report. */
export function plainVerdict(code: 'not-signed' | 'not-handed-over' | 'encrypted-part'): Verdict {
  return { ...state(code, {}), also: [], wasEncrypted: false, isSignerGood: false };
}

/**
 * With no sender to compare the signer with, a good signature proves less than
 * "signed by": the same octets under somebody's name would be a forgery.
 */
function inContext(code: VerdictCode, { from, isFile = false }: VerdictContext): readonly VerdictCode[] {
  if (code === 'valid' && from === null) return ['valid', 'no-sender'];
  return [code === 'address-mismatch' && isFile ? 'file-address-mismatch' : code];
}

function worstFirst(codes: readonly VerdictCode[]): readonly VerdictCode[] {
  const rank = (code: VerdictCode) => tiers.indexOf(verdicts[code].tier);
  return [...new Set(codes)].sort((a, b) => rank(a) - rank(b));
}

function state(code: VerdictCode, values: VerdictValues): Statement {
  const text: VerdictText = verdicts[code];
  const sentence = isKnown(text.sentence, values) ? text.sentence : (text.otherwise ?? text.sentence);
  return { code, tier: text.tier, icon: text.icon ?? tierIcons[text.tier], headline: text.headline, sentence, values };
}

function isKnown(template: string, values: VerdictValues): boolean {
  const known: Readonly<Record<string, string | undefined>> = values;
  return takeApart(template).every((piece) => 'words' in piece || known[piece.name] !== undefined);
}

function valuesOf(opened: OpenedMessage, { from, now }: VerdictContext): VerdictValues {
  return {
    now: showDateAndTime(now),
    ...(from === null ? {} : { from: cleanName(from.address) }),
    certificates: count(opened.certificates.length, 'certificate', 'certificates'),
    ...signerValues(opened, from),
    ...encryptionValues(opened),
    ...headerValues(opened),
  };
}

function headerValues(opened: OpenedMessage): VerdictValues {
  const changed = changedOutside(opened);
  if (changed.length === 0) return {};
  const own = protectedHeaders(opened).find(({ name }) => name === 'subject')?.value;
  return {
    ...(own === undefined ? {} : { protectedSubject: cleanName(own) }),
    shownSubject: cleanName(opened.outerHeaders.subject),
    changed: enumerate(changed.filter((name) => name !== 'subject').map((name) => headerNames[name].within)),
  };
}

function signerValues(opened: OpenedMessage, from: Address | null): VerdictValues {
  const signer = signerOf(opened);
  const signed = signingTimeOf(opened);
  const when = signed === undefined ? {} : { signingDate: showDate(signed) };
  const method = opened.signature.state === 'cannot-check' ? opened.signature.algorithm : undefined;
  const how = method === undefined ? {} : { method: methodName(method) };
  if (signer === undefined) return { ...when, ...how };
  const { certificate } = signer;
  const address = addressOf(certificate, from?.address);
  const cancelled = cancelledWhen(opened.signature);
  const purpose = purposeOf(certificate);
  return {
    ...when,
    ...how,
    ...(address === undefined ? { certAddress: 'no address' } : { address: cleanName(address), certAddress: cleanName(address) }),
    ...(purpose === undefined ? {} : { purpose }),
    ...(cancelled === undefined ? {} : { cancelled }),
    issuer: issuerName(certificate),
    date: showDate(certificate.notAfter),
    startDate: showDate(certificate.notBefore),
    ...(isSmall(certificate) ? { bits: String(certificate.publicKey.bits) } : {}),
    digest: methodName(signer.digestAlgorithm),
  };
}

/** A weak key may be an issuer's, or weak in another way: then the size of this one says nothing. */
function isSmall({ publicKey }: Certificate): boolean {
  return isWeakKey(publicKey) && publicKey.forgeable !== true;
}

function encryptionValues({ encryption }: OpenedMessage): VerdictValues {
  switch (encryption.state) {
    case 'not-encrypted':
      return {};
    case 'locked': {
      const address = encryption.digitalId.emailAddresses[0];
      return address === undefined ? {} : { address: cleanName(address) };
    }
    case 'decrypted':
      return { cipher: methodName(encryption.algorithm) };
    case 'failed':
      return encryption.algorithm === undefined ? {} : { method: methodName(encryption.algorithm) };
  }
}
