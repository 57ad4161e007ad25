import type { ComposeItem, ReadItem } from '../mailbox/types';
import type { OpenedMessage } from '../smime/index';
import type { Preferences } from '../store/preferences';
import type { Environment } from './environment';

/** Notes the conversation of a message that was encrypted to this person, and whether its subject was hidden. */
export async function rememberEncrypted(env: Environment, item: ReadItem, opened: OpenedMessage): Promise<void> {
  const { encryption, headerProtection } = opened;
  const isOurs = encryption.state === 'decrypted' || encryption.state === 'locked';
  if (!isOurs || item.conversationId === undefined) return;
  await env.encryptedConversations.remember(item.conversationId);
  if (headerProtection.state === 'protected' && headerProtection.subjectHidden) await env.hiddenSubjects.remember(item.conversationId);
}

/**
 * Whether the subject of a message being written is hidden once it is encrypted:
 * by choice, or because it answers one whose subject was (RFC 9788 section 6.1).
 */
export async function hidesSubject(env: Environment, item: ComposeItem, { hideSubject }: Preferences): Promise<boolean> {
  return hideSubject || (item.conversationId !== undefined && (await env.hiddenSubjects.has(item.conversationId)));
}

/** Whether a message being written belongs to a conversation in which an encrypted message was opened here. */
export async function answersEncrypted(env: Environment, item: ComposeItem): Promise<boolean> {
  return item.conversationId !== undefined && env.encryptedConversations.has(item.conversationId);
}
