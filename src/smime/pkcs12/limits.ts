import { SmimeError } from '../errors';

/** What a file may cost us, whoever made it. */
export interface PfxLimits {
  readonly maxOctets: number;
  /** PBKDF2 rounds of all parts of the file together. */
  readonly maxPbkdf2Iterations: number;
  /** Rounds of the MAC's key derivation, which JavaScript has to do (about a microsecond each). */
  readonly maxMacIterations: number;
}

export const defaultPfxLimits: PfxLimits = {
  maxOctets: 1024 * 1024,
  maxPbkdf2Iterations: 10_000_000,
  maxMacIterations: 2_000_000,
};

/**
 * Takes from one purse for all parts: a thousand bags cost a thousand derivations.
 * @throws SmimeError ERR_PFX_TOO_COSTLY
 */
export type SpendIterations = (iterations: number) => void;

export function iterationBudget(limit: number): SpendIterations {
  let spent = 0;
  return (iterations) => {
    spent += iterations;
    if (spent > limit) throw new SmimeError('ERR_PFX_TOO_COSTLY', { iterations: spent, limit });
  };
}
