import type { Certificate, TrustAnchor } from '../certificate/certificate';
import type { RevocationData } from '../revocation/answer';
import type { DigitalId, SignatureDigest, UnlockedDigitalId } from './digital-id';
import type { HeaderProtection, ProtectHeaders } from './header-protection';
import type { EncryptionReport, SignatureReport } from './report';

/** A mailbox address and the name shown beside it (RFC 5322 section 3.4). */
export interface Mailbox {
  readonly address: string;
  readonly name?: string;
}

/** What somebody wrote, before anything is protected. All texts are Unicode. */
export interface MessageDraft {
  readonly from: Mailbox;
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  /** Written as a Bcc header for the transport to remove; never inside the protected part. */
  readonly bcc: readonly Mailbox[];
  readonly subject: string;
  /** Without angle brackets. */
  readonly messageId: string;
  /** Without angle brackets. */
  readonly inReplyTo?: string;
  readonly references?: readonly string[];
  /** At least one of both. */
  readonly text?: string;
  readonly html?: string;
  readonly attachments: readonly DraftAttachment[];
}

export interface DraftAttachment {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  /** For pictures inside the HTML (`cid:`), without angle brackets. */
  readonly contentId?: string;
}

/**
 * The names of the command line's contract. CBC is what every S/MIME program
 * reads; GCM shows a change, and is read by newer ones (RFC 8551 section 2.7).
 */
export type EncryptionCipher = 'aes-128-cbc' | 'aes-256-cbc' | 'aes-128-gcm' | 'aes-256-gcm';

export interface ProtectOptions {
  /** Sign with this digital ID. */
  readonly signWith?: UnlockedDigitalId;
  /** Encrypt to these certificates; the sender's own is one of them. */
  readonly encryptTo?: readonly Certificate[];
  /**
   * The signature carries the content (application/pkcs7-mime): nothing on the way can change it, but only
   * programs that know S/MIME show it. Default: clear (multipart/signed), which every program shows.
   */
  readonly opaque?: boolean;
  /** Default: SHA-256, and as long as the key for longer EC keys. */
  readonly digest?: SignatureDigest;
  /** Default: AES-256. */
  readonly cipher?: EncryptionCipher;
  /** Puts subject, names and date inside as well (RFC 9788). Default: not. */
  readonly protectHeaders?: ProtectHeaders;
  /** Date: header and signingTime, which must agree (some peers refuse a signature otherwise). */
  readonly at: Date;
}

/** A complete RFC 5322 message ready for a transport. */
export interface ProtectedMessage {
  readonly mime: Uint8Array;
  readonly signed: boolean;
  readonly encrypted: boolean;
}

export interface OpenOptions {
  readonly unlocked: readonly UnlockedDigitalId[];
  /** Known but locked: lets `open` answer `locked` instead of `no-matching-digital-id`. */
  readonly locked: readonly DigitalId[];
  readonly trustAnchors: readonly TrustAnchor[];
  /** The time for which everything is judged. */
  readonly at: Date;
  /** Whether the source of the bytes keeps signed bytes exactly as they were sent. */
  readonly exact: boolean;
  /** Takes off no more layers than this, and leaves what is inside as it is; absent: all. */
  readonly layers?: number;
  /** Certificates known from elsewhere (contacts), for signatures that carry none. */
  readonly knownCertificates?: readonly Certificate[];
  /** CRLs and OCSP responses at hand, in DER; those that the message carries are looked at beside them. */
  readonly revocation?: RevocationData;
  /**
   * Awaited before each heavy step, so that whoever runs the core hears of other
   * things meanwhile. What it rejects with ends the work.
   */
  readonly pause?: () => Promise<void>;
}

export interface MessageHeaders {
  readonly subject: string;
  /** As written; several addresses stay several. */
  readonly from: readonly Mailbox[];
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  /** The Date: header as written; absent or unreadable: `undefined`. */
  readonly date?: Date;
  readonly messageId?: string;
}

export interface ReceivedAttachment {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  /** Without angle brackets. */
  readonly contentId?: string;
  /** SHA-256, lower-case hex. */
  readonly sha256: string;
}

/** One message, opened as far as it could be, with what was found out on the way. */
export interface OpenedMessage {
  /** Outermost first: `signed-data`, `enveloped-data`, `multipart/signed` counts as `signed-data`; `certs-only`; … */
  readonly layers: readonly string[];
  readonly encryption: EncryptionReport;
  readonly signature: SignatureReport;
  /**
   * The headers that belong to the content shown: with `headerProtection` only
   * what was inside, never anything that was added outside. The author alone is
   * the one outside when the one inside differs and no signature fits him.
   */
  readonly headers: MessageHeaders;
  /** The headers as they travelled in the open. */
  readonly outerHeaders: MessageHeaders;
  readonly headerProtection: HeaderProtection;
  readonly body: { readonly text?: string; readonly html?: string };
  readonly attachments: readonly ReceivedAttachment[];
  /** SHA-256 (hex) of the innermost entity's bytes with CRLF line ends; absent when nothing could be opened. */
  readonly content?: { readonly sha256: string };
  /** Every readable certificate the message carried. */
  readonly certificates: readonly Certificate[];
}
