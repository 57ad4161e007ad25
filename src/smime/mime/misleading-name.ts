import { sameAddress } from '../certificate/email-addresses';
import type { Mailbox } from '../message/message';

/**
 * Whether the name beside an address makes people believe in another address:
 * many programs show the name alone. `"boss@corp.example" <eve@evil.example>`,
 * with letters that only look like those, and unseen ones between them.
 */
export function hasMisleadingName({ address, name = '' }: Mailbox): boolean {
  return turnsOrBreaks.test(name) || addressesIn(name).some((other) => !sameAddress(other, address));
}

/** Whether a text that is no address for us may be one for others. */
export function mayHoldAddress(text: string): boolean {
  return visible(text).includes('@');
}

/** Controls, and the two marks that turn the direction of all letters, which no name needs. */
const turnsOrBreaks = /[^\P{Cc}\t\u0080-\u009f]|[\u202d\u202e]/u;

const unseen = /[\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** With wide and small letters (`＠`) as those they look like. */
function visible(text: string): string {
  return text.normalize('NFKC').replace(unseen, '');
}

// Taken apart by splitting, so that a name of a megabyte costs a megabyte.
function addressesIn(name: string): readonly string[] {
  const words = visible(name)
    .split(/[\s"'`<>()[\]{},;:|\\/]+/)
    .filter((word) => word.includes('@'));
  return words.flatMap((word) => {
    const pieces = word.split('@');
    return pieces.slice(1).flatMap((domain, at) => {
      const labels = domain.split('.').filter((label) => label !== '');
      const isDomain = labels.length > 1 && /^(?:\p{L}{2}|xn--)/u.test(labels.at(-1) ?? '');
      return isDomain && pieces[at] !== '' ? [`${pieces[at] ?? ''}@${labels.join('.')}`] : [];
    });
  });
}
