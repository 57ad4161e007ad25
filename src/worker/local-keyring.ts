import { checkProtectedMessage, openMessage, protectMessage, readCertificates, readPfx, writePfx } from '../smime/index';
import type { Certificate, MessageDraft, OpenedMessage, ProtectedMessage, UnlockedDigitalId } from '../smime/index';
import { StoreError } from '../store/errors';
import { recordKey } from '../store/keys';
import type { MasterKey } from '../store/master-key';
import type { SendPolicy } from '../store/policy';
import { wipePrivateKey } from '../store/private-key';
import { unsealRecord } from '../store/record';
import type { PassphraseCost } from '../store/slot';
import { createIdleLock, idleMilliseconds } from './idle-lock';
import type { IdleLock } from './idle-lock';
import { createInspectedPfx } from './inspected-pfx';
import type {
  ImportOptions,
  Keyring,
  KeyringState,
  OpenRequest,
  PfxSummary,
  ProtectRequest,
  SettingsChanges,
} from './keyring';
import { describeState } from './keyring-state';
import { readStore } from './loaded-store';
import type { LoadedStore } from './loaded-store';
import { channelName } from './pane-channel';
import type { OpenChannel, PaneChannel, PaneMessage } from './pane-channel';
import { createStore, importChanges, policyChanges, removalChanges, unlockedBase } from './store-changes';
import type { StoreBase } from './store-changes';
import { openStore, openWithPassphrase } from './unlocked-store';
import type { UnlockedStore } from './unlocked-store';

export interface KeyringOptions {
  readonly crypto: Crypto;
  readonly now: () => Date;
  /** How to reach the other panes; without it nothing is shared. */
  readonly openChannel?: OpenChannel;
  readonly idleMilliseconds?: number;
  /** Work of a new passphrase slot; tests take less. */
  readonly passphraseCost?: PassphraseCost;
}

export interface LocalKeyring extends Keyring {
  /** Locks and lets go of timers and channel. */
  close(): void;
}

/** The keyring in this very thread: for the worker, and for tests. */
export function createKeyring(options: KeyringOptions): LocalKeyring {
  return new InProcessKeyring(options);
}

/** How often other panes are told that somebody is working here. */
const activeEvery = 30_000;

class InProcessKeyring implements LocalKeyring {
  readonly #options: KeyringOptions;
  readonly #listeners = new Set<(state: KeyringState) => void>();
  readonly #inspected = createInspectedPfx();
  readonly #idle: IdleLock;
  #loaded: LoadedStore | undefined;
  #unlocked: UnlockedStore | undefined;
  /** The master key of a store that was made but not yet given back by `load`. */
  #made: { readonly storeId: string; readonly master: MasterKey } | undefined;
  #channel: PaneChannel | undefined;
  #toldActive = 0;
  /** Counts locks, so that work begun before one cannot undo it. */
  #locks = 0;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: KeyringOptions) {
    this.#options = options;
    this.#idle = createIdleLock(options.now, options.idleMilliseconds ?? idleMilliseconds, () => this.#lockHere());
  }

  load(settings: Readonly<Record<string, string>>, mailbox: string): Promise<KeyringState> {
    return this.#inTurn(async () => {
      const loaded = await readStore(settings, mailbox);
      this.#join(mailbox);
      this.#loaded = loaded;
      this.#inspected.forget(new Set(loaded.records.map(({ certificate }) => certificate.fingerprint)));
      await this.#reopen(loaded);
      return this.#state();
    });
  }

  async state(): Promise<KeyringState> {
    await this.#queue;
    this.#idle.check();
    return this.#state();
  }

  unlock(passphrase: string): Promise<KeyringState> {
    return this.#inTurn(async () => {
      const { header, problem } = this.#requireLoaded();
      if (header === undefined) throw problem ?? new StoreError('ERR_STORE_LOCKED', {});
      const opened = await this.#adopt(() => openWithPassphrase(this.#options.crypto, header, passphrase));
      if (opened) this.#share();
      return this.#changed();
    });
  }

  async lock(): Promise<KeyringState> {
    this.#inspected.clear();
    this.#channel?.post({ type: 'lock' });
    this.#lockHere();
    return Promise.resolve(this.#state());
  }

  onStateChanged(listener: (state: KeyringState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  keepAlive(): void {
    this.#idle.check();
    if (this.#unlocked === undefined) return;
    this.#idle.touch();
    const now = this.#options.now().getTime();
    if (now - this.#toldActive < activeEvery) return;
    this.#toldActive = now;
    this.#channel?.post({ type: 'active', store: this.#unlocked.storeId, locksAt: this.#idle.locksAt ?? now });
  }

  async inspectPfx(bytes: Uint8Array, password: string): Promise<PfxSummary> {
    this.#inspected.clear();
    const contents = await readPfx(bytes, password);
    this.#inspected.hold(contents);
    const entries = contents.entries.map(({ certificate, chain, friendlyName }) => ({
      certificate,
      chain,
      ...(friendlyName === undefined ? {} : { friendlyName }),
    }));
    return { entries, withoutPassword: contents.withoutPassword };
  }

  importDigitalId({ fingerprint, name, passphrase }: ImportOptions): Promise<SettingsChanges> {
    return this.#inTurn(async () => {
      const loaded = this.#requireLoaded();
      const entry = this.#inspected.find(fingerprint);
      if (entry === undefined) throw new StoreError('ERR_DIGITAL_ID_ABSENT', { fingerprint });
      requireImportable({ ...loaded, records: this.#unlocked?.records ?? loaded.records }, fingerprint);
      const base = await this.#importBase(loaded, passphrase);
      return importChanges(this.#options.crypto, loaded, base, entry, name);
    });
  }

  async exportDigitalId(fingerprint: string, password: string): Promise<Uint8Array> {
    const { records, master } = this.#requireUnlocked();
    const mailbox = this.#requireLoaded().header?.mailbox ?? '';
    const record = records.find(({ certificate }) => certificate.fingerprint === fingerprint);
    if (record === undefined) throw new StoreError('ERR_DIGITAL_ID_ABSENT', { fingerprint });
    const privateKey = await unsealRecord(this.#options.crypto, master, mailbox, record);
    try {
      const { certificate, chain, name } = record;
      return await writePfx({ privateKey, certificate, chain, friendlyName: name, password });
    } finally {
      wipePrivateKey(privateKey);
    }
  }

  removeDigitalId(fingerprint: string): Promise<SettingsChanges> {
    return this.#inTurn(() => {
      const loaded = this.#requireLoaded();
      const base = unlockedBase(loaded, this.#requireUnlocked());
      if (!(recordKey(fingerprint) in loaded.settings)) throw new StoreError('ERR_DIGITAL_ID_ABSENT', { fingerprint });
      return removalChanges(this.#options.crypto, loaded, base, fingerprint);
    });
  }

  setPolicy(policy: SendPolicy): Promise<SettingsChanges> {
    return this.#inTurn(() => {
      const loaded = this.#requireLoaded();
      const base = unlockedBase(loaded, this.#requireUnlocked());
      if (loaded.policyProblem?.code === 'ERR_RECORD_VERSION') throw loaded.policyProblem;
      return policyChanges(this.#options.crypto, base, policy);
    });
  }

  async protect(draft: MessageDraft, request: ProtectRequest): Promise<ProtectedMessage> {
    const { digitalIds } = this.#requireUnlocked();
    const { at } = request;
    const signWith = request.signWith === undefined ? undefined : requireDigitalId(digitalIds, request.signWith);
    const encryptTo = withSelf(digitalIds, request);
    const wanted = {
      at,
      ...(signWith === undefined ? {} : { signWith }),
      ...(encryptTo === undefined ? {} : { encryptTo }),
    };
    if (signWith === undefined && encryptTo === undefined) throw new TypeError('Neither to sign nor to encrypt.');
    const message = await protectMessage(draft, wanted);
    await checkProtectedMessage(message, draft, { ...wanted, unlocked: [...digitalIds.values()] });
    return message;
  }

  async open(bytes: Uint8Array, request: OpenRequest): Promise<OpenedMessage> {
    await this.#queue;
    this.#idle.check();
    const unlocked = this.#unlocked?.digitalIds ?? new Map<string, UnlockedDigitalId>();
    const locked = (this.#loaded?.records ?? []).filter(({ certificate }) => !unlocked.has(certificate.fingerprint));
    return openMessage(bytes, {
      ...request,
      unlocked: [...unlocked.values()],
      locked: locked.map(({ certificate, chain }) => ({ certificate, chain })),
    });
  }

  async readCertificates(bytes: Uint8Array): Promise<readonly Certificate[]> {
    return readCertificates(bytes);
  }

  close(): void {
    this.#inspected.clear();
    this.#lockHere();
    this.#listeners.clear();
    this.#channel?.close();
  }

  /** One after the other: each of them reads and replaces what is loaded. */
  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(act);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  #requireLoaded(): LoadedStore {
    if (this.#loaded === undefined) throw new TypeError('The settings must be loaded first.');
    return this.#loaded;
  }

  #requireUnlocked(): UnlockedStore {
    this.#idle.check();
    if (this.#unlocked === undefined) throw new StoreError('ERR_STORE_LOCKED', {});
    return this.#unlocked;
  }

  async #importBase(loaded: LoadedStore, passphrase: string | undefined): Promise<StoreBase> {
    if (loaded.problem !== undefined) throw loaded.problem;
    if (loaded.header !== undefined) return unlockedBase(loaded, this.#requireUnlocked());
    if (passphrase === undefined) throw new StoreError('ERR_STORE_LOCKED', {});
    const base = await createStore(this.#options.crypto, loaded, passphrase, this.#options.passphraseCost);
    this.#made = { storeId: base.header.id, master: base.master };
    return base;
  }

  /** After a save the same store stays open; another store (or none) locks. */
  async #reopen(loaded: LoadedStore): Promise<void> {
    const id = loaded.header?.id;
    const master = [this.#unlocked, this.#made].find((known) => known !== undefined && known.storeId === id)?.master;
    const fresh = this.#made?.storeId === id;
    this.#made = undefined;
    if (master !== undefined) {
      const opened = await this.#adopt(() => Promise.resolve(master));
      if (opened && fresh) this.#share();
      this.#changed();
    } else {
      if (this.#unlocked !== undefined) this.#lockHere();
      if (id !== undefined) this.#channel?.post({ type: 'ask', store: id });
    }
  }

  /** Opens what is loaded, unless somebody locked meanwhile. */
  async #adopt(getMaster: () => Promise<MasterKey>, locksAt?: number): Promise<boolean> {
    const locks = this.#locks;
    const opened = await openStore(this.#options.crypto, await getMaster(), this.#requireLoaded());
    if (this.#locks !== locks) return false;
    this.#unlocked = opened;
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

  #state(): KeyringState {
    return describeState(this.#loaded, this.#unlocked, this.#idle.locksAt);
  }

  #changed(): KeyringState {
    const state = this.#state();
    for (const listener of this.#listeners) listener(state);
    return state;
  }

  #join(mailbox: string): void {
    if (this.#loaded?.mailbox === mailbox && this.#channel !== undefined) return;
    this.#channel?.close();
    this.#channel = this.#options.openChannel?.(channelName(mailbox), (message) => this.#hear(message));
  }

  #share(): void {
    const { storeId, master } = this.#unlocked ?? {};
    const { locksAt } = this.#idle;
    if (storeId === undefined || master === undefined || locksAt === undefined) return;
    this.#channel?.post({ type: 'unlocked', store: storeId, key: master, locksAt });
  }

  #hear(message: PaneMessage): void {
    if (message.type === 'lock') {
      this.#lockHere();
    } else if (message.type === 'ask') {
      this.#idle.check();
      if (this.#unlocked?.storeId === message.store) this.#share();
    } else if (message.type === 'active') {
      if (this.#unlocked?.storeId === message.store) this.#idle.extend(message.locksAt);
    } else {
      void this.#inTurn(() => this.#follow(message));
    }
  }

  /** Another pane unlocked the same store. */
  async #follow({ store, key, locksAt }: Extract<PaneMessage, { type: 'unlocked' }>): Promise<void> {
    if (this.#unlocked !== undefined || this.#loaded?.header?.id !== store) return;
    if (locksAt <= this.#options.now().getTime()) return;
    if (await this.#adopt(() => Promise.resolve(key), locksAt)) this.#changed();
  }
}

function requireImportable({ records, unreadable }: LoadedStore, fingerprint: string): void {
  const key = recordKey(fingerprint);
  if (records.some((record) => record.key === key)) throw new StoreError('ERR_DIGITAL_ID_PRESENT', { fingerprint });
  // A damaged record may be replaced by the same digital ID; a newer one is not ours to replace.
  const newer = unreadable.some(({ record, reason }) => record === key && reason === 'newer-version');
  if (newer) throw new StoreError('ERR_RECORD_VERSION', { version: 2 });
}

function requireDigitalId(digitalIds: UnlockedStore['digitalIds'], fingerprint: string): UnlockedDigitalId {
  const digitalId = digitalIds.get(fingerprint);
  if (digitalId === undefined) throw new StoreError('ERR_DIGITAL_ID_ABSENT', { fingerprint });
  return digitalId;
}

/** The sender can always read what was sent: else the self check could not either. */
function withSelf(digitalIds: UnlockedStore['digitalIds'], request: ProtectRequest): readonly Certificate[] | undefined {
  const { encryptTo, encryptToSelf } = request;
  if (encryptTo === undefined) return undefined;
  if (encryptToSelf === undefined) throw new TypeError('Encrypting needs a digital ID of the sender too.');
  const self = requireDigitalId(digitalIds, encryptToSelf).certificate;
  const others = encryptTo.filter(({ fingerprint }) => fingerprint !== self.fingerprint);
  return [...others, self];
}
