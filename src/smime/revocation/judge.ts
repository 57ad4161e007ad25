import { equal } from '../bytes';
import type { Certificate } from '../certificate/certificate';
import { combineAnswers, combineWhole } from './answer';
import type { RevocationAnswer, RevocationData } from './answer';
import { answerFromCrls } from './crl-answer';
import { answerFromOcsp } from './ocsp-answer';
import { readForRevocation } from './question';
import type { ReadCertificate, RevocationQuestion } from './question';

/** Everything that is at hand about revocation. */
export interface RevocationEvidence extends RevocationData {
  /**
   * What the message brought along. Only what is signed by somebody who may say so
   * counts of either; but this must not use up the work that is left for the other.
   */
  readonly brought?: RevocationData;
  /** What the clock says; absent: the time for which the path is judged. */
  readonly now?: Date;
  /** Shared by all paths that one message causes; absent: this path has its own. */
  readonly budget?: RevocationBudget;
}

/** What may still be spent on signatures of what was given, and of what was brought (path-building.ts says what one costs). */
export interface RevocationBudget {
  /** On keys that only have the right name. */
  readonly strangers: { certificateChecks: number };
  readonly given: { certificateChecks: number };
  readonly brought: { certificateChecks: number };
}

/** Somebody who gives hundreds of CRLs means all of them; a message has two or three. */
export const createRevocationBudget = (): RevocationBudget => ({
  strangers: { certificateChecks: 100 },
  given: { certificateChecks: 400 },
  brought: { certificateChecks: 40 },
});

export interface RevocationRequest {
  /** From the leaf to the anchor. */
  readonly path: readonly ReadCertificate[];
  readonly evidence: RevocationEvidence;
  readonly now: Date;
  /** Where certificates of those who sign evidence may be found. */
  readonly certificates: readonly Certificate[];
  /** A path without problems from that certificate to the same anchor, both included. */
  readonly findPath: (
    certificate: Certificate,
    at: Date,
    budget: { certificateChecks: number },
  ) => Promise<readonly ReadCertificate[] | undefined>;
}

/** One answer for each certificate of a path below its anchor, from the leaf on. */
export async function judgeRevocation(request: RevocationRequest): Promise<readonly RevocationAnswer[]> {
  return new RevocationJudge(request).answers();
}

/** Somebody who signs CRLs by a key that somebody vouches for whose CRLs are signed by a key …: nobody does that. */
const maxDepth = 3;

interface Tier extends RevocationData {
  readonly name: 'given' | 'brought';
  readonly budget: { certificateChecks: number };
  readonly strangersBudget: { certificateChecks: number };
}

class RevocationJudge {
  private readonly request: RevocationRequest;
  private readonly tiers: readonly Tier[];
  /** Fingerprints of signers that are being vouched for, whose own revocation perhaps only they themselves can tell. */
  private readonly inQuestion = new Set<string>();
  private readonly vouched = new Map<string, ReadCertificate | undefined>();

  constructor(request: RevocationRequest) {
    this.request = request;
    const { crls, ocspResponses, brought, budget = createRevocationBudget() } = request.evidence;
    this.tiers = [
      { name: 'given', crls, ocspResponses, budget: budget.given, strangersBudget: budget.strangers },
      ...(brought === undefined ? [] : [{ ...brought, name: 'brought', budget: budget.brought, strangersBudget: budget.brought } as const]),
    ];
  }

  async answers(): Promise<readonly RevocationAnswer[]> {
    const { path } = this.request;
    const answers: RevocationAnswer[] = [];
    for (const [at, issuer] of path.slice(1).entries()) {
      const subject = path[at];
      if (subject !== undefined) answers.push(await this.ask(subject, issuer));
    }
    return answers;
  }

  private async ask(subject: ReadCertificate, issuer: ReadCertificate): Promise<RevocationAnswer> {
    return this.combined(async (tier) => {
      const question = this.question(subject, issuer, tier);
      return combineWhole([await answerFromCrls(question, tier.crls), await answerFromOcsp(question, tier.ocspResponses)]);
    });
  }

  /** Of what was given all must be looked at; of what was brought only its sender knows what it was for. */
  private async combined(answerOf: (tier: Tier) => Promise<RevocationAnswer>): Promise<RevocationAnswer> {
    const answers: { readonly tier: Tier; readonly answer: RevocationAnswer }[] = [];
    for (const tier of this.tiers) answers.push({ tier, answer: await answerOf(tier) });
    const given = answers.filter(({ tier }) => tier.name === 'given').map(({ answer }) => answer);
    const all = combineAnswers(answers.map(({ answer }) => answer));
    return combineWhole([...given, all]);
  }

  private question(subject: ReadCertificate, issuer: ReadCertificate, tier: Tier): RevocationQuestion {
    const { now, certificates, path } = this.request;
    return {
      subject,
      issuer,
      now,
      certificates: [...path.map(({ certificate }) => certificate), ...certificates],
      vouchFor: (certificate, at) => this.vouchFor(certificate, at, tier),
      crlAnswer: (other) => this.combined((one) => answerFromCrls(this.question(other, issuer, one), one.crls)),
      budget: tier.budget,
      strangersBudget: tier.strangersBudget,
    };
  }

  private async vouchFor(certificate: Certificate, at: Date, tier: Tier): Promise<ReadCertificate | undefined> {
    const { fingerprint } = certificate;
    if (this.isOfLeaf(certificate)) return undefined;
    const step = this.request.path.find((one) => one.certificate.fingerprint === fingerprint);
    if (step !== undefined) return step;
    const name = `${tier.name} ${fingerprint} ${at.getTime()}`;
    if (this.vouched.has(name)) return this.vouched.get(name);
    if (this.inQuestion.size >= maxDepth) return undefined;
    const path = await this.request.findPath(certificate, at, tier.strangersBudget);
    // Its own answer may depend on itself: then it is the one that is asked for now.
    if (path === undefined || this.inQuestion.has(fingerprint)) return path?.[0];
    this.inQuestion.add(fingerprint);
    const found = (await this.isGood(path)) ? path[0] : undefined;
    this.inQuestion.delete(fingerprint);
    // What only a spent budget kept from being found is asked for again.
    if (this.inQuestion.size === 0 && (found !== undefined || tier.strangersBudget.certificateChecks > 0)) this.vouched.set(name, found);
    return found;
  }

  /** Nobody says about himself that he is good, except an authority that gives itself another certificate. */
  private isOfLeaf(certificate: Certificate): boolean {
    const [leaf] = this.request.path;
    const signer = readForRevocation(certificate);
    if (leaf === undefined || signer === undefined || leaf.certificate.isAuthority) return false;
    return equal(leaf.structure.spkiDer, signer.structure.spkiDer);
  }

  /** A key that vouches for others must be known to be good, not only not known to be bad. */
  private async isGood(path: readonly ReadCertificate[]): Promise<boolean> {
    const onPath = new Set(this.request.path.map(({ certificate }) => certificate.fingerprint));
    for (const [at, issuer] of path.slice(1).entries()) {
      const subject = path[at];
      if (subject === undefined || onPath.has(subject.certificate.fingerprint)) continue;
      if ((await this.ask(subject, issuer)).state !== 'good') return false;
    }
    return true;
  }
}
