import type { Certificate, TrustAnchor } from '../smime/index';
import type { Mailbox, Transport } from '../mailbox/types';
import type { Alone } from '../store/save-lock';
import type { Keyring } from '../worker/keyring';

/** Everything a flow acts on; the pane makes one at start, tests make their own. */
export interface Environment {
  readonly mailbox: Mailbox;
  readonly keyring: Keyring;
  readonly contacts: ContactCertificates;
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

/** Correspondents' certificates on this device. */
export interface ContactCertificates {
  /** All that are kept for an address, newest first. */
  find(address: string): Promise<readonly Certificate[]>;
  list(): Promise<readonly ContactEntry[]>;
  add(address: string, certificate: Certificate): Promise<void>;
  remove(address: string, fingerprint: string): Promise<void>;
}

export interface ContactEntry {
  readonly address: string;
  readonly certificates: readonly Certificate[];
}
