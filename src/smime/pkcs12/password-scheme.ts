import type { Pause } from './key-derivation';
import type { Cost } from './limits';

/** How one part of a file is encrypted by a password: known before any work is done for it. */
export interface PasswordEncryption {
  /** Of one try. */
  readonly cost: Cost;
  /** The encodings of a password that programs use with it, the likeliest first. */
  readonly encodings: (password: string) => readonly Uint8Array[];
  /** `null` when the result has no right padding: another password, or damaged. */
  readonly decrypt: (ciphertext: Uint8Array, password: Uint8Array, pause: Pause) => Promise<Uint8Array | null>;
}

/** The same for the integrity of the whole file. */
export interface PasswordMac {
  readonly cost: Cost;
  readonly encodings: (password: string) => readonly Uint8Array[];
  readonly fits: (content: Uint8Array, password: Uint8Array, pause: Pause) => Promise<boolean>;
}
