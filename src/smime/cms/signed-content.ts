import { digest } from './algorithms';

/** What a signature is said to cover. */
export interface SignedContent {
  /** OID. */
  readonly type: string;
  readonly octets: Uint8Array;
  /** By the name of the digest. Each is computed once, however many signers a message names. */
  readonly digestOf: (name: string) => Promise<Uint8Array>;
  /** Awaited now and then during long work. */
  readonly pause?: () => Promise<void>;
  readonly budget: SignatureBudget;
}

/** What may still be spent on one message, over all its layers and parts: each check costs what the sender's key makes it cost. */
export interface SignatureBudget {
  checks: number;
  /** For certificates, in all searches for a path together (path-building.ts says what one costs). */
  certificateChecks: number;
}

/** No message has as many signers with as many certificates. */
export const createBudget = (): SignatureBudget => ({ checks: 40, certificateChecks: 120 });

export function signedContent(
  type: string,
  octets: Uint8Array,
  pause?: () => Promise<void>,
  budget: SignatureBudget = createBudget(),
): SignedContent {
  const known = new Map<string, Promise<Uint8Array>>();
  const digestOf = (name: string): Promise<Uint8Array> => {
    const computed = known.get(name) ?? digest(name, octets, pause);
    known.set(name, computed);
    return computed;
  };
  return { type, octets, digestOf, budget, ...(pause === undefined ? {} : { pause }) };
}
