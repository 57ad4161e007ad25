import type { CertificatePath } from '../certificate/certificate';
import { isRevokedAt } from '../revocation/answer';
import type { RevocationAnswer } from '../revocation/answer';
import type { SignerRevocation } from './report';

interface Times {
  /** As the signature claims it, or now. */
  readonly signing: Date;
  readonly now: Date;
}

/**
 * What to tell about revocation, of all that is known about a path.
 * @param answers - from the leaf on, as validatePath() gives them
 */
export function signerRevocation(
  path: CertificatePath,
  answers: readonly RevocationAnswer[],
  times: Times,
): { revocation?: SignerRevocation } {
  const revoked = answers.findIndex(({ state }) => state === 'revoked');
  const told = Math.max(revoked, 0);
  const [of, answer] = [path[told], answers[told]];
  if (of === undefined || answer === undefined) return {};
  return { revocation: { of, answer, atSigningTime: stateAt(answer, times) } };
}

function stateAt(answer: RevocationAnswer, { signing, now }: Times): SignerRevocation['atSigningTime'] {
  switch (answer.state) {
    case 'revoked':
      return isRevokedAt(answer, signing, now) ? 'revoked' : 'good';
    case 'good':
      return 'good';
    case 'not-known':
      // Of what is said after it, what was said before it tells nothing.
      return answer.why === 'stale' && answer.thisUpdate !== undefined && signing <= answer.thisUpdate ? 'good' : 'not-known';
  }
}
