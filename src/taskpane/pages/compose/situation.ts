import type { Readiness, RecipientReadiness } from '../../../flows/check-readiness';
import type { AttachmentSummary } from '../../../mailbox/types';
import type { KeyringState } from '../../../worker/keyring';
import { showDate, showMegabytes } from '../../texts/amounts';
import { cleanFileName, cleanName } from '../../texts/names';
import { sendTexts } from '../../texts/compose';
import type { SendSituation } from '../../texts/compose';
import { count } from '../../texts/words';
import type { Values } from '../../texts/words';

export interface ComposeFacts {
  readonly sign: boolean;
  readonly encrypt: boolean;
  readonly status: KeyringState['status'];
  /** `null` while it is computed. */
  readonly readiness: Readiness | null;
  readonly from: string;
  readonly attachments: readonly AttachmentSummary[];
  readonly isOnline: boolean;
}

/** What the one button says, what stands above it, and what pressing it does. */
export interface MainButton {
  readonly situation: SendSituation;
  readonly label: string;
  readonly line: string;
  readonly values: Values;
  readonly act: 'send' | 'unlockAndSend' | 'import' | 'fix' | 'none';
}

/** The table of ux.md S20, from top to bottom: the first thing in the way decides. */
export function mainButton(facts: ComposeFacts): MainButton {
  const { sign, encrypt, status, readiness } = facts;
  if (!sign && !encrypt) return make('none', facts, 'none');
  if (status === 'unreadable') return make('unreadableStore', facts, 'none');
  if (readiness === null) return make('checking', facts, 'none');
  return (
    ownObstacle(facts, readiness) ??
    recipientObstacle(facts, readiness) ??
    sendObstacle(facts, readiness) ??
    (status === 'locked'
      ? make('locked', facts, 'unlockAndSend')
      : make(kindOf(facts), facts, 'send', { people: countPeople(readiness) }))
  );
}

function ownObstacle(facts: ComposeFacts, { signing, encryptToSelf }: Readiness): MainButton | null {
  const { sign, encrypt, from } = facts;
  if (signing.state === 'none') return make(sign ? 'noId' : 'noIdEncrypt', facts, 'import');
  if (sign && signing.state === 'expired') {
    return make('idExpired', facts, 'import', { date: showDate(signing.digitalId.certificate.notAfter) });
  }
  const lacksSigning = sign && signing.state !== 'ready';
  const lacksEncryption = encrypt && encryptToSelf === undefined;
  return lacksSigning || lacksEncryption ? make('noIdForFrom', facts, 'none', { address: cleanName(from) }) : null;
}

function recipientObstacle(facts: ComposeFacts, { recipients }: Readiness): MainButton | null {
  const { encrypt } = facts;
  if (recipients.length === 0) return make('noRecipient', facts, 'none');
  const unresolved = recipients.find(({ state }) => state === 'unresolved');
  if (unresolved !== undefined) return make('unresolved', facts, 'none', { name: nameOf(unresolved) });
  if (!encrypt) return null;
  if (recipients.some(({ role }) => role === 'bcc')) return make('bcc', facts, 'none');
  const missing = recipients.filter((recipient) => !canRead(recipient));
  const [first] = missing;
  if (first === undefined) return null;
  const isListAlone = missing.length === 1 && first.state === 'list';
  return make(isListAlone ? 'list' : 'fix', facts, 'fix', {
    name: nameOf(first),
    recipients: count(missing.length, 'recipient', 'recipients'),
  });
}

function sendObstacle(facts: ComposeFacts, { size }: Readiness): MainButton | null {
  const { attachments, encrypt, isOnline } = facts;
  const unreadable = attachments.find(({ kind }) => kind !== 'file');
  if (unreadable !== undefined) return make('attachment', facts, 'none', { name: cleanFileName(unreadable.name) });
  const bytes = encrypt ? size.encryptedBytes : size.signedBytes;
  if (bytes > size.limitBytes) {
    return make('tooLarge', facts, 'none', { size: showMegabytes(bytes), limit: showMegabytes(size.limitBytes) });
  }
  return isOnline ? null : make('offline', facts, 'none');
}

function kindOf({ sign, encrypt }: Pick<ComposeFacts, 'sign' | 'encrypt'>): 'sign' | 'encrypt' | 'both' {
  if (sign && encrypt) return 'both';
  return encrypt ? 'encrypt' : 'sign';
}

/** A button without words of its own in this situation has those of what it will do. */
function make(situation: SendSituation, facts: ComposeFacts, act: MainButton['act'], values: Values = {}): MainButton {
  const own = sendTexts[situation];
  const label = own.button !== '' || situation === 'none' ? own.button : sendTexts[kindOf(facts)].button;
  return { situation, label, line: own.line, values, act };
}

export function canRead({ state }: Pick<RecipientReadiness, 'state'>): boolean {
  return state === 'ready' || state === 'self';
}

/** People other than the sender; a message to oneself alone goes to one person all the same. */
export function countPeople({ recipients }: Readiness): string {
  const others = recipients.filter(({ state }) => state !== 'self').length;
  return count(Math.max(1, others), 'person', 'people');
}

export function nameOf({ name, address }: Pick<RecipientReadiness, 'name' | 'address'>): string {
  return cleanName(address === '' ? name : address);
}
