import { checkProtectedMessage, openDetached, openMessage, protectMessage, readCertificates, readPfx, writePfx } from '../smime/index';
import type {
  Certificate,
  DetachedResult,
  MessageDraft,
  OpenedMessage,
  PfxDigitalId,
  ProtectedMessage,
  UnlockedDigitalId,
} from '../smime/index';
import { StoreError } from '../store/errors';
import { recordKey } from '../store/keys';
import type { SendPolicy } from '../store/policy';
import type { Preferences } from '../store/preferences';
import { wipePrivateKey } from '../store/private-key';
import { unsealRecord } from '../store/record';
import type { PassphraseCost } from '../store/slot';
import { createInspectedPfx } from './inspected-pfx';
import type {
  ExportOptions,
  ImportOptions,
  Keyring,
  KeyringState,
  OpenRequest,
  PfxSummary,
  ProtectRequest,
  SettingsChanges,
} from './keyring';
import type { LoadedStore } from './loaded-store';
import { isPassphrase, rewrap } from './passphrase-change';
import { Session } from './session';
import type { SessionOptions } from './session';
import { createStore, decisionChanges, importChanges, passphraseChanges, removalChanges, unlockedBase } from './store-changes';
import type { StoreBase } from './store-changes';
import type { UnlockedStore } from './unlocked-store';

export interface KeyringOptions extends SessionOptions {
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

interface PartialDecisions {
  readonly policy?: Partial<SendPolicy>;
  readonly preferences?: Partial<Preferences>;
}

class InProcessKeyring implements LocalKeyring {
  readonly #crypto: Crypto;
  readonly #passphraseCost: PassphraseCost | undefined;
  readonly #session: Session;
  readonly #inspected = createInspectedPfx();

  constructor(options: KeyringOptions) {
    this.#crypto = options.crypto;
    this.#passphraseCost = options.passphraseCost;
    this.#session = new Session(options);
  }

  load(settings: Readonly<Record<string, string>>, mailbox: string): Promise<KeyringState> {
    return this.#session.inTurn(async () => {
      const { records } = await this.#session.load(settings, mailbox);
      this.#inspected.forget(new Set(records.map(({ certificate }) => certificate.fingerprint)));
      return this.#session.state();
    });
  }

  async state(): Promise<KeyringState> {
    await this.#session.settled();
    return this.#session.state();
  }

  unlock(passphrase: string): Promise<KeyringState> {
    return this.#session.inTurn(async () => {
      await this.#session.unlock(passphrase);
      return this.#session.state();
    });
  }

  /** At once, whatever else is going on. */
  lock(): Promise<KeyringState> {
    this.#inspected.clear();
    this.#session.lock();
    return Promise.resolve(this.#session.state());
  }

  onStateChanged(listener: (state: KeyringState) => void): () => void {
    return this.#session.onStateChanged(listener);
  }

  saved(changes: SettingsChanges): Promise<void> {
    this.#session.tellSaved(changes);
    return Promise.resolve();
  }

  heard(): Promise<void> {
    return this.#session.heard();
  }

  onSaved(listener: (changes: SettingsChanges) => void): () => void {
    return this.#session.onSaved(listener);
  }

  keepAlive(): void {
    this.#session.keepAlive();
  }

  async inspectPfx(bytes: Uint8Array, password: string, signal?: AbortSignal): Promise<PfxSummary> {
    this.#inspected.clear();
    const contents = await readPfx(bytes, password, { pause: signal === undefined ? pause : () => pauseUnlessAborted(signal) });
    // Another file may be held by now: only this one's keys go.
    if (signal?.aborted === true) for (const { privateKey } of contents.entries) wipePrivateKey(privateKey);
    signal?.throwIfAborted();
    this.#inspected.hold(contents);
    const entries = contents.entries.map(({ certificate, chain, friendlyName }) => ({
      certificate,
      chain,
      ...(friendlyName === undefined ? {} : { friendlyName }),
    }));
    const { withoutPassword, unsupportedKeys, unsupportedParts } = contents;
    return { entries, withoutPassword, unsupportedKeys, unsupportedParts };
  }

  importDigitalId({ fingerprint, name, passphrase }: ImportOptions): Promise<SettingsChanges> {
    return this.#session.inTurn(async () => {
      const { loaded } = this.#session;
      // First: a digital ID that another pane imported meanwhile is forgotten here, but that is not what is wrong.
      requireImportable(loaded, this.#session.unlocked, fingerprint);
      const entry = this.#inspected.find(fingerprint);
      if (entry === undefined) throw new StoreError('ERR_DIGITAL_ID_ABSENT', { fingerprint });
      const base = await this.#importBase(loaded, passphrase);
      return importChanges(this.#crypto, loaded, base, entry, name);
    });
  }

  async #importBase(loaded: LoadedStore, passphrase: string | undefined): Promise<StoreBase> {
    if (loaded.problem !== undefined) throw loaded.problem;
    if (loaded.header !== undefined) return unlockedBase(loaded, this.#session.requireUnlocked());
    if (passphrase === undefined) throw new StoreError('ERR_STORE_LOCKED', {});
    const base = await createStore(this.#crypto, loaded, passphrase, this.#passphraseCost);
    this.#session.expect(base.header.id, base.master);
    return base;
  }

  async exportDigitalIds({ fingerprints, password, form }: ExportOptions): Promise<Uint8Array> {
    const { records, master } = this.#session.requireUnlocked();
    const { header } = unlockedBase(this.#session.loaded, this.#session.requireUnlocked());
    const wanted = [...new Set(fingerprints)].map((fingerprint) => requireRecord(records, fingerprint));
    if (await isPassphrase(this.#crypto, header, password)) throw new StoreError('ERR_PASSWORD_IS_PASSPHRASE', {});
    const digitalIds: PfxDigitalId[] = [];
    try {
      for (const record of wanted) {
        const { certificate, chain, name } = record;
        const privateKey = await unsealRecord(this.#crypto, master, header.mailbox, record);
        digitalIds.push({ privateKey, certificate, chain, friendlyName: name });
      }
      return await writePfx({ digitalIds, password, form });
    } finally {
      for (const { privateKey } of digitalIds) wipePrivateKey(privateKey);
    }
  }

  async provePfx(bytes: Uint8Array, password: string, signal?: AbortSignal): Promise<readonly string[]> {
    const { entries } = await readPfx(bytes, password, signal === undefined ? {} : { pause: () => pauseUnlessAborted(signal) });
    for (const { privateKey } of entries) wipePrivateKey(privateKey);
    signal?.throwIfAborted();
    return entries.map(({ certificate }) => certificate.fingerprint);
  }

  removeDigitalId(fingerprint: string): Promise<SettingsChanges> {
    return this.#session.inTurn(() => {
      const { loaded } = this.#session;
      const base = unlockedBase(loaded, this.#session.requireUnlocked());
      if (!(recordKey(fingerprint) in loaded.settings)) throw new StoreError('ERR_DIGITAL_ID_ABSENT', { fingerprint });
      return removalChanges(this.#crypto, loaded, base, fingerprint);
    });
  }

  setPolicy(policy: Partial<SendPolicy>): Promise<SettingsChanges> {
    return this.#decide({ policy });
  }

  setPreferences(preferences: Partial<Preferences>, policy?: Partial<SendPolicy>): Promise<SettingsChanges> {
    return this.#decide({ preferences, ...(policy === undefined ? {} : { policy }) });
  }

  #decide({ policy, preferences }: PartialDecisions): Promise<SettingsChanges> {
    return this.#session.inTurn(() => {
      const { loaded } = this.#session;
      const base = unlockedBase(loaded, this.#session.requireUnlocked());
      if (loaded.textProblem?.code === 'ERR_RECORD_VERSION') throw loaded.textProblem;
      // On what holds now, not on what a page showed: another pane may have set another switch since.
      const now = this.#session.state();
      // What was altered must not be vouched for along with the person's decision.
      const all = now.settingsIntegrity === 'changed';
      return decisionChanges(this.#crypto, loaded, base, {
        ...(all || policy !== undefined ? { policy: { ...now.policy, ...policy } } : {}),
        ...(all || preferences !== undefined ? { preferences: { ...now.preferences, ...preferences } } : {}),
      });
    });
  }

  changePassphrase(current: string, next: string): Promise<SettingsChanges> {
    return this.#session.inTurn(async () => {
      const { loaded } = this.#session;
      const base = unlockedBase(loaded, this.#session.requireUnlocked());
      const header = await rewrap(this.#crypto, base.header, current, next, this.#passphraseCost);
      return passphraseChanges(this.#crypto, loaded, base, header);
    });
  }

  async protect(draft: MessageDraft, request: ProtectRequest): Promise<ProtectedMessage> {
    const { digitalIds } = this.#session.requireUnlocked();
    const { at, protectHeaders } = request;
    const signWith = request.signWith === undefined ? undefined : requireDigitalId(digitalIds, request.signWith);
    const encryptTo = withSelf(digitalIds, request);
    if (signWith === undefined && encryptTo === undefined) throw new TypeError('Neither to sign nor to encrypt.');
    const wanted = {
      at,
      ...(signWith === undefined ? {} : { signWith }),
      ...(encryptTo === undefined ? {} : { encryptTo }),
      opaque: request.opaque ?? false,
      ...(protectHeaders === undefined ? {} : { protectHeaders }),
    };
    const message = await protectMessage(draft, wanted);
    await checkProtectedMessage(message, draft, { ...wanted, unlocked: [...digitalIds.values()] });
    return message;
  }

  async open(bytes: Uint8Array, request: OpenRequest, signal?: AbortSignal): Promise<OpenedMessage> {
    await this.#session.settled();
    const { loaded } = this.#session;
    const unlocked = this.#session.unlocked?.digitalIds ?? new Map<string, UnlockedDigitalId>();
    const locked = loaded.records.filter(({ certificate }) => !unlocked.has(certificate.fingerprint));
    return openMessage(bytes, {
      ...request,
      unlocked: [...unlocked.values()],
      locked: locked.map(({ certificate, chain }) => ({ certificate, chain })),
      ...(signal === undefined ? {} : { pause: () => pauseUnlessAborted(signal) }),
    });
  }

  async openDetached(signature: Uint8Array, content: Uint8Array, request: Omit<OpenRequest, 'exact'>): Promise<DetachedResult> {
    return openDetached(signature, content, { ...request, unlocked: [], locked: [], exact: true, pause });
  }

  async readCertificates(bytes: Uint8Array): Promise<readonly Certificate[]> {
    return readCertificates(bytes);
  }

  close(): void {
    this.#inspected.clear();
    this.#session.close();
  }
}

/** Lets other calls come through, which promises alone would not. */
async function pause(): Promise<void> {
  await new Promise((heard) => setTimeout(heard));
}

/** One of them may be that this one should stop. */
async function pauseUnlessAborted(signal: AbortSignal): Promise<void> {
  await pause();
  signal.throwIfAborted();
}

/** A damaged record may be replaced by the same digital ID; a newer one is not ours to replace. */
function requireImportable(loaded: LoadedStore, unlocked: UnlockedStore | undefined, fingerprint: string): void {
  const key = recordKey(fingerprint);
  const isPresent = (unlocked?.records ?? loaded.records).some((record) => record.key === key);
  if (isPresent) throw new StoreError('ERR_DIGITAL_ID_PRESENT', { fingerprint });
  const isNewer = loaded.unreadable.some(({ record, reason }) => record === key && reason === 'newer-version');
  if (isNewer) throw new StoreError('ERR_RECORD_VERSION', { version: 2 });
}

function requireRecord(records: UnlockedStore['records'], fingerprint: string): UnlockedStore['records'][number] {
  const record = records.find(({ certificate }) => certificate.fingerprint === fingerprint);
  if (record === undefined) throw new StoreError('ERR_DIGITAL_ID_ABSENT', { fingerprint });
  return record;
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
