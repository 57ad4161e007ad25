/** Words that the mail store, the host API and the Outlook page share. */
export interface Address {
  readonly address: string;
  readonly name: string;
}

export interface Person extends Address {
  /** What the Graph stub takes as this mailbox's bearer token. */
  readonly accessToken: string;
  /** What stands in From of this person's messages, when it isn't the person. */
  readonly writesAs?: Address;
}

export interface DistributionList extends Address {
  readonly members: readonly string[];
}

/** Nobody signs in to it: its members have it beside their own folders and may send as it. */
export interface SharedMailbox extends Address {
  /** By address. */
  readonly members: readonly string[];
}

export type Folder = 'inbox' | 'drafts' | 'sent';

/** 'cms' can be signed or encrypted: without opening the CMS only smime-type tells, and it may lie. */
export type Protection = 'none' | 'clear-signed' | 'cms';

/** 'item': a message in a message; its content is EML text, and its name the subject. */
export type AttachmentKind = 'file' | 'item';

export interface AttachmentEntry {
  readonly kind: AttachmentKind;
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  /** In octets, decoded. */
  readonly size: number;
  readonly isInline: boolean;
  /** Without angle brackets. */
  readonly contentId?: string;
}

export interface MessageSummary {
  readonly id: string;
  readonly mailbox: string;
  readonly folder: Folder;
  readonly subject: string;
  readonly from: Address;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly bcc: readonly Address[];
  /** ISO 8601 */
  readonly receivedAt: string;
  readonly isRead: boolean;
  readonly preview: string;
  readonly hasAttachments: boolean;
  readonly protection: Protection;
  /** smime-type of a 'cms' message, as it claims. */
  readonly smimeType?: string;
}

export interface MessageDetail extends MessageSummary {
  readonly itemClass: string;
  readonly internetMessageId: string;
  readonly conversationId: string;
  readonly inReplyTo?: string;
  /** Message ids of the thread so far, oldest first, parted by blanks. */
  readonly references?: string;
  /** Where answers should go, when not to From. */
  readonly replyTo?: readonly Address[];
  /** The header section as it came over the wire. */
  readonly headers: string;
  readonly text?: string;
  readonly html?: string;
  readonly attachments: readonly AttachmentEntry[];
  readonly customProperties: Readonly<Record<string, unknown>>;
}

/** A message in a message: nobody received it, so it has no place and no state. */
export type AttachedMessage = Omit<
  MessageDetail,
  'id' | 'mailbox' | 'folder' | 'receivedAt' | 'isRead' | 'customProperties'
> & {
  /** ISO 8601; empty when it does not say. */
  readonly sentAt: string;
};

export interface OutgoingAttachment {
  readonly name: string;
  readonly contentType: string;
  readonly base64: string;
  readonly isInline: boolean;
  readonly contentId?: string;
}

/** What the compose form hands to the server, to save or to send. */
export interface OutgoingMessage {
  readonly from: Address;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly bcc: readonly Address[];
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly attachments: readonly OutgoingAttachment[];
  readonly internetHeaders: Readonly<Record<string, string>>;
  readonly inReplyTo?: string;
  readonly references?: string;
  readonly customProperties: Readonly<Record<string, unknown>>;
}
