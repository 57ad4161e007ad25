import { summarizeCertificate } from '../../smime/index';
import type { Certificate, Proof } from '../../smime/index';
import type { ProofWords } from '../texts/proof';
import type { Values } from '../texts/words';

/** Which words say what a certificate proves, and the names in them. */
export interface Proved {
  readonly words: ProofWords;
  readonly values: Values;
}

/** @param issuers - above it, as far as they are known */
export function provedBy(certificate: Certificate, issuers: readonly Certificate[]): Proved {
  const { proves } = summarizeCertificate(certificate, issuers);
  return { words: wordsFor(proves), values: proves.by === 'names' ? { person: proves.person, organization: proves.organization } : {} };
}

function wordsFor(proves: Proof): ProofWords {
  if (proves.by !== 'names') return proves.by;
  if (proves.person === undefined) return 'organization';
  return proves.organization === undefined ? 'person' : 'both';
}

/** The names that the issuer checked, the person's first. */
export function checkedNames(certificate: Certificate, issuers: readonly Certificate[]): readonly string[] {
  const { proves } = summarizeCertificate(certificate, issuers);
  return proves.by === 'names' ? [proves.person, proves.organization].filter((name) => name !== undefined) : [];
}
