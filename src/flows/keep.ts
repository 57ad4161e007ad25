import { readSettings, saveSettings } from '../store/settings';
import type { Keyring, KeyringState, SettingsChanges } from '../worker/keyring';
import type { Environment } from './environment';

/**
 * Outlook saves this pane's whole copy of the settings, so a copy that misses
 * what another pane saved would undo it. What others saved is therefore taken
 * over first, and our changes are made on top of it.
 */
interface Pane {
  readonly settings: Environment['mailbox']['settings'];
  readonly stop: () => void;
  /** What other panes saved and this one has not taken over yet, oldest first. */
  readonly waiting: SettingsChanges[];
  /** The last of the saves and takeovers, which run one after the other. */
  last: Promise<unknown>;
}

const panes = new WeakMap<Keyring, Pane>();

/** Each round needs another pane that saved during the one before; nobody does that more often by hand. */
const mostRounds = 5;

/** Takes over what other panes save, until the keyring is used with other settings. */
export function followOtherPanes(env: Environment): void {
  paneOf(env);
}

/** Hands what the mailbox keeps to the keyring. */
export async function load({ keyring, mailbox }: Environment): Promise<KeyringState> {
  return keyring.load(readSettings(mailbox.settings), mailbox.address);
}

/**
 * Saves what the keyring seals, lets the keyring read what was really kept, and
 * tells the other panes. One pane after the other, each after it has heard what
 * the others saved. Where the browser cannot see to that, `make` is asked again
 * when another pane saved meanwhile.
 * @throws whatever `make` throws; StoreError ERR_STORE_FULL, ERR_STORE_NOT_SAVED
 */
export async function keep(env: Environment, make: () => Promise<SettingsChanges>): Promise<KeyringState> {
  const pane = paneOf(env);
  return inTurn(pane, () =>
    env.alone(async () => {
      await env.keyring.heard();
      const changes = await saveOnTop(env, pane, make);
      const state = await load(env);
      await env.keyring.saved(changes);
      return state;
    }),
  );
}

async function saveOnTop(env: Environment, pane: Pane, make: () => Promise<SettingsChanges>): Promise<SettingsChanges> {
  const { settings } = pane;
  for (let round = 1; ; round += 1) {
    const changes = await makeOnTop(env, pane, make);
    const before = valuesOf(settings, Object.keys(changes));
    await saveSettings(settings, changes);
    if (pane.waiting.length === 0 || round === mostRounds) return changes;
    // Another pane saved while we did: our copy went without its changes, and our index does not name them.
    await settings.adopt(before);
    await takeOver(env, pane);
    make = orRestore(settings, make);
  }
}

/** The changes, made on a copy that holds all we know of. */
async function makeOnTop(env: Environment, pane: Pane, make: () => Promise<SettingsChanges>): Promise<SettingsChanges> {
  for (let round = 1; ; round += 1) {
    await takeOver(env, pane);
    const changes = await make();
    if (pane.waiting.length === 0 || round === mostRounds) return changes;
  }
}

/** When our change is no longer possible, what the other pane saved must not stay overwritten by our first try. */
function orRestore(settings: Pane['settings'], make: () => Promise<SettingsChanges>): () => Promise<SettingsChanges> {
  return async () => {
    try {
      return await make();
    } catch (error) {
      await saveSettings(settings, {});
      throw error;
    }
  };
}

async function takeOver(env: Environment, { settings, waiting }: Pane): Promise<void> {
  const saved = waiting.splice(0);
  if (saved.length === 0) return;
  for (const changes of saved) await settings.adopt(changes);
  await load(env);
}

function paneOf(env: Environment): Pane {
  const { keyring, mailbox } = env;
  const known = panes.get(keyring);
  if (known?.settings === mailbox.settings) return known;
  known?.stop();
  const stop = keyring.onSaved((changes) => {
    pane.waiting.push(changes);
    void inTurn(pane, () => takeOver(env, pane));
  });
  const pane: Pane = { settings: mailbox.settings, stop, waiting: [], last: Promise.resolve() };
  panes.set(keyring, pane);
  return pane;
}

function inTurn<T>(pane: Pane, act: () => Promise<T>): Promise<T> {
  const turn = pane.last.then(act);
  pane.last = turn.catch(() => undefined); // Its own caller is told.
  return turn;
}

function valuesOf(settings: Pane['settings'], keys: readonly string[]): SettingsChanges {
  return Object.fromEntries(keys.map((key) => [key, settings.get(key) ?? null]));
}
