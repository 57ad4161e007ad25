import { addressOf } from './address';
import { readAttachment, summarizeAttachment } from './attachments';
import type { OfficeAttachment } from './attachments';
import { decodeBase64 } from './base64';
import { callLimit, callOutlook, fileCallLimit } from './call';
import { conversationOf } from './conversation';
import { MailboxError } from './errors';
import { createInfoBars } from './notifications';
import type { ReadItem } from './types';

/** A received message. What it holds was read at once; octets are asked for when needed. */
export function createReadItem(item: Office.MessageRead, shownAs: number): ReadItem {
  const attachments = (item as Partial<Office.MessageRead>).attachments ?? [];
  const shown = (attachments as readonly OfficeAttachment[]).map(summarizeAttachment);
  return {
    kind: 'read',
    key: keyOf(item, shownAs),
    ...conversationOf(item),
    subject: item.subject,
    from: addressOf(item.from),
    attachments: shown,
    headers: (signal) => readHeaders(item, signal),
    attachmentBytes: (id, signal) =>
      readAttachment(item, { id, name: shown.find((attachment) => attachment.id === id)?.name ?? '' }, signal),
    file: (signal) => readFile(item, signal),
    infoBars: createInfoBars(item),
  };
}

/**
 * Outlook for Mac has an empty `itemId` on signed and encrypted messages, and
 * one message can be shown twice: so the turn in which it was shown counts too.
 */
function keyOf(item: Partial<Office.MessageRead>, shownAs: number): string {
  return ['read', shownAs, item.itemId ?? '', item.internetMessageId ?? ''].join('|');
}

function readHeaders(item: Office.MessageRead, signal: AbortSignal | undefined): Promise<string> {
  const call = 'getAllInternetHeadersAsync';
  return callOutlook<string>(item, call, (done) => item.getAllInternetHeadersAsync(done), callLimit, signal);
}

async function readFile(item: Office.MessageRead, signal: AbortSignal | undefined): Promise<Uint8Array> {
  const call = 'getAsFileAsync';
  const file = await callOutlook<string>(item, call, (done) => item.getAsFileAsync(done), fileCallLimit, signal);
  try {
    return decodeBase64(file);
  } catch (cause) {
    throw new MailboxError('ERR_OFFICE_CALL', { call, officeCode: 0, officeName: 'NotBase64' }, { cause });
  }
}
