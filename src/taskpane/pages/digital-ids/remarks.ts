import { isRarelyRead } from '../../../smime/index';
import type { PfxSummary, KeyringState } from '../../../worker/keyring';
import { showDate } from '../../texts/amounts';
import { importRemarks as texts, importing } from '../../texts/digital-ids';
import { keyName } from '../../texts/methods';
import type { Told } from '../../texts/told';
import { shortName } from '../../verdict/signer';

export type FoundEntry = PfxSummary['entries'][number];

export interface RemarkContext {
  readonly mailbox: string;
  readonly now: Date;
  readonly known: KeyringState['digitalIds'];
}

export interface Remarks {
  readonly told: readonly Told[];
  /** There is nothing to import. */
  readonly isKnown: boolean;
  readonly button: string;
}

/** What is worth knowing before this digital ID is imported. */
export function remarksOn({ certificate }: FoundEntry, { mailbox, now, known }: RemarkContext): Remarks {
  const { emailAddresses, notBefore, notAfter, publicKey, fingerprint } = certificate;
  if (known.some((digitalId) => digitalId.fingerprint === fingerprint)) {
    return { told: [texts.already], isKnown: true, button: importing.import };
  }
  const isExpired = notAfter < now;
  const isWeak = publicKey.algorithm.startsWith('rsa') && publicKey.bits < 2048;
  const isForAnother = emailAddresses.length > 0 && !isAddressOf(certificate, mailbox);
  const told: Told[] = [];
  if (isExpired) told.push({ ...texts.expired, values: { date: showDate(notAfter) } });
  if (notBefore > now) told.push({ ...texts.notYet, values: { date: showDate(notBefore) } });
  if (isWeak) told.push(texts.weakKey);
  if (isRarelyRead(certificate)) told.push({ ...texts.rarelyRead, values: { key: keyName(publicKey) } });
  if (isForAnother) told.push({ ...texts.otherAddress, values: { address: emailAddresses[0], mailbox } });
  if (emailAddresses.length === 0) told.push(texts.noAddress);
  const button = isExpired || isWeak ? importing.importOld : isForAnother ? importing.importAnyway : importing.import;
  return { told, isKnown: false, button };
}

/** What else the file holds, and none of it can be imported. */
export function leftOutOf({ unsupportedKeys, unsupportedParts }: PfxSummary): readonly Told[] {
  const told: Told[] = [];
  const n = unsupportedKeys.length;
  if (n > 0) told.push({ ...(n === 1 ? texts.unusedKey : texts.unusedKeys), values: { n: String(n), names: eachOnce(unsupportedKeys) } });
  if (unsupportedParts.length > 0) told.push({ ...texts.unreadParts, values: { names: eachOnce(unsupportedParts) } });
  return told;
}

/** The core's names: of its own registry, or object identifiers. */
function eachOnce(names: readonly string[]): string {
  return [...new Set(names)].join(', ');
}

export function isAddressOf({ emailAddresses }: FoundEntry['certificate'], mailbox: string): boolean {
  return emailAddresses.some((address) => address.toLowerCase() === mailbox.toLowerCase());
}

/** `Contoso Mail CA, 2025`: names in files are often meaningless numbers. */
export function proposeName({ certificate: { issuer, notBefore } }: FoundEntry): string {
  const issuedBy = shortName(issuer);
  return issuedBy === '' ? importing.defaultName : `${issuedBy}, ${notBefore.getFullYear()}`;
}
