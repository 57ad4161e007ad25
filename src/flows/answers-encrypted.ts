import type { ComposeItem, ReadItem } from '../mailbox/types';
import type { OpenedMessage } from '../smime/index';
import type { Environment } from './environment';

/** Notes the conversation of a message that was encrypted to this person. */
export async function rememberEncrypted(env: Environment, item: ReadItem, { encryption }: OpenedMessage): Promise<void> {
  const isOurs = encryption.state === 'decrypted' || encryption.state === 'locked';
  if (isOurs && item.conversationId !== undefined) await env.encryptedConversations.remember(item.conversationId);
}

/** Whether a message being written belongs to a conversation in which an encrypted message was opened here. */
export async function answersEncrypted(env: Environment, item: ComposeItem): Promise<boolean> {
  return item.conversationId !== undefined && env.encryptedConversations.has(item.conversationId);
}
