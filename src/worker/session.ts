import { StoreError } from '../store/errors';
import type { MasterKey } from '../store/master-key';
import { createIdleLock, idleMilliseconds } from './idle-lock';
import type { IdleLock } from './idle-lock';
import type { KeyringState, SettingsChanges } from './keyring';
import { describeState } from './keyring-state';
import type { LivePanes } from './live-panes';
import { readStore } from './loaded-store';
import type { LoadedStore } from './loaded-store';
import { channelName } from './pane-channel';
import type { OpenChannel, PaneChannel, PaneMessage } from './pane-channel';
import { createRollCall } from './roll-call';
import type { RollCall } from './roll-call';
import { openStore, openWithPassphrase } from './unlocked-store';
import type { UnlockedStore } from './unlocked-store';

export interface SessionOptions {
  readonly crypto: Crypto;
  readonly now: () => Date;
  /** How to reach the other panes; without it nothing is shared. */
  readonly openChannel?: OpenChannel;
  /** Which panes there are; without it nobody is waited for. */
  readonly livePanes?: LivePanes;
  /** For tests: how long unlocked keys stay, whatever the preference says. */
  readonly idleMilliseconds?: number;
}

/** How often other panes are told that somebody is working here. */
const activeEvery = 30_000;

/**
 * What is loaded, whether it is unlocked, until when, and in which panes. The
 * one owner of unlocked keys: locking is to let go of them here.
 */
export class Session {
  readonly #options: SessionOptions;
  readonly #listeners = new Set<(state: KeyringState) => void>();
  readonly #onSaved = new Set<(changes: SettingsChanges) => void>();
  readonly #idle: IdleLock;
  readonly #rollCall: RollCall;
  #leave: () => void = () => undefined;
  #loaded: LoadedStore | undefined;
  #unlocked: UnlockedStore | undefined;
  /** The master key of a store that was made but not yet given back by `load`. */
  #made: { readonly storeId: string; readonly master: MasterKey } | undefined;
  #channel: PaneChannel | undefined;
  #toldActive = 0;
  /** Counts locks, so that work begun before one cannot undo it. */
  #locks = 0;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#idle = createIdleLock(options.now, () => this.#lockHere());
    this.#rollCall = createRollCall({
      post: (message) => this.#channel?.post(message),
      count: () => options.livePanes?.count(this.loaded.mailbox) ?? Promise.resolve(1),
      newCall: () => options.crypto.randomUUID(),
    });
  }

  /** One after the other: each of them reads and replaces what is loaded. */
  inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(act);
    this.#queue = turn.catch(() => undefined); // Its own caller is told.
    return turn;
  }

  /** Resolves when all turns taken so far are over. */
  async settled(): Promise<void> {
    await this.#queue;
  }

  get loaded(): LoadedStore {
    if (this.#loaded === undefined) throw new TypeError('The settings must be loaded first.');
    return this.#loaded;
  }

  /** What is unlocked now, if anything; looks at the clock first. */
  get unlocked(): UnlockedStore | undefined {
    this.#idle.check();
    return this.#unlocked;
  }

  /** @throws StoreError ERR_STORE_LOCKED */
  requireUnlocked(): UnlockedStore {
    const { unlocked } = this;
    if (unlocked === undefined) throw new StoreError('ERR_STORE_LOCKED', {});
    return unlocked;
  }

  state(): KeyringState {
    this.#idle.check();
    return describeState(this.#loaded, this.#unlocked, this.#idle.locksAt);
  }

  onStateChanged(listener: (state: KeyringState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells the other panes. */
  tellSaved(changes: SettingsChanges): void {
    this.#channel?.post({ type: 'saved', changes });
  }

  onSaved(listener: (changes: SettingsChanges) => void): () => void {
    this.#onSaved.add(listener);
    return () => this.#onSaved.delete(listener);
  }

  /** Resolves when `onSaved` was told all that live panes saved until now. */
  heard(): Promise<void> {
    return this.#rollCall.call();
  }

  /** After a save the same store stays open; another store (or none) locks. */
  async load(settings: Readonly<Record<string, string>>, mailbox: string): Promise<LoadedStore> {
    const loaded = await readStore(settings, mailbox);
    this.#join(mailbox);
    this.#loaded = loaded;
    const id = loaded.header?.id;
    const made = this.#made?.storeId === id ? this.#made : undefined;
    const master = made?.master ?? (this.#unlocked?.storeId === id ? this.#unlocked?.master : undefined);
    this.#made = undefined;
    if (master !== undefined) {
      const opened = await this.#open(() => Promise.resolve(master));
      if (opened && made !== undefined) this.#share();
    } else {
      if (this.#unlocked !== undefined) this.#lockHere();
      if (id !== undefined) this.#channel?.post({ type: 'ask', store: id });
    }
    this.#changed();
    return loaded;
  }

  /** @throws StoreError ERR_PASSPHRASE_WRONG; or why the store cannot be read */
  async unlock(passphrase: string): Promise<void> {
    const { header, problem } = this.loaded;
    if (header === undefined) throw problem ?? new StoreError('ERR_STORE_LOCKED', {});
    if (await this.#open(() => openWithPassphrase(this.#options.crypto, header, passphrase))) this.#share();
    this.#changed();
  }

  /** In every pane of this browser. */
  lock(): void {
    this.#channel?.post({ type: 'lock' });
    this.#lockHere();
  }

  /** Remembers the key of a new store, to go on with when it was saved. */
  expect(storeId: string, master: MasterKey): void {
    this.#made = { storeId, master };
  }

  keepAlive(): void {
    const { unlocked } = this;
    if (unlocked === undefined) return;
    this.#idle.touch();
    const now = this.#options.now().getTime();
    if (now - this.#toldActive < activeEvery) return;
    this.#toldActive = now;
    this.#channel?.post({ type: 'active', store: unlocked.storeId, locksAt: this.#idle.locksAt ?? now });
  }

  close(): void {
    this.#lockHere();
    this.#listeners.clear();
    this.#onSaved.clear();
    this.#channel?.close();
    this.#leave();
  }

  /** Opens what is loaded, unless somebody locked meanwhile. */
  async #open(getMaster: () => Promise<MasterKey>, locksAt?: number): Promise<boolean> {
    const locks = this.#locks;
    const opened = await openStore(this.#options.crypto, await getMaster(), this.loaded);
    if (this.#locks !== locks) return false;
    this.#unlocked = opened;
    this.#setPeriod();
    if (locksAt === undefined) this.#idle.touch();
    else this.#idle.extend(locksAt);
    return true;
  }

  #lockHere(): void {
    this.#locks += 1;
    this.#made = undefined;
    this.#idle.stop();
    if (this.#unlocked === undefined) return;
    this.#unlocked = undefined;
    this.#changed();
  }

  /** How long it stays unlocked is the person's choice; altered settings give the strictest. */
  #setPeriod(): void {
    const { preferences } = describeState(this.#loaded, this.#unlocked, undefined);
    this.#idle.setPeriod(this.#options.idleMilliseconds ?? idleMilliseconds[preferences.keepUnlocked]);
  }

  #changed(): void {
    const state = describeState(this.#loaded, this.#unlocked, this.#idle.locksAt);
    for (const listener of this.#listeners) listener(state);
  }

  #join(mailbox: string): void {
    if (this.#loaded?.mailbox === mailbox && this.#channel !== undefined) return;
    this.#channel?.close();
    this.#leave();
    this.#leave = this.#options.livePanes?.join(mailbox) ?? (() => undefined);
    this.#channel = this.#options.openChannel?.(channelName(mailbox), (message) => this.#hear(message));
  }

  #share(): void {
    const { locksAt } = this.#idle;
    if (this.#unlocked === undefined || locksAt === undefined) return;
    const { storeId, master } = this.#unlocked;
    this.#channel?.post({ type: 'unlocked', store: storeId, key: master, locksAt });
  }

  #hear(message: PaneMessage): void {
    const isOurs = 'store' in message && this.unlocked?.storeId === message.store;
    if (message.type === 'lock') this.#lockHere();
    else if (message.type === 'who' || message.type === 'here') this.#rollCall.hear(message);
    else if (message.type === 'saved') for (const listener of this.#onSaved) listener(message.changes);
    else if (message.type === 'unlocked') void this.inTurn(() => this.#follow(message));
    else if (message.type === 'active' && isOurs) this.#idle.extend(message.locksAt);
    else if (message.type === 'ask' && isOurs) this.#share();
  }

  /** Another pane unlocked the same store. */
  async #follow({ store, key, locksAt }: Extract<PaneMessage, { type: 'unlocked' }>): Promise<void> {
    if (this.#unlocked !== undefined || this.#loaded?.header?.id !== store) return;
    if (locksAt <= this.#options.now().getTime()) return;
    if (await this.#open(() => Promise.resolve(key), locksAt)) this.#changed();
  }
}
