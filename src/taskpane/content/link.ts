import { cleanName, withoutUnseen } from '../texts/names';

/** A link of a message, as it may be shown and opened. */
export interface MessageLink {
  readonly kind: 'page' | 'mail';
  /** What is opened. */
  readonly url: string;
  /** Where it leads, short: `contoso.com/…`. */
  readonly place: string;
  /** All of it, for reading. */
  readonly shown: string;
}

/** `null` for whatever is no web page and no mail address. */
export function readLink(href: string): MessageLink | null {
  if (!URL.canParse(href)) return null;
  const url = new URL(href);
  if (url.protocol === 'mailto:') {
    const address = cleanName(decode(url.pathname));
    return { kind: 'mail', url: url.href, place: address, shown: address };
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  const isBare = url.pathname === '/' && url.search === '' && url.hash === '';
  // `host` is in ASCII: a look-alike of other letters shows as xn--….
  const place = isBare ? url.host : `${url.host}/…`;
  return { kind: 'page', url: url.href, place: cleanName(place), shown: withoutUnseen(url.href) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // Not percent-encoded.
  }
}
