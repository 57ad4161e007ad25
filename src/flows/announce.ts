import { MailboxError } from '../mailbox/errors';
import type { ComposeItem, InfoBar, ReadItem } from '../mailbox/types';
import type { EncryptionReport } from '../smime/index';
import type { Environment } from './environment';

/** What Outlook's info bar says about a message that was checked. */
export type VerdictBar = 'signet.good' | 'signet.caution' | 'signet.danger' | 'signet.cancelled' | 'signet.encrypted' | 'signet.weak' | 'signet.changed';
export type PromiseBar = 'signet.promise' | 'signet.promiseNoCheck';

const verdictBars: readonly VerdictBar[] = ['signet.good', 'signet.caution', 'signet.danger', 'signet.cancelled', 'signet.encrypted', 'signet.weak', 'signet.changed'];
const promiseBars: readonly PromiseBar[] = ['signet.promise', 'signet.promiseNoCheck'];

/**
 * At most one: a warning, else a good signature, else that there is something
 * to read in the pane. What could not be found out is no news.
 */
export function verdictBarFor({ tier, code }: { readonly tier: string; readonly code: string }, encryption: EncryptionReport): VerdictBar | null {
  // The message fits: nobody changed it.
  if (code === 'revoked' || code === 'issuer-revoked') return 'signet.cancelled';
  if (tier === 'danger') return 'signet.danger';
  // Of the sender nothing bad is known.
  if (code === 'subject-changed' || code === 'headers-changed') return 'signet.changed';
  if (tier === 'caution') return 'signet.caution';
  if (tier === 'good') return 'signet.good';
  if (encryption.state === 'decrypted') return encryption.weak ? 'signet.weak' : 'signet.encrypted';
  return encryption.state === 'locked' ? 'signet.encrypted' : null;
}

/** By whether Outlook is known to hold back its own Send. */
export function promiseBarFor(runsSendCheck: boolean): PromiseBar {
  return runsSendCheck ? 'signet.promise' : 'signet.promiseNoCheck';
}

/**
 * Shows the verdict above the message, in place of the one before; `null` takes
 * it away. Never kept: a verdict is true only as long as it was just found.
 */
export function announceVerdict(env: Environment, item: ReadItem, bar: { readonly key: VerdictBar; readonly message: string } | null): Promise<void> {
  const kind = bar?.key === 'signet.danger' || bar?.key === 'signet.cancelled' ? 'error' : 'information';
  return showOnly(env, item, verdictBars, bar === null ? null : { ...bar, kind, icon: 'check' });
}

/** Says above the message being written what was promised; it stays until it is taken away with `null`. */
export function announcePromise(env: Environment, item: ComposeItem, bar: { readonly key: PromiseBar; readonly message: string } | null): Promise<void> {
  const shown: InfoBar | null = bar === null ? null : { ...bar, kind: 'information', icon: 'protect', isPersistent: true };
  return showOnly(env, item, promiseBars, shown);
}

/**
 * Outlook's calls act on the item that is shown now, whichever it was asked of:
 * so it is looked again before and after each. An Outlook without info bars, or
 * one that refuses, takes nothing from what the pane says.
 */
function showOnly(env: Environment, item: ReadItem | ComposeItem, family: readonly string[], bar: InfoBar | null): Promise<void> {
  const turn = (turns.get(item) ?? Promise.resolve()).then(() => showInTurn(env, item, family, bar));
  turns.set(item, turn.catch(() => undefined)); // Its own caller is told.
  return turn;
}

/** One after the other: the last word counts. */
const turns = new WeakMap<ReadItem | ComposeItem, Promise<void>>();

async function showInTurn(env: Environment, item: ReadItem | ComposeItem, family: readonly string[], bar: InfoBar | null): Promise<void> {
  const isShown = () => {
    const current = env.mailbox.item();
    return current.kind === item.kind && 'key' in current && current.key === item.key;
  };
  try {
    if (!isShown()) return;
    const kept = await item.infoBars.keys();
    for (const key of kept.filter((one) => family.includes(one) && one !== bar?.key)) {
      if (isShown()) await item.infoBars.remove(key);
    }
    if (bar === null || !isShown()) return;
    await item.infoBars.show(bar);
    if (!isShown()) await item.infoBars.remove(bar.key);
  } catch (error) {
    if (!(error instanceof MailboxError)) throw error;
  }
}
