import type { MessageSummary } from '../../mail/types';

/** Every word has to stand in sender, recipients, subject or preview; accents and case do not count. */
export function found(messages: readonly MessageSummary[], query: string): readonly MessageSummary[] {
  const words = plain(query).split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return messages;
  return messages.filter((message) => {
    const text = plain(textOf(message));
    return words.every((word) => text.includes(word));
  });
}

function textOf({ from, to, cc, bcc, subject, preview }: MessageSummary): string {
  const people = [from, ...to, ...cc, ...bcc].map(({ name, address }) => `${name} ${address}`);
  return [...people, subject, preview].join('\n');
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{Mark}/gu, '').toLowerCase();
}
