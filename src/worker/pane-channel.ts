import type { MasterKey } from '../store/master-key';
import { isSettingsChanges } from '../store/settings-changes';
import type { SettingsChanges } from './keyring';
import type { RollCallMessage } from './roll-call';

/**
 * What the live panes of one browser tell each other, so that one unlocking
 * serves all and no save undoes another. Only the non-extractable key and the
 * texts that stand in the settings anyway travel, and only within our own
 * origin and below one Outlook site.
 */
export type PaneMessage =
  | { readonly type: 'ask'; readonly store: string }
  | { readonly type: 'unlocked'; readonly store: string; readonly key: MasterKey; readonly locksAt: number }
  | { readonly type: 'active'; readonly store: string; readonly locksAt: number }
  | { readonly type: 'saved'; readonly changes: SettingsChanges }
  | { readonly type: 'lock' }
  | RollCallMessage;

export interface PaneChannel {
  post(message: PaneMessage): void;
  close(): void;
}

export type OpenChannel = (name: string, listener: (message: PaneMessage) => void) => PaneChannel;

export function channelName(mailbox: string): string {
  return `signet.keyring ${mailbox.toLowerCase()}`;
}

const silent: PaneChannel = { post: () => undefined, close: () => undefined };

/** A browser without BroadcastChannel just does not share. */
export const openBroadcastChannel: OpenChannel = (name, listener) => {
  if (typeof BroadcastChannel === 'undefined') return silent;
  const channel = new BroadcastChannel(name);
  channel.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (isPaneMessage(event.data)) listener(event.data);
  });
  return { post: (message) => post(channel, message), close: () => channel.close() };
};

function post(channel: BroadcastChannel, message: PaneMessage): void {
  try {
    channel.postMessage(message);
  } catch (error) {
    // A browser that cannot hand over a key: the other panes ask for the passphrase.
    if (!(error instanceof DOMException) || error.name !== 'DataCloneError') throw error;
  }
}

/** Another version of Signet may be open in another pane. */
function isPaneMessage(message: unknown): message is PaneMessage {
  if (typeof message !== 'object' || message === null) return false;
  const { type, store, key, locksAt, changes, call } = message as Record<string, unknown>;
  if (type === 'lock') return true;
  if (type === 'who' || type === 'here') return typeof call === 'string' && call.length <= 64;
  if (type === 'saved') return isSettingsChanges(changes);
  if (typeof store !== 'string') return false;
  if (type === 'ask') return true;
  if (typeof locksAt !== 'number') return false;
  return type === 'active' || (type === 'unlocked' && key instanceof CryptoKey);
}
