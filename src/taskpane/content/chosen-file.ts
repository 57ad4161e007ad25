import type { ChosenFile } from '../../flows/open-file';
import type { AttachmentSummary, ReadItem } from '../../mailbox/types';
import type { ReceivedAttachment } from '../../smime/index';

/** A file as the browser hands it over: as it lies on the disk. */
export function fromDisk(file: File): ChosenFile {
  return { name: file.name, size: file.size, exact: true, bytes: async () => new Uint8Array(await file.arrayBuffer()) };
}

/** A file inside a message that was opened here. */
export function fromMessage({ name, bytes }: ReceivedAttachment): ChosenFile {
  return { name, size: bytes.length, exact: true, bytes: () => Promise.resolve(bytes.slice()) };
}

/** A file of the message that Outlook shows. An attached message is one that Outlook writes anew. */
export function fromItem(item: ReadItem, { id, name, size, kind }: AttachmentSummary): ChosenFile {
  return { name, size, exact: kind === 'file', bytes: () => item.attachmentBytes(id) };
}

/** Whether it may be something to check; what it is, its content says when it is opened. */
export function isWorthChecking({ name, contentType }: Pick<AttachmentSummary, 'name' | 'contentType'>): boolean {
  return /\.(eml|p7[msz])$/i.test(name) || /^(message\/rfc822|application\/(x-)?pkcs7-(mime|signature))\b/i.test(contentType);
}

/** By its name and label: only its content could tell for certain. */
export function isLabelledEncrypted({ name, contentType }: Pick<AttachmentSummary, 'name' | 'contentType'>): boolean {
  return /\.p7m$/i.test(name) || /^application\/(x-)?pkcs7-mime\b/i.test(contentType);
}
