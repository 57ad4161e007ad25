import { nameKey } from '../certificate/name-comparison';
import type { Crl } from './crl';
import { checkStatement, readForRevocation } from './question';
import type { ReadCertificate, RevocationQuestion, StatementSignature } from './question';

/** Whoever signed a CRL and may do so. */
export interface CrlSigner {
  readonly certificate: ReadCertificate;
  readonly signature: 'fits' | 'fits-weakly';
}

/**
 * Who signed the CRL (RFC 5280 section 6.3.3, steps f and g): the issuer on the
 * path, or another certificate of the CRL issuer's name that a path to the same
 * anchor vouches for.
 */
export async function findCrlSigner(crl: Crl, question: RevocationQuestion): Promise<CrlSigner | 'nobody' | 'too-costly'> {
  let otherwise: 'nobody' | 'too-costly' = 'nobody';
  for (const candidate of candidates(crl, question)) {
    const signature = await checkSignature(crl, candidate, question);
    // Others may cost less.
    if (signature === 'too-costly') otherwise = signature;
    if (signature !== 'fits' && signature !== 'fits-weakly') continue;
    const certificate = await vouchedFor(candidate, crl, question);
    if (certificate !== undefined) return { certificate, signature };
  }
  return otherwise;
}

/** The issuer, then from the end: what a message brought stands in front of what was known before. */
function candidates(crl: Crl, { issuer, certificates }: RevocationQuestion): readonly ReadCertificate[] {
  const name = nameKey(crl.issuer);
  const read = certificates.map(readForRevocation).filter((certificate) => certificate !== undefined);
  const namesakes = [issuer, ...read.reverse()].filter(({ structure }) => nameKey(structure.subject) === name);
  return [...new Map(namesakes.filter(mayIssueCrls).map((one) => [one.certificate.fingerprint, one])).values()];
}

function mayIssueCrls({ certificate: { keyUsage } }: ReadCertificate): boolean {
  return keyUsage === undefined || keyUsage.includes('cRLSign');
}

/** A CRL that is current must be vouched for now; an older one at the end of the time it spoke for. */
async function vouchedFor(
  candidate: ReadCertificate,
  { nextUpdate }: Crl,
  { issuer, now, vouchFor }: RevocationQuestion,
): Promise<ReadCertificate | undefined> {
  if (candidate.certificate.fingerprint === issuer.certificate.fingerprint) return candidate;
  return vouchFor(candidate.certificate, nextUpdate !== undefined && nextUpdate < now ? nextUpdate : now);
}

/** By the fingerprint of the signer's certificate: each certificate of each path asks again. */
const checked = new WeakMap<Crl, Map<string, StatementSignature>>();

export async function checkSignature(
  crl: Crl,
  signer: ReadCertificate,
  { issuer, budget, strangersBudget = budget }: RevocationQuestion,
): Promise<StatementSignature> {
  const results = checked.get(crl) ?? new Map<string, StatementSignature>();
  checked.set(crl, results);
  const known = results.get(signer.certificate.fingerprint);
  if (known !== undefined) return known;
  const signature = await checkStatement(crl, signer, signer.certificate.fingerprint === issuer.certificate.fingerprint ? budget : strangersBudget);
  if (signature !== 'too-costly') results.set(signer.certificate.fingerprint, signature);
  return signature;
}
