import { tag } from '../../src/smime/asn1/values';
import { encode, explicit, integer, sequence } from '../../src/smime/asn1/write';
import { concatAll } from '../../src/smime/bytes';
import { signatureAlgorithm, signedBy } from './made-authority';
import type { MadeAuthority, MadeDigest } from './made-authority';
import { generalizedTime, madeExtension } from './made-ocsp';

/** A CRL as a test wants it, right or wrong. */
export interface MadeCrl {
  readonly by: MadeAuthority;
  /** Another name than the signer's. */
  readonly issuer?: Uint8Array;
  readonly thisUpdate?: Date;
  /** `null`: none. */
  readonly nextUpdate?: Date | null;
  /** DER of each. */
  readonly entries?: readonly Uint8Array[];
  /** cRLNumber 1 when absent; `[]`: no extensions at all. */
  readonly extensions?: readonly Uint8Array[];
  readonly digest?: MadeDigest;
}

export const madeAt = new Date('2027-05-30T00:00:00Z');

export function makeCrl(made: MadeCrl): Uint8Array<ArrayBuffer> {
  const { by, issuer = by.name, thisUpdate = madeAt } = made;
  const { nextUpdate = new Date(thisUpdate.getTime() + 7 * 86_400_000) } = made;
  const { entries = [], extensions = [crlNumber(1)], digest = 'sha256' } = made;
  const tbs = sequence(
    integer(1),
    signatureAlgorithm(digest),
    issuer,
    generalizedTime(thisUpdate),
    ...(nextUpdate === null ? [] : [generalizedTime(nextUpdate)]),
    ...(entries.length === 0 ? [] : [encode(tag.sequence, concatAll(entries))]),
    ...(extensions.length === 0 ? [] : [explicit(0, sequence(...extensions))]),
  );
  return signedBy(by.key, tbs, digest);
}

/** @param serial - contents octets of the INTEGER */
export function crlEntry(serial: Uint8Array, revokedAt: Date, ...extensions: readonly Uint8Array[]): Uint8Array {
  return sequence(
    encode(tag.integer, serial),
    generalizedTime(revokedAt),
    ...(extensions.length === 0 ? [] : [sequence(...extensions)]),
  );
}

export const crlNumber = (number: number, critical = false) => madeExtension('2.5.29.20', integer(number), critical);
export const deltaOf = (number: number) => madeExtension('2.5.29.27', integer(number), true);
export const reasonCode = (number: number) => madeExtension('2.5.29.21', encode(tag.enumerated, Uint8Array.of(number)));
export const invaliditySince = (time: Date) => madeExtension('2.5.29.24', generalizedTime(time));
export const unknownCritical = madeExtension('1.2.3.4', integer(1), true);

/** GeneralNames of directory names. */
export const directoryNames = (identifier: number, ...names: readonly Uint8Array[]) =>
  encode(identifier, ...names.map((name) => encode(tag.contextConstructed(4), name)));

export const entryIssuer = (...names: readonly Uint8Array[]) => madeExtension('2.5.29.29', directoryNames(tag.sequence, ...names), true);

export interface MadeScope {
  /** Of the distribution point. */
  readonly uri?: string;
  /** Contents octets of the RDN's SET. */
  readonly relativeName?: Uint8Array;
  /** Number of the flag: 1 user, 2 authority, 5 attribute certificates. */
  readonly only?: readonly (1 | 2 | 5)[];
  /** Contents octets of the BIT STRING. */
  readonly reasons?: Uint8Array;
  readonly indirect?: boolean;
}

/** issuingDistributionPoint. */
export function scopeOf({ uri, relativeName, only = [], reasons, indirect = false }: MadeScope): Uint8Array {
  const flag = (number: number) => encode(tag.context(number), Uint8Array.of(0xff));
  return madeExtension(
    '2.5.29.28',
    sequence(
      ...pointName(uri, relativeName),
      ...only.filter((number) => number < 3).map(flag),
      ...(reasons === undefined ? [] : [encode(tag.context(3), reasons)]),
      ...(indirect ? [flag(4)] : []),
      ...only.filter((number) => number > 3).map(flag),
    ),
    true,
  );
}

export interface MadePoint extends Pick<MadeScope, 'uri' | 'relativeName' | 'reasons'> {
  /** Name of another CRL issuer. */
  readonly crlIssuer?: Uint8Array;
}

/** cRLDistributionPoints of a certificate. */
export function distributionPoints(...points: readonly MadePoint[]): Uint8Array {
  return madeExtension(
    '2.5.29.31',
    sequence(
      ...points.map(({ uri, relativeName, reasons, crlIssuer }) =>
        sequence(
          ...pointName(uri, relativeName),
          ...(reasons === undefined ? [] : [encode(tag.context(1), reasons)]),
          ...(crlIssuer === undefined ? [] : [directoryNames(tag.contextConstructed(2), crlIssuer)]),
        ),
      ),
    ),
  );
}

function pointName(uri: string | undefined, relativeName: Uint8Array | undefined): readonly Uint8Array[] {
  if (relativeName !== undefined) return [explicit(0, encode(tag.contextConstructed(1), relativeName))];
  if (uri === undefined) return [];
  return [explicit(0, encode(tag.contextConstructed(0), encode(tag.context(6), new TextEncoder().encode(uri))))];
}
