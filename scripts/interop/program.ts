import type { EncryptingKind, Kind, SigningKind } from './kinds';

/** Another program that does S/MIME: bare CMS in DER, except where it reads MIME itself. */
export interface Program {
  readonly name: string;
  /** What it is known not to do, by its makers' choice or its age; `undefined`: it must work. */
  cannotRead(kind: Kind): string | undefined;
  cannotMake(kind: Kind): string | undefined;
  /** The content, after the signature was verified. @throws Error for a signature that it does not accept */
  verify(entity: Uint8Array): Uint8Array;
  /** The content. @throws Error */
  decrypt(entity: Uint8Array, kind: EncryptingKind): Uint8Array;
  /** CMS in DER. */
  sign(content: Uint8Array, kind: SigningKind): Uint8Array;
  encrypt(content: Uint8Array, kind: EncryptingKind): Uint8Array;
}
