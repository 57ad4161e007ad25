/** What lies in a .pfx file under its password. */
export interface PasswordEncrypted {
  /** AlgorithmIdentifier. */
  readonly algorithm: Uint8Array;
  readonly ciphertext: Uint8Array;
}

/** How a .pfx file is protected by its password: one of the two forms that we write. */
export interface PfxProtection {
  /** With a salt of its own each time. */
  encrypt(content: Uint8Array): Promise<PasswordEncrypted>;
  /** MacData (RFC 7292 section 4), likewise. */
  authenticate(content: Uint8Array): Promise<Uint8Array>;
}

export function newSalt(length: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(length));
}
