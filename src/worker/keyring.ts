import type {
  Certificate,
  DetachedResult,
  DigitalId,
  MessageDraft,
  OpenedMessage,
  PfxForm,
  ProtectHeaders,
  ProtectedMessage,
  TrustAnchor,
} from '../smime/index';
import type { SendPolicy } from '../store/policy';
import type { Preferences } from '../store/preferences';

/**
 * The one place with unlocked keys. In the product it is a Web Worker behind
 * messages (client.ts); flows and tests know only this interface. Keys never
 * cross it, except inside a .pfx that the person asked for.
 *
 * Everything that is kept is returned as `changes` for the mailbox's settings:
 * the worker has no Office.
 */
export interface Keyring {
  /** Reads the settings bag (only keys that begin with `signet.`); must be called first, and again after each save. */
  load(settings: Readonly<Record<string, string>>, mailbox: string): Promise<KeyringState>;
  state(): Promise<KeyringState>;
  /** @throws StoreError ERR_PASSPHRASE_WRONG */
  unlock(passphrase: string): Promise<KeyringState>;
  lock(): Promise<KeyringState>;
  /** Tells of lock and unlock by other panes, by time and by us, and of each `load`. Returns how to stop. */
  onStateChanged(listener: (state: KeyringState) => void): () => void;
  /** Tells the other panes of this mailbox in this browser what this one saved; resolves when it is on the way. Call `load` first. */
  saved(changes: SettingsChanges): Promise<void>;
  /** Another pane saved: its changes are missing in our copy of the settings. Returns how to stop. */
  onSaved(listener: (changes: SettingsChanges) => void): () => void;
  /** Resolves when `onSaved` was told all that the other live panes saved until now, as far as they answer. */
  heard(): Promise<void>;
  /** Postpones the automatic lock: somebody is working. */
  keepAlive(): void;

  /**
   * Opens a .pfx and says what is in it. Held in memory until it was imported and
   * kept, until the next file, until `lock`, at most 10 minutes. Rejects with the signal's
   * reason when it is aborted; nothing is held then. @throws SmimeError ERR_PFX_…
   */
  inspectPfx(bytes: Uint8Array, password: string, signal?: AbortSignal): Promise<PfxSummary>;
  /**
   * Seals the digital ID of the last inspected file. With `passphrase` for the
   * very first one (makes the store); else the store must be unlocked.
   * @throws StoreError ERR_STORE_LOCKED, ERR_STORE_FULL, ERR_DIGITAL_ID_PRESENT, ERR_RECORD_VERSION,
   *   ERR_DIGITAL_ID_ABSENT (not in the file inspected last, or that is forgotten by now)
   */
  importDigitalId(options: ImportOptions): Promise<SettingsChanges>;
  /**
   * One .pfx file with these digital IDs. The store must be unlocked.
   * @throws StoreError ERR_STORE_LOCKED, ERR_DIGITAL_ID_ABSENT, ERR_PASSWORD_IS_PASSPHRASE
   */
  exportDigitalIds(options: ExportOptions): Promise<Uint8Array>;
  /**
   * The fingerprints of the digital IDs whose keys a .pfx file gives out; nothing of
   * it is held. Cancelled like `inspectPfx`. @throws SmimeError ERR_PFX_…
   */
  provePfx(bytes: Uint8Array, password: string, signal?: AbortSignal): Promise<readonly string[]>;
  /** The record's removal; the store must be unlocked, because the index is authenticated. */
  removeDigitalId(fingerprint: string): Promise<SettingsChanges>;
  /** The policy with these switches changed, authenticated. The store must be unlocked. */
  setPolicy(policy: Partial<SendPolicy>): Promise<SettingsChanges>;
  /**
   * The preferences with these changed, authenticated, and in the same save the
   * policy, where one choice stands in both. The store must be unlocked.
   */
  setPreferences(preferences: Partial<Preferences>, policy?: Partial<SendPolicy>): Promise<SettingsChanges>;
  /**
   * The same master key, wrapped for another passphrase. The store must be unlocked.
   * @throws StoreError ERR_PASSPHRASE_WRONG when `current` is not the passphrase
   */
  changePassphrase(current: string, next: string): Promise<SettingsChanges>;

  /** Signs and encrypts, then reads the result back and compares. @throws SmimeError ERR_SELF_CHECK_FAILED */
  protect(draft: MessageDraft, options: ProtectRequest): Promise<ProtectedMessage>;
  /** Rejects with the signal's reason when it is aborted, and stops working. */
  open(bytes: Uint8Array, options: OpenRequest, signal?: AbortSignal): Promise<OpenedMessage>;
  /** A signature in DER or BER, and the file that it is for. @throws SmimeError ERR_CMS_MALFORMED */
  openDetached(signature: Uint8Array, content: Uint8Array, options: Omit<OpenRequest, 'exact'>): Promise<DetachedResult>;
  /** What a .cer, .pem, .p7b holds. */
  readCertificates(bytes: Uint8Array): Promise<readonly Certificate[]>;
}

/** Values for the settings bag, `null` removes. To be saved in one save, then given back by `load`. */
export type SettingsChanges = Readonly<Record<string, string | null>>;

export interface KeyringState {
  readonly status: 'empty' | 'locked' | 'unlocked' | 'unreadable';
  /** Why, when `unreadable`. */
  readonly reason?: 'newer-version' | 'damaged';
  /** Public halves; listed while locked too. */
  readonly digitalIds: readonly DigitalIdEntry[];
  readonly policy: SendPolicy;
  readonly preferences: Preferences;
  /**
   * `unverified` while locked; `changed` when the settings were altered by
   * something that does not know the passphrase: then policy and preferences kept there are not used.
   */
  readonly settingsIntegrity: 'verified' | 'unverified' | 'changed';
  /** When it locks by itself, milliseconds since 1970; only when unlocked, and not when that is left to closing the pane. */
  readonly locksAt?: number;
  /** Records that cannot be used; kept as they are, the others work. */
  readonly unreadableRecords: readonly UnreadableRecord[];
}

export interface UnreadableRecord {
  /** Its name in the settings bag. */
  readonly record: string;
  /** `key-unsupported`: nothing is wrong with it, but this browser does not know such keys. */
  readonly reason: 'newer-version' | 'damaged' | 'key-unsupported';
}

export interface DigitalIdEntry extends DigitalId {
  readonly name: string;
  /** Lower-case hex SHA-256 of the certificate; names the record. */
  readonly fingerprint: string;
}

export interface PfxSummary {
  readonly entries: readonly { readonly certificate: Certificate; readonly chain: readonly Certificate[]; readonly friendlyName?: string }[];
  /** It opened with an empty password. */
  readonly withoutPassword: boolean;
  /** Kinds of keys beside the entries that nobody here can use, e.g. `EC brainpoolP256r1`. */
  readonly unsupportedKeys: readonly string[];
  /** Protections of parts beside them that nobody here can read, e.g. `MD5 and DES`. */
  readonly unsupportedParts: readonly string[];
}

export interface ImportOptions {
  /** Of the certificate to import, as inspected. */
  readonly fingerprint: string;
  readonly name: string;
  readonly passphrase?: string;
}

export interface ExportOptions {
  /** At least one; in the order of the file. */
  readonly fingerprints: readonly string[];
  /** Of the file. */
  readonly password: string;
  readonly form: PfxForm;
}

export interface ProtectRequest {
  /** Fingerprint of the digital ID to sign with. */
  readonly signWith?: string;
  /** Recipients' certificates; the sender's own is added by the keyring (`encryptToSelf`). */
  readonly encryptTo?: readonly Certificate[];
  /** Fingerprint of the own digital ID that can read the sent copy. Required with `encryptTo`. */
  readonly encryptToSelf?: string;
  /** Puts the headers inside as well (RFC 9788). Default: not. */
  readonly protectHeaders?: ProtectHeaders;
  /** The signature carries the message (application/pkcs7-mime); default: clear, readable without S/MIME. */
  readonly opaque?: boolean;
  readonly at: Date;
}

export interface OpenRequest {
  readonly trustAnchors: readonly TrustAnchor[];
  readonly knownCertificates: readonly Certificate[];
  readonly at: Date;
  readonly exact: boolean;
}
