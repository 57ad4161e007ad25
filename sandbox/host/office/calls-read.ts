import type { MessageDetail } from '../../mail/types';
import { api } from '../api';
import { htmlToText, textToHtml, toBase64 } from '../text';
import type { Call, CallContext } from './call';
import { OfficeError } from './error';
import { attachmentContent } from './initial-data';

export const coercion = { text: 0, html: 3 };

/** Calls on the message that is shown. */
export const readCalls: Readonly<Record<number, Call>> = {
  14: (context) => (messageOf(context).html === undefined ? 'text' : 'html'),
  37: (context, { coercionType }) => bodyOf(messageOf(context), coercionType),
  99: () => '',
  150: async (context, { id }) => {
    const message = messageOf(context);
    const attachment = message.attachments.find((candidate) => candidate.id === id);
    if (attachment === undefined) throw new OfficeError(9003);
    const base64 = toBase64(await api.attachment(message.id, attachment.id));
    return attachmentContent({ ...attachment, base64 });
  },
  168: (context) => messageOf(context).headers,
  // Private, for the supplement script: getAsFileAsync.
  90001: async (context) => toBase64(await api.raw(messageOf(context).id)),
};

function messageOf({ item }: CallContext): MessageDetail {
  if (item?.kind !== 'read') throw new OfficeError(9030);
  return item.message;
}

/** Of a message that Outlook cannot open there is no body. */
function bodyOf({ html, text }: MessageDetail, coercionType: unknown): string {
  if (coercionType === coercion.html) return html ?? (text === undefined ? '' : textToHtml(text));
  return text ?? htmlToText(html ?? '');
}
