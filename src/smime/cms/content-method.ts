import type { Asn1Node } from '../asn1/read';
import type { ContentCipher } from './algorithm-registry';

/** Encrypted content, with what shows a change of it where the cipher is an authenticated one. */
export interface SealedContent {
  readonly octets: Uint8Array;
  /** Only and always of authenticated ciphers. */
  readonly tag?: Uint8Array;
  /** What is authenticated beside the content, and not encrypted. */
  readonly additionalData?: Uint8Array;
}

/** A cipher with the parameters of one message. */
export interface Decryptor {
  /**
   * Octets that the content-encryption key may have, the likeliest first. They
   * must be known before anything is unwrapped: a key of another length is
   * replaced by a random one (implicit rejection). Several only where programs
   * differ (RC2).
   */
  readonly keyLengths: readonly [number, ...(readonly number[])];
  /** Octets that the tag has; absent: the cipher has none. */
  readonly tagLength?: number;
  /**
   * `null` when padding or tag do not fit: wrong key or damaged. That answer must
   * not reach whoever sent the octets in a form that differs from any other failure.
   * @param pause - awaited again and again where JavaScript does the work, so that others run meanwhile
   * @throws TypeError for a key of a length that is none of `keyLengths`
   */
  readonly decrypt: (
    key: Uint8Array,
    sealed: SealedContent,
    pause?: () => Promise<void>,
  ) => Promise<Uint8Array<ArrayBuffer> | null>;
}

/** A cipher with fresh parameters, for one content and one key. */
export interface Encryptor {
  /** Octets of the key it needs. */
  readonly keyLength: number;
  /** `parameters` of the AlgorithmIdentifier, in DER. */
  readonly parameters: Uint8Array;
  /** @throws TypeError for a key of another length */
  readonly encrypt: (key: Uint8Array, plaintext: Uint8Array, additionalData?: Uint8Array) => Promise<SealedContent>;
}

/** One way to encrypt content. How its parameters are written belongs to it. */
export interface ContentMethod {
  /**
   * @param parameters - of the AlgorithmIdentifier
   * @throws Asn1Error when they are not as the method wants them
   */
  read(cipher: ContentCipher, parameters: Asn1Node | undefined): Decryptor;
  /** Absent: it is only read. */
  create?(cipher: ContentCipher): Encryptor;
}
