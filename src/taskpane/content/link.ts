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
  if (url.protocol === 'mailto:') return readMailLink(url);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  const isBare = url.pathname === '/' && url.search === '' && url.hash === '';
  // `host` is in ASCII: a look-alike of other letters shows as xn--….
  const place = isBare ? url.host : `${url.host}/…`;
  return { kind: 'page', url: url.href, place: cleanName(place), shown: withoutUnseen(url.href) };
}

/**
 * Only the one address that is shown: `?bcc=`, `?body=` and further addresses
 * (RFC 6068 section 2) would send to others, or something nobody wrote.
 */
function readMailLink({ pathname }: URL): MessageLink | null {
  const [first = ''] = decode(pathname).split(/[,;]/);
  const address = withoutUnseen(first);
  const [, local, domain] = /^([^\s@?&%#<>()"\\]{1,64})@([^\s@?&%#<>()"\\/]{1,253})$/.exec(address) ?? [];
  if (local === undefined || domain === undefined) return null;
  // Whole, never cut short: what is asked about is what is opened.
  return { kind: 'mail', url: `mailto:${encodeURIComponent(local)}@${encodeURIComponent(domain)}`, place: address, shown: address };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // Not percent-encoded.
  }
}
