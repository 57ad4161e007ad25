import { Asn1Error } from '../asn1/read';
import { SmimeError } from '../errors';

/** What a file may cost us, whoever made it. */
export interface PfxLimits {
  readonly maxOctets: number;
  /** Rounds of key derivation that WebCrypto does (PBKDF2), of all parts of the file together. */
  readonly maxNativeRounds: number;
  /** Those that JavaScript has to do (RFC 7292 appendix B), about a microsecond each, of MAC and all parts together. */
  readonly maxSoftwareRounds: number;
}

/**
 * Firefox and Thunderbird wrote three million rounds in software for each digital ID of a backup (RC2
 * and triple DES, 600,000 a block), which makes eight; NSS asks for 3.6 million for a file of triple DES,
 * OpenSSL for 12,000. Our own modern form takes 600,000 native ones for each key and for the certificates.
 */
export const defaultPfxLimits: PfxLimits = {
  maxOctets: 1024 * 1024,
  maxNativeRounds: 15_000_000,
  maxSoftwareRounds: 25_000_000,
};

/** Each takes its time, however few its rounds. A person's file has two or three, and one more for each further key. */
export const mostParts = 64;

/** The work of one key derivation, with one encoding of the password. */
export interface Cost {
  readonly by: 'native' | 'software';
  readonly rounds: number;
}

/** One purse for all parts: a thousand bags cost a thousand derivations. */
export interface WorkBudget {
  /** @throws SmimeError ERR_PFX_TOO_COSTLY */
  spend(cost: Cost): void;
  /**
   * Whether there is enough for all of these parts, before any of the work is done.
   * @throws SmimeError ERR_PFX_TOO_COSTLY
   * @throws Asn1Error for more parts than any file has
   */
  foresee(costs: readonly Cost[]): void;
}

export function workBudget({ maxNativeRounds, maxSoftwareRounds }: PfxLimits): WorkBudget {
  const limits = { native: maxNativeRounds, software: maxSoftwareRounds };
  const spent = { native: 0, software: 0 };
  let parts = 0;
  const add = (to: typeof spent, { by, rounds }: Cost): void => {
    to[by] += rounds;
    if (to[by] > limits[by]) throw new SmimeError('ERR_PFX_TOO_COSTLY', { iterations: to[by], limit: limits[by] });
  };
  return {
    spend: (cost) => add(spent, cost),
    foresee: (costs) => {
      parts += costs.length;
      if (parts > mostParts) throw new Asn1Error('too many encrypted parts');
      const foreseen = { ...spent };
      for (const cost of costs) add(foreseen, cost);
    },
  };
}
