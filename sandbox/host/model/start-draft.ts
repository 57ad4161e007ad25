/** How a message comes to be written: anew from Drafts, as an answer, or passed on. */
import { decodeWords } from 'postal-mime';
import type { Address, MessageDetail, Person } from '../../mail/types';
import { api } from '../api';
import { sanitize, textToHtml, toBase64 } from '../text';
import { Draft } from './draft';
import type { DraftAttachment, Recipient, Sender } from './draft';

const known = (addresses: readonly Address[]): readonly Recipient[] =>
  addresses.map(({ address, name }) => ({ address, name: name === '' ? address : name, isResolved: true }));

/** A message of the Drafts folder, opened again. */
export async function reopenDraft(message: MessageDetail, owner: Person): Promise<Draft> {
  const attachments = await copyAttachments(message);
  return new Draft({
    owner,
    from: message.from,
    mailbox: message.mailbox,
    composeType: message.inReplyTo === undefined ? 'newMail' : 'reply',
    conversationId: message.conversationId,
    ...(message.inReplyTo === undefined ? {} : { inReplyTo: message.inReplyTo }),
    ...(message.references === undefined ? {} : { references: message.references }),
    internetHeaders: ownHeaders(message.headers),
    customProperties: message.customProperties,
    state: {
      to: known(message.to),
      cc: known(message.cc),
      bcc: known(message.bcc),
      subject: message.subject,
      html: sanitize(message.html ?? textToHtml(message.text ?? '')),
      attachments,
      savedId: message.id,
    },
  });
}

/** An answer to one's own message goes where that one went. */
export function replyTo(message: MessageDetail, sender: Sender, toAll: boolean): Draft {
  const own = (sender.from ?? sender.owner).address;
  const isOwn = sameAddress(own)(message.from);
  const to = isOwn ? message.to : (message.replyTo ?? [message.from]);
  const isNew = ({ address }: Address): boolean => !sameAddress(own)({ address }) && !to.some(sameAddress(address));
  const cc = toAll ? [...message.to, ...message.cc].filter(isNew) : [];
  return new Draft({
    ...sender,
    composeType: 'reply',
    conversationId: message.conversationId,
    inReplyTo: message.internetMessageId,
    references: threadOf(message),
    state: {
      to: known(to),
      cc: known(cc),
      subject: prefixed('Re', message.subject),
      html: quoted(message),
    },
  });
}

export async function forward(message: MessageDetail, sender: Sender): Promise<Draft> {
  const attachments = await copyAttachments(message);
  const state = { subject: prefixed('Fw', message.subject), html: quoted(message), attachments };
  const { conversationId } = message;
  return new Draft({ ...sender, composeType: 'forward', conversationId, references: threadOf(message), state });
}

const sameAddress = (wanted: string) => ({ address }: Pick<Address, 'address'>): boolean =>
  address.toLowerCase() === wanted.toLowerCase();

function threadOf({ references, inReplyTo, internetMessageId }: MessageDetail): string {
  return [references ?? inReplyTo, internetMessageId].filter((id) => id !== undefined && id !== '').join(' ');
}

/** What an add-in put into the header of a draft is there when it is opened again. */
function ownHeaders(header: string): ReadonlyMap<string, string> {
  const fields = header.replace(/\r?\n(?=[ \t])/g, '').matchAll(/^(x-[^:\s]+):[ \t]*(.*)$/gim);
  return new Map([...fields].map(([, name = '', value = '']) => [name, decodeWords(value.trim())]));
}

async function copyAttachments(message: MessageDetail): Promise<readonly DraftAttachment[]> {
  return Promise.all(
    message.attachments.map(async (attachment) => ({
      ...attachment,
      id: crypto.randomUUID(),
      base64: toBase64(await api.attachment(message.id, attachment.id)),
    })),
  );
}

function prefixed(prefix: string, subject: string): string {
  return new RegExp(`^${prefix}:`, 'i').test(subject) ? subject : `${prefix}: ${subject}`;
}

function quoted(message: MessageDetail): string {
  const line = (name: string, value: string): string => `<b>${name}:</b> ${textToHtml(value)}<br>`;
  const names = (all: readonly Address[]): string => all.map(({ name, address }) => `${name} <${address}>`).join('; ');
  const head = [
    line('From', names([message.from])),
    line('Sent', new Date(message.receivedAt).toLocaleString('en', { dateStyle: 'full', timeStyle: 'short' })),
    line('To', names(message.to)),
    ...(message.cc.length === 0 ? [] : [line('Cc', names(message.cc))]),
    line('Subject', message.subject),
  ].join('');
  const body = sanitize(message.html ?? textToHtml(message.text ?? ''));
  return `<div><br></div><hr><div>${head}</div><br><div>${body}</div>`;
}
