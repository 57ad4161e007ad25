import { sameAddress } from '../certificate/email-addresses';
import type { ProtectedHeaders } from '../mime/header-protection';
import {
  changedFields,
  contradictions,
  onlyOutside,
  readableValue,
  repeatedFields,
  sameAuthors,
  sameFieldIn,
} from '../mime/header-protection-fields';
import type { HeaderField } from '../mime/headers';
import { allFields } from '../mime/headers';
import { readFrom } from '../mime/message-headers';
import type { HeaderFieldReport, HeaderProtection, HeaderState } from './header-protection';
import type { EncryptionReport, NonEmpty, SignatureReport, TrustProblem } from './report';
import { authorProblems } from './verify';

/** A message as far as the layers told, before its protected headers are looked at. */
export interface Reports {
  readonly signature: SignatureReport;
  readonly encryption: EncryptionReport;
}

/** The whole message by what its headers inside say. */
export interface JudgedHeaders {
  readonly signature: SignatureReport;
  readonly headerProtection: HeaderProtection;
  /** The fields that belong to the content shown. */
  readonly fields: readonly HeaderField[];
}

/** Whether fields inside can count: an encryption was opened, or a signature over the whole fits. */
export function protects({ signature, encryption }: Reports): boolean {
  return isSigned(signature) || encryption.state === 'decrypted';
}

type Fitting = Extract<SignatureReport, { state: 'valid' | 'not-trusted' }>;

function isSigned(signature: SignatureReport): signature is Fitting {
  return (signature.state === 'valid' || signature.state === 'not-trusted') && signature.signer.covers === 'whole';
}

/**
 * Judges a message by the header fields inside it (RFC 9788 section 4).
 * @param headers - absent: there are none
 * @param outer - the fields of the message around it; absent: there is none
 */
export function judgeHeaders(
  headers: ProtectedHeaders | undefined,
  outer: readonly HeaderField[] | undefined,
  reports: Reports,
): JudgedHeaders {
  const without = { headerProtection: { state: 'none' }, fields: outer ?? [] } as const;
  if (headers === undefined) return { signature: reports.signature, ...without };
  const repeated = repeatedFields(headers.inside).filter((name) => name !== 'from');
  if (repeated.length > 0) {
    // Programs differ in which of two they show: then they show different messages, all of them signed.
    const misleading: SignatureReport = { state: 'broken', problems: ['ambiguous-structure'] };
    return { signature: isSigned(reports.signature) ? misleading : reports.signature, ...without };
  }
  const author = judgeAuthor(headers.inside, outer, reports.signature);
  return {
    signature: author.signature,
    headerProtection: reportOf(headers, outer ?? [], { ...reports, hasOutside: outer !== undefined }),
    fields: [...headers.inside.filter(({ name }) => name !== 'from'), ...author.from],
  };
}

function reportOf(
  headers: ProtectedHeaders,
  outer: readonly HeaderField[],
  { signature, encryption, hasOutside }: Reports & { readonly hasOutside: boolean },
): HeaderProtection {
  const { form, hp, inside, leftOutside } = headers;
  const decrypted = encryption.state === 'decrypted';
  const left = leftOutside ?? (decrypted ? outer : inside);
  const isReadable = sameFieldIn(left);
  const signed = isSigned(signature);
  const stateOf = (field: HeaderField): HeaderState => {
    const hidden = decrypted && !isReadable(field);
    if (hidden) return signed ? 'signed-and-encrypted' : 'encrypted-only';
    return signed ? 'signed-only' : 'unprotected';
  };
  // Who wrote `clear` did not hide it, but whoever encrypted it afterwards perhaps did.
  const isHidden = (field: HeaderField) =>
    hp === 'cipher' ? !isReadable(field) : decrypted && changedFields([field], outer).includes('subject');
  const report = (state: HeaderState, { name, value }: HeaderField): HeaderFieldReport => ({
    name,
    value: readableValue(value),
    state,
  });
  const changed = leftOutside === undefined ? contradictions(inside, outer, decrypted) : changedFields(left, outer);
  return {
    state: 'protected',
    form,
    ...(hp === undefined ? {} : { hp }),
    fields: [
      ...inside.map((field) => report(stateOf(field), field)),
      ...onlyOutside(inside, outer).map((field) => report('unprotected', field)),
    ],
    subjectHidden: inside.some((field) => field.name === 'subject' && isHidden(field)),
    differsOutside: hasOutside ? changed : [],
  };
}

interface JudgedAuthor {
  readonly signature: SignatureReport;
  /** The From: fields to show. */
  readonly from: readonly HeaderField[];
}

/**
 * RFC 9788 section 4.4: the author is the one inside. When another one stands
 * outside, where lists of messages take theirs from, no signature counts as
 * anybody's; and the one inside is shown only when he signed.
 */
function judgeAuthor(
  inside: readonly HeaderField[],
  outer: readonly HeaderField[] | undefined,
  signature: SignatureReport,
): JudgedAuthor {
  const named = (fields: readonly HeaderField[]) => fields.filter(({ name }) => name === 'from');
  if (allFields(inside, 'from').length === 0) return { signature, from: named(outer ?? []) };
  const own = readFrom(inside);
  if (outer === undefined) {
    const problems = isSigned(signature) ? authorProblems(signature.signer.certificate.emailAddresses, own) : [];
    return { signature: withProblems(signature, problems), from: named(inside) };
  }
  const isSame = sameAuthors(own, readFrom(outer));
  const judged = isSame && !own.ambiguous ? signature : withProblems(signature, ['from-ambiguous']);
  const isHis = isSigned(signature) && own.mailboxes.every(({ address }) => signsFor(signature, address));
  return { signature: judged, from: named(isSame || isHis ? inside : outer) };
}

/** RFC 9788 section 4.4.1.2: nothing is wrong with it, except that somebody else stands outside. */
function signsFor(signature: Fitting, address: string): boolean {
  const problems = signature.state === 'not-trusted' ? signature.problems : [];
  const isGood = problems.every((problem) => problem === 'address-mismatch' || problem === 'from-ambiguous');
  return isGood && signature.signer.certificate.emailAddresses.some((own) => sameAddress(own, address));
}

/** A signature that fits, with more that is wrong about it; any other as it is. */
export function withProblems(signature: SignatureReport, problems: readonly TrustProblem[]): SignatureReport {
  if (!isSigned(signature)) return signature;
  const known: readonly TrustProblem[] = signature.state === 'not-trusted' ? signature.problems : [];
  const [first, ...more] = [...new Set([...known, ...problems])];
  if (first === undefined) return signature;
  const { signer, signingTime, revocation } = signature;
  const all: NonEmpty<TrustProblem> = [first, ...more];
  return {
    state: 'not-trusted',
    signer,
    problems: all,
    ...(signingTime === undefined ? {} : { signingTime }),
    ...(revocation === undefined ? {} : { revocation }),
  };
}
