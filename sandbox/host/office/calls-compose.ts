import { api, ServerRefused } from '../api';
import type { Draft, Recipient, RecipientField } from '../model/draft';
import { htmlToText, sanitize, sizeOfBase64, textToHtml, toBase64 } from '../text';
import type { Call, CallContext, Parameters } from './call';
import { coercion } from './calls-read';
import { OfficeError } from './error';
import { addressDetails, attachmentContent, attachmentDetails } from './initial-data';

const sessionDataLimit = 50_000;
const attachmentsLimit = 25 * 1024 * 1024;
const attachmentCountLimit = 499;
const recipientsLimit = 500;
const fields: readonly RecipientField[] = ['to', 'cc', 'bcc'];

/** Calls on the message that is written. */
export const composeCalls: Readonly<Record<number, Call>> = {
  14: () => 'html',
  15: (context, parameters) => {
    const recipients = draftOf(context).state.get()[fieldOf(parameters)];
    return recipients.filter(({ isResolved }) => isResolved).map((one) => addressDetails(context.identity, one));
  },
  17: (context, { subject }) => draftOf(context).setSubject(String(subject)),
  18: (context) => draftOf(context).state.get().subject,
  19: addItem,
  20: (context, { attachmentIndex }) => {
    if (!draftOf(context).removeAttachment(String(attachmentIndex))) throw new OfficeError(9008);
  },
  21: (context, parameters) => setRecipients(context, parameters, []),
  22: (context, parameters) => setRecipients(context, parameters, draftOf(context).state.get()[fieldOf(parameters)]),
  23: (context, { data, coercionType }) => {
    const draft = draftOf(context);
    draft.setHtml(htmlFrom(data, coercionType) + draft.state.get().html);
  },
  32: (context) => draftOf(context).save(),
  37: (context, { coercionType }) => {
    const { html } = draftOf(context).state.get();
    return coercionType === coercion.html ? html : htmlToText(html);
  },
  38: (context, { data, coercionType }) => draftOf(context).setHtml(htmlFrom(data, coercionType)),
  41: (context) => context.closeDraft(draftOf(context), false),
  99: (context) => draftOf(context).initializationContext,
  107: (context) => addressDetails(context.identity, draftOf(context).state.get().from),
  148: addAttachment,
  149: (context) => draftOf(context).state.get().attachments.map(attachmentDetails),
  150: (context, { id }) => {
    const attachment = draftOf(context).state.get().attachments.find((candidate) => candidate.id === id);
    if (attachment === undefined) throw new OfficeError(9003);
    return attachmentContent(attachment);
  },
  151: (context, { internetHeaderKeys }) => {
    const wanted = (internetHeaderKeys as readonly string[]).map((key) => key.toLowerCase());
    const all = [...draftOf(context).internetHeaders];
    return Object.fromEntries(all.filter(([name]) => wanted.includes(name.toLowerCase())));
  },
  152: (context, { internetHeaderNameValuePairs }) => {
    for (const [name, value] of Object.entries(internetHeaderNameValuePairs as Readonly<Record<string, string>>)) {
      draftOf(context).internetHeaders.set(name, value);
    }
  },
  153: (context, { internetHeaderKeys }) => {
    for (const key of internetHeaderKeys as readonly string[]) draftOf(context).internetHeaders.delete(key);
  },
  164: (context) => {
    const { savedId } = draftOf(context).state.get();
    if (savedId === undefined) throw new OfficeError(9046);
    return savedId;
  },
  174: (context) => ({ composeType: draftOf(context).composeType, coercionType: 'html' }),
  // Client signatures: the sandbox has none.
  175: () => false,
  185: (context, { name, value }) => setSessionData(draftOf(context), String(name), String(value)),
  186: (context, { name }) => {
    const value = draftOf(context).sessionData.get(String(name));
    if (value === undefined) throw new OfficeError(9050);
    return value;
  },
  187: (context) => Object.fromEntries(draftOf(context).sessionData),
  188: (context) => draftOf(context).sessionData.clear(),
  189: (context, { name }) => {
    if (!draftOf(context).sessionData.delete(String(name))) throw new OfficeError(9050);
  },
  // Private, for the supplement script: closeAsync.
  90003: (context, { discardItem }) => context.closeDraft(draftOf(context), discardItem === true),
};

function draftOf({ item }: CallContext): Draft {
  if (item?.kind !== 'compose') throw new OfficeError(9030);
  return item.draft;
}

function fieldOf({ recipientField }: Parameters): RecipientField {
  const field = fields[Number(recipientField)];
  if (field === undefined) throw new OfficeError(9031);
  return field;
}

function setRecipients(context: CallContext, parameters: Parameters, before: readonly Recipient[]): void {
  const given = parameters['recipientArray'] as readonly { address?: string; name?: string }[];
  const known = [...context.identity.people, ...context.identity.lists];
  const recipients = given.map(({ address = '', name = '' }) => {
    const own = known.find((one) => one.address === address.toLowerCase());
    return { address, name: name || (own?.name ?? address), isResolved: address.includes('@') };
  });
  const draft = draftOf(context);
  if (draft.recipients.length + recipients.length > recipientsLimit) throw new OfficeError(9012);
  draft.setRecipients(fieldOf(parameters), [...before, ...recipients]);
}

function htmlFrom(data: unknown, coercionType: unknown): string {
  const text = String(data);
  return coercionType === coercion.html ? sanitize(text) : textToHtml(text);
}

function addAttachment(context: CallContext, { base64String, name, isInline }: Parameters): string {
  const draft = draftOf(context);
  const base64 = String(base64String);
  const { attachments } = draft.state.get();
  const total = attachments.reduce((sum, { size }) => sum + size, sizeOfBase64(base64));
  if (attachments.length >= attachmentCountLimit) throw new OfficeError(9001);
  if (total > attachmentsLimit) throw new OfficeError(9000);
  const contentType = typeByName(String(name));
  const inline = isInline === true;
  const file = { name: String(name), contentType, base64, isInline: inline };
  return draft.addAttachment(inline ? { ...file, contentId: String(name) } : file);
}

/** Another message of the mailbox, as it is. */
async function addItem(context: CallContext, { itemId, name }: Parameters): Promise<string> {
  const draft = draftOf(context);
  if (draft.state.get().attachments.length >= attachmentCountLimit) throw new OfficeError(9001);
  const base64 = toBase64(await rawOf(String(itemId)));
  return draft.addAttachment({ name: String(name), contentType: 'message/rfc822', base64, isInline: false });
}

async function rawOf(id: string): Promise<Uint8Array> {
  try {
    return await api.raw(id);
  } catch (error) {
    if (error instanceof ServerRefused && error.status === 404) throw new OfficeError(9049);
    throw error;
  }
}

const types: Readonly<Record<string, string>> = {
  txt: 'text/plain',
  csv: 'text/csv',
  html: 'text/html',
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  p7m: 'application/pkcs7-mime',
  p12: 'application/x-pkcs12',
};

function typeByName(name: string): string {
  return types[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';
}

function setSessionData(draft: Draft, name: string, value: string): void {
  const after = new Map(draft.sessionData).set(name, value);
  if (JSON.stringify(Object.fromEntries(after)).length > sessionDataLimit) throw new OfficeError(9051);
  draft.sessionData.set(name, value);
}
