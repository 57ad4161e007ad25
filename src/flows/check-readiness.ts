import type { AttachmentSummary, DraftSummary } from '../mailbox/types';
import { isStoreError } from '../store/errors';
import type { DigitalIdEntry, KeyringState } from '../worker/keyring';
import type { Environment } from './environment';
import { chooseOwnEncryptionId, chooseSigningId } from './own-digital-ids';
import type { SigningChoice } from './own-digital-ids';
import { judgeRecipients } from './recipients';
import type { RecipientReadiness } from './recipients';

export type { RecipientReadiness, RecipientRole, RecipientState } from './recipients';
export type { SigningChoice } from './own-digital-ids';

/** What could be done with a message as it stands. */
export interface Readiness {
  readonly recipients: readonly RecipientReadiness[];
  readonly signing: SigningChoice;
  /** The digital ID that would keep the sent copy readable. */
  readonly encryptToSelf?: DigitalIdEntry;
  /** Somebody is there, everybody can be encrypted to, and the sender too. */
  readonly canEncrypt: boolean;
  /** The browser keeps no certificates here; every state is then as if none were known. */
  readonly contactsUnavailable: boolean;
  readonly size: SizeEstimate;
}

/** Octets of the finished message, roughly and rather too large. */
export interface SizeEstimate {
  readonly signedBytes: number;
  readonly encryptedBytes: number;
  readonly limitBytes: number;
}

/** Cheap enough to be asked at every change of the draft. */
export async function checkReadiness(
  env: Environment,
  summary: DraftSummary,
  { digitalIds }: Pick<KeyringState, 'digitalIds'>,
): Promise<Readiness> {
  const at = env.now();
  const encryptToSelf = chooseOwnEncryptionId(digitalIds, summary.from.address, at);
  const { recipients, contactsUnavailable } = await judgeKnown(env, summary, encryptToSelf);
  return {
    recipients,
    signing: chooseSigningId(digitalIds, summary.from.address, at),
    ...(encryptToSelf === undefined ? {} : { encryptToSelf }),
    canEncrypt: encryptToSelf !== undefined && recipients.length > 0 && recipients.every(isEncryptable),
    contactsUnavailable,
    size: { ...estimateSize(summary.attachments), limitBytes: env.transport.limitBytes },
  };
}

export function isEncryptable({ state, role }: RecipientReadiness): boolean {
  // Everybody's key identifiers stand in the message for all to see: Bcc needs a copy of its own.
  return role !== 'bcc' && (state === 'ready' || state === 'self');
}

/** Signing needs no contacts: a browser that refuses storage must not stop it. */
async function judgeKnown(
  env: Environment,
  summary: DraftSummary,
  encryptToSelf: DigitalIdEntry | undefined,
): Promise<Pick<Readiness, 'recipients' | 'contactsUnavailable'>> {
  try {
    return { recipients: await judgeRecipients(env, summary, encryptToSelf?.certificate), contactsUnavailable: false };
  } catch (error) {
    if (!isStoreError(error) || error.code !== 'ERR_CONTACTS_UNAVAILABLE') throw error;
    const nobodyKnown = { ...env, contacts: { ...env.contacts, find: () => Promise.resolve(null) } };
    const recipients = await judgeRecipients(nobodyKnown, summary, encryptToSelf?.certificate);
    return { recipients, contactsUnavailable: true };
  }
}

/** Base64 with line ends takes 78 characters for 57 octets; encryption does it once more. */
const base64Factor = 78 / 57;
/** Headers, text in two forms, signature and certificates. */
const allowance = 24 * 1024;

function estimateSize(attachments: readonly AttachmentSummary[]): Omit<SizeEstimate, 'limitBytes'> {
  const octets = attachments.reduce((sum, { size }) => sum + size, 0);
  const signedBytes = Math.ceil(octets * base64Factor) + allowance;
  return { signedBytes, encryptedBytes: Math.ceil(signedBytes * base64Factor) };
}
