import { canSign, checkEncryptionCertificate, isRarelyRead, sameAddress } from '../smime/index';
import type { Certificate } from '../smime/index';
import type { DigitalIdEntry } from '../worker/keyring';

/** Which digital ID signs for a From address, or why none does. */
export type SigningChoice =
  | { readonly state: 'ready'; readonly digitalId: DigitalIdEntry }
  /** There is no digital ID at all. */
  | { readonly state: 'none' }
  /** There are some, but none for this address that can sign. */
  | { readonly state: 'noneForSender' }
  | { readonly state: 'expired'; readonly digitalId: DigitalIdEntry }
  | { readonly state: 'notYet'; readonly digitalId: DigitalIdEntry };

/**
 * The one in date that was issued last, one whose signatures everybody reads before any other; else the one that
 * says most about what to do.
 */
export function chooseSigningId(digitalIds: readonly DigitalIdEntry[], address: string, at: Date): SigningChoice {
  if (digitalIds.length === 0) return { state: 'none' };
  const usable = newestFirst(digitalIds).filter(({ certificate }) => isFor(certificate, address) && canSign(certificate));
  const inDate = usable.filter(({ certificate }) => certificate.notBefore <= at && at <= certificate.notAfter);
  const chosen = inDate.find(({ certificate }) => !isRarelyRead(certificate)) ?? inDate[0];
  if (chosen !== undefined) return { state: 'ready', digitalId: chosen };
  const newest = usable[0];
  if (newest === undefined) return { state: 'noneForSender' };
  return { state: newest.certificate.notBefore > at ? 'notYet' : 'expired', digitalId: newest };
}

export interface DigitalIdUses {
  readonly signs: boolean;
  readonly encrypts: boolean;
}

/** What it can be used for at that time, beside opening old messages. */
export function usesOf(certificate: Certificate, at: Date): DigitalIdUses {
  return { signs: canSign(certificate), encrypts: checkEncryptionCertificate(certificate, { at }) === 'ready' };
}

/** The digital ID that keeps the sent copy readable: for the sender's address if there is one, else any. */
export function chooseOwnEncryptionId(
  digitalIds: readonly DigitalIdEntry[],
  address: string,
  at: Date,
): DigitalIdEntry | undefined {
  const usable = newestFirst(digitalIds).filter(
    ({ certificate }) => checkEncryptionCertificate(certificate, { at }) === 'ready',
  );
  return usable.find(({ certificate }) => isFor(certificate, address)) ?? usable[0];
}

/** Whether a message to oneself can be signed and encrypted. */
export function canProtectBoth(digitalIds: readonly DigitalIdEntry[], address: string, at: Date): boolean {
  return chooseSigningId(digitalIds, address, at).state === 'ready' && chooseOwnEncryptionId(digitalIds, address, at) !== undefined;
}

export function isFor(certificate: Certificate, address: string): boolean {
  return certificate.emailAddresses.some((own) => sameAddress(own, address));
}

function newestFirst(digitalIds: readonly DigitalIdEntry[]): readonly DigitalIdEntry[] {
  const start = ({ certificate }: DigitalIdEntry): number => certificate.notBefore.getTime();
  return [...digitalIds].sort((a, b) => start(b) - start(a));
}
