import { randomBytes, randomUUID } from 'node:crypto';
import type { Address, OutgoingAttachment, OutgoingMessage } from './types';

/**
 * The MIME that Outlook's own Send makes of a compose form. Bcc is in it: the
 * sender's copy keeps it, delivery takes it out.
 */
export function buildMessage(message: OutgoingMessage, at: Date): Buffer {
  const head = [
    `Date: ${mimeDate(at)}`,
    `From: ${mailbox(message.from)}`,
    ...addressLine('To', message.to),
    ...addressLine('Cc', message.cc),
    ...addressLine('Bcc', message.bcc),
    `Subject: ${encodeWords(message.subject)}`,
    `Message-ID: ${newMessageId()}`,
    ...threadLines(message),
    ...Object.entries(message.internetHeaders).map(([name, value]) => `${oneLine(name)}: ${encodeWords(value)}`),
    'MIME-Version: 1.0',
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n${content(message)}\r\n`, 'latin1');
}

export function newMessageId(): string {
  return `<${randomUUID()}@mail.signet.example>`;
}

export function mimeDate(at: Date): string {
  return at.toUTCString().replace('GMT', '+0000');
}

function content(message: OutgoingMessage): string {
  const inline = message.attachments.filter((attachment) => attachment.isInline);
  const files = message.attachments.filter((attachment) => !attachment.isInline);
  const alternative = multipart('alternative', [
    textPart('text/plain', message.text),
    textPart('text/html', message.html),
  ]);
  const related = inline.length === 0 ? alternative : multipart('related', [alternative, ...inline.map(filePart)]);
  return files.length === 0 ? related : multipart('mixed', [related, ...files.map(filePart)]);
}

/** RFC 5322, 3.6.4; folded, because threads grow long. */
function threadLines({ inReplyTo, references = inReplyTo }: OutgoingMessage): readonly string[] {
  const ids = oneLine(references ?? '').split(/\s+/).filter((id) => id !== '');
  return [
    ...(inReplyTo === undefined ? [] : [`In-Reply-To: ${oneLine(inReplyTo)}`]),
    ...(ids.length === 0 ? [] : [`References: ${ids.join('\r\n ')}`]),
  ];
}

function multipart(subtype: string, parts: readonly string[]): string {
  const boundary = `_${randomBytes(12).toString('hex')}_`;
  const body = parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('');
  return `Content-Type: multipart/${subtype}; boundary="${boundary}"\r\n\r\n${body}--${boundary}--\r\n`;
}

function textPart(type: string, text: string): string {
  const bytes = Buffer.from(text.replace(/\r?\n/g, '\r\n'), 'utf8');
  return `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${lines(bytes.toString('base64'))}`;
}

function filePart(file: OutgoingAttachment): string {
  return file.contentType.toLowerCase() === 'message/rfc822' ? itemPart(file) : encodedPart(file);
}

/** RFC 2046, 5.2.1: a message in a message is never encoded as a whole. */
function itemPart({ name, base64 }: OutgoingAttachment): string {
  const content = Buffer.from(base64, 'base64').toString('latin1').replace(/\r?\n/g, '\r\n');
  const fileName = /\.eml$/i.test(name) ? name : `${name}.eml`;
  return [
    `Content-Type: message/rfc822; ${nameParameter('name', fileName)}`,
    `Content-Transfer-Encoding: ${/[\x80-\xff]/.test(content) ? '8bit' : '7bit'}`,
    `Content-Disposition: attachment; ${nameParameter('filename', fileName)}`,
    '',
    content,
  ].join('\r\n');
}

function encodedPart(file: OutgoingAttachment): string {
  return [
    `Content-Type: ${oneLine(file.contentType)}; ${nameParameter('name', file.name)}`,
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: ${file.isInline ? 'inline' : 'attachment'}; ${nameParameter('filename', file.name)}`,
    ...(file.contentId === undefined ? [] : [`Content-ID: <${oneLine(file.contentId)}>`]),
    '',
    lines(file.base64),
  ].join('\r\n');
}

function lines(base64: string): string {
  return (base64.match(/.{1,76}/g) ?? []).join('\r\n');
}

function addressLine(name: string, addresses: readonly Address[]): readonly string[] {
  return addresses.length === 0 ? [] : [`${name}: ${addresses.map(mailbox).join(',\r\n ')}`];
}

function mailbox({ name, address }: Address): string {
  const addrSpec = oneLine(address).replace(/[<>\s]/g, '');
  if (name === '' || name === address) return addrSpec;
  const phrase = /^[\x20-\x7e]*$/.test(name) ? `"${name.replace(/["\\]/g, '\\$&')}"` : encodeWords(name);
  return `${phrase} <${addrSpec}>`;
}

/** RFC 2047, base64, in words of at most 75 characters. */
function encodeWords(text: string): string {
  const clean = oneLine(text);
  if (/^[\x20-\x7e]*$/.test(clean)) return clean;
  const words: string[] = [];
  let word = '';
  for (const character of clean) {
    if (Buffer.byteLength(word + character, 'utf8') > 42) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  words.push(word);
  return words.map((part) => `=?utf-8?B?${Buffer.from(part, 'utf8').toString('base64')}?=`).join('\r\n ');
}

/** RFC 2231 where the name is not plain ASCII. */
function nameParameter(parameter: string, name: string): string {
  const clean = oneLine(name);
  if (/^[\x20-\x7e]*$/.test(clean)) return `${parameter}="${clean.replace(/["\\]/g, '\\$&')}"`;
  return `${parameter}*=utf-8''${encodeURIComponent(clean).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}`;
}

/** A line end inside a field would let a subject add header lines of its own. */
function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ');
}
