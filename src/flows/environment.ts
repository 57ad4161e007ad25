import type { TrustAnchor } from '../smime/index';
import type { Mailbox, Transport } from '../mailbox/types';
import type { Alone } from '../store/save-lock';
import type { Keyring } from '../worker/keyring';
import type { Contact } from './contacts/contact';

/** Everything a flow acts on; the pane makes one at start, tests make their own. */
export interface Environment {
  readonly mailbox: Mailbox;
  readonly keyring: Keyring;
  readonly contacts: ContactCertificates;
  readonly encryptedConversations: EncryptedConversations;
  /** Of those the ones with a subject that was hidden on the way. */
  readonly hiddenSubjects: EncryptedConversations;
  readonly transport: Transport;
  readonly trustAnchors: readonly TrustAnchor[];
  /** Name of the organisation, when config.json gives one. */
  readonly organization?: string;
  /** Runs while no other pane of this mailbox in this browser saves. */
  readonly alone: Alone;
  readonly now: () => Date;
  /** A new identifier for Message-ID, hard to guess. */
  readonly randomId: () => string;
}

/** Outlook's identifiers of conversations with encrypted messages that were opened on this device. Never rejects. */
export interface EncryptedConversations {
  remember(conversationId: string): Promise<void>;
  has(conversationId: string): Promise<boolean>;
}

/** Correspondents' certificates on this device. Everything is rejected with StoreError ERR_CONTACTS_UNAVAILABLE. */
export interface ContactCertificates {
  /** `null`: nothing is kept for this address. One that cannot be read says so (`isUnreadable`). */
  find(address: string): Promise<Contact | null>;
  list(): Promise<readonly Contact[]>;
  /**
   * Reads, makes and writes as one step, whatever other panes do; `make` may be
   * called again with a later state. `null` from it removes the contact.
   * ERR_CONTACT_UNREADABLE where there is one that cannot be read.
   */
  change(address: string, make: (before: Contact | null) => Contact | null): Promise<void>;
  /** Also what cannot be read. */
  remove(address: string): Promise<void>;
  /** Tells of changes by this pane and by others of this browser. Returns how to stop. */
  onChanged(listener: () => void): () => void;
}
