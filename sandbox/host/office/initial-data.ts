/** What office.js builds Office.context.mailbox and its item from (GetInitialData). */
import type { Address, Person } from '../../mail/types';
import type { DraftAttachment } from '../model/draft';
import type { OfficeTheme } from '../model/theme';
import { isInSharedMailbox } from './item';
import type { Item } from './item';

export interface HostIdentity {
  readonly me: Person;
  readonly people: readonly Address[];
  readonly lists: readonly Address[];
  /** As the manifest says it. */
  readonly permissions: string;
  readonly addInId: string;
  readonly officeTheme: OfficeTheme;
}

const itemTypes = { read: 1, compose: 4, none: 6 };

/** The host counts differently from the library: ReadWriteMailbox is 2. */
const permissionLevels: Readonly<Record<string, number>> = { ReadItem: 1, ReadWriteItem: 3, ReadWriteMailbox: 2 };

export function initialData(identity: HostIdentity, item: Item | undefined): Readonly<Record<string, unknown>> {
  const shared = {
    permissionLevel: permissionLevels[identity.permissions],
    userEmailAddress: identity.me.address,
    userDisplayName: identity.me.name,
    userTimeZone: 'UTC',
    userProfileType: 'office365',
    hostVersion: '16.01',
    owaView: 'ThreeColumns',
    ewsUrl: '',
    restUrl: '',
    extensionId: identity.addInId,
    openWindowOpen: false,
    isFromSharedFolder: item !== undefined && isInSharedMailbox(item, identity.me),
    timeZoneOffsets: [],
    // Read by the supplement script, like inReplyTo below.
    officeTheme: identity.officeTheme,
  };
  if (item === undefined) return { ...shared, itemType: itemTypes.none };
  return item.kind === 'read' ? { ...shared, ...readData(identity, item) } : { ...shared, ...composeData(item) };
}

function readData(identity: HostIdentity, { message }: Extract<Item, { kind: 'read' }>): Record<string, unknown> {
  const details = (addresses: readonly Address[]): unknown => addresses.map((one) => addressDetails(identity, one));
  return {
    itemType: itemTypes.read,
    id: message.id,
    itemClass: message.itemClass,
    subject: message.subject,
    normalizedSubject: message.subject.replace(/^((re|fwd?|aw|wg):\s*)+/i, ''),
    internetMessageId: message.internetMessageId,
    conversationId: message.conversationId,
    from: addressDetails(identity, message.from),
    sender: addressDetails(identity, message.from),
    to: details(message.to),
    cc: details(message.cc),
    bcc: details(message.bcc),
    dateTimeCreated: Date.parse(message.receivedAt),
    dateTimeModified: Date.parse(message.receivedAt),
    attachments: message.attachments.map(attachmentDetails),
    isRead: message.isRead,
    seriesId: '',
  };
}

function composeData({ draft }: Extract<Item, { kind: 'compose' }>): Record<string, unknown> {
  return {
    itemType: itemTypes.compose,
    conversationId: draft.conversationId,
    // Read by the supplement script; the library knows nothing of it.
    ...(draft.inReplyTo === undefined ? {} : { inReplyTo: draft.inReplyTo }),
  };
}

const recipientTypes = { other: 0, distributionList: 1, user: 2, externalUser: 3 };

export function addressDetails(identity: Pick<HostIdentity, 'people' | 'lists'>, { address, name }: Address): unknown {
  const isOf = (all: readonly Address[]): boolean => all.some((one) => one.address === address.toLowerCase());
  const recipientType = isOf(identity.lists)
    ? recipientTypes.distributionList
    : isOf(identity.people)
      ? recipientTypes.user
      : recipientTypes.externalUser;
  return { address, name: name === '' ? address : name, recipientType, appointmentResponse: 0 };
}

const attachmentTypes = { file: 0, item: 1 };

type AttachmentLike = Pick<DraftAttachment, 'id' | 'name' | 'contentType' | 'size' | 'isInline' | 'contentId'>;

export function attachmentDetails(attachment: AttachmentLike): unknown {
  const { id, name, contentType, size, isInline, contentId } = attachment;
  const attachmentType = isItem(attachment) ? attachmentTypes.item : attachmentTypes.file;
  return { id, name, contentType, size, isInline, attachmentType, ...(contentId === undefined ? {} : { contentId }) };
}

/** A message in a message. */
export function isItem({ contentType }: Pick<DraftAttachment, 'contentType'>): boolean {
  return contentType.toLowerCase() === 'message/rfc822';
}

/** A file comes in base64, a message as the text of its EML. */
export function attachmentContent(attachment: Pick<DraftAttachment, 'contentType' | 'base64'>): unknown {
  if (!isItem(attachment)) return { content: attachment.base64, format: 'base64' };
  const bytes = Uint8Array.from(atob(attachment.base64), (character) => character.charCodeAt(0));
  return { content: new TextDecoder().decode(bytes), format: 'eml' };
}
