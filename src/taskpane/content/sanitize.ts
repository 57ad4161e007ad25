import createDOMPurify from 'dompurify';
import type { Config } from 'dompurify';
import type { ReceivedAttachment } from '../../smime/index';
import { pictureUrls } from './pictures';
import { harmlessStyle, longestStyleAttribute, longestStyleSheet, namesAddress } from './style';
import type { HarmlessStyle } from './style';

/** A message's HTML, made harmless, and what had to be taken out of it. */
export interface HarmlessHtml {
  readonly html: string;
  /** Something would have been fetched from the internet. */
  readonly isBlocked: boolean;
  readonly isFormRemoved: boolean;
  /** Content-IDs of the message's own pictures that it shows. */
  readonly shownPictures: ReadonlySet<string>;
}

/**
 * Nothing runs, nothing is fetched, nothing is sent. `link`, `meta` and `base`
 * matter most: no content security policy stops `<link rel=preconnect>`, and
 * one request is enough to carry decrypted text away (EFAIL).
 *
 * @returns HTML that no rewriting followed: the last to touch it was DOMPurify,
 *   which found nothing more to take out
 */
export function sanitize(html: string, attachments: readonly ReceivedAttachment[]): HarmlessHtml {
  const pictures = pictureUrls(attachments);
  const shownPictures = new Set<string>();
  const blocked = { inside: false };
  const purifier = createDOMPurify(window);
  purifier.addHook('afterSanitizeAttributes', (element) => {
    if (element.tagName === 'STYLE' && blockInStyleSheet(element)) blocked.inside = true;
    if (blockInStyle(element)) blocked.inside = true;
    if (element.tagName !== 'IMG') element.removeAttribute('src');
    else if (resolvePicture(element, pictures, shownPictures)) blocked.inside = true;
    if (element.hasAttribute('href')) keepLinkOnly(element);
  });
  const rewritten = purifier.sanitize(html, config);
  const removed = purifier.removed.flatMap((entry) => ('element' in entry ? [entry.element.nodeName.toLowerCase()] : []));
  return {
    html: untilStable(rewritten),
    isBlocked: blocked.inside || removed.some((name) => fetching.has(name)),
    isFormRemoved: removed.includes('form'),
    shownPictures,
  };
}

/**
 * DOMPurify looks for markup that only a second parser would see, but before
 * its hooks run: whatever they wrote is read again as the frame will read it.
 */
function untilStable(rewritten: string): string {
  const purifier = createDOMPurify(window);
  purifier.addHook('afterSanitizeAttributes', takeOutOnly);
  let html = rewritten;
  for (let round = 0; round < 3; round += 1) {
    const again = purifier.sanitize(html, config);
    if (again === html) return html;
    html = again;
  }
  // Text that reads differently each time was made to: it keeps nothing that another parser is needed for.
  return purifier.sanitize(html, withoutStyles);
}

/** Only takes away whole attributes and whole sheets, so it can't make markup. */
function takeOutOnly(element: Element): void {
  if (element.tagName === 'STYLE' && (element.textContent.includes('<') || namesAddress(element.textContent))) element.textContent = '';
  if (namesAddress(element.getAttribute('style') ?? '')) element.removeAttribute('style');
  if (element.tagName !== 'IMG' || !isOwnPicture(element.getAttribute('src') ?? '')) element.removeAttribute('src');
  if (element.hasAttribute('href')) keepLinkOnly(element);
}

const fetching = new Set(['iframe', 'frame', 'object', 'embed', 'video', 'audio', 'source', 'track', 'picture']);

const forbiddenTags = [
  'link', 'meta', 'base', 'form', 'input', 'button', 'select', 'option', 'optgroup', 'textarea', 'datalist', 'output',
  'fieldset', 'legend', 'label', 'iframe', 'frame', 'frameset', 'object', 'embed', 'param', 'audio', 'video', 'source',
  'track', 'picture', 'svg', 'math', 'dialog', 'template', 'noscript', 'portal', 'map', 'area', 'marquee',
];

const forbiddenAttributes = [
  'srcset', 'sizes', 'ping', 'target', 'action', 'formaction', 'background', 'poster', 'autofocus', 'contenteditable',
  'tabindex', 'accesskey', 'popover', 'usemap', 'download', 'is', 'slot', 'role',
];

const config: Config & { readonly RETURN_DOM?: false } = {
  USE_PROFILES: { html: true },
  // Styles of the head belong to the text as the sender saw it.
  FORCE_BODY: true,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  // The three schemes a link may have, and the two of pictures; the hook looks closer.
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|cid:|data:image\/(?:png|jpeg|gif|webp|bmp);base64,)/i,
  FORBID_TAGS: forbiddenTags,
  // What stands on a button is no text of the message.
  ADD_FORBID_CONTENTS: ['button', 'select', 'option', 'optgroup', 'textarea', 'datalist'],
  FORBID_ATTR: forbiddenAttributes,
};

const withoutStyles: typeof config = {
  ...config,
  FORBID_TAGS: [...forbiddenTags, 'style'],
  FORBID_ATTR: [...forbiddenAttributes, 'style'],
};

function blockInStyle(element: Element): boolean {
  const style = element.getAttribute('style');
  if (style === null) return false;
  const { css, isBlocked } = style.length > longestStyleAttribute ? dropped : harmlessStyle(style);
  if (css === '' || css.includes('<')) element.removeAttribute('style');
  else if (css !== style) element.setAttribute('style', css);
  return isBlocked;
}

function blockInStyleSheet(element: Element): boolean {
  const sheet = element.textContent;
  // No sheet needs a `<`; next to anything that is rewritten it could become a tag.
  const isHostile = sheet.length > longestStyleSheet || sheet.includes('<');
  const { css, isBlocked } = isHostile ? dropped : harmlessStyle(sheet);
  if (css !== sheet) element.textContent = css.includes('<') ? '' : css;
  return isBlocked;
}

/** What isn't read may have fetched something. */
const dropped: HarmlessStyle = { css: '', isBlocked: true };

function isOwnPicture(address: string): boolean {
  return /^data:image\/(?:png|jpeg|gif|webp|bmp);base64,/i.test(address);
}

function resolvePicture(image: Element, pictures: ReadonlyMap<string, string>, shown: Set<string>): boolean {
  const address = image.getAttribute('src') ?? '';
  if (isOwnPicture(address)) return false;
  const id = contentIdOf(address);
  const url = id === undefined ? undefined : pictures.get(id);
  if (id !== undefined && url !== undefined) {
    image.setAttribute('src', url);
    shown.add(id);
    return false;
  }
  image.removeAttribute('src');
  return address !== '';
}

function contentIdOf(address: string): string | undefined {
  const [, id] = /^cid:(.+)$/i.exec(address) ?? [];
  if (id === undefined) return undefined;
  try {
    return decodeURIComponent(id);
  } catch {
    return id; // Not percent-encoded: it stands as it is.
  }
}

function keepLinkOnly(element: Element): void {
  const isLink = element.tagName === 'A' && /^(https?|mailto):/i.test(element.getAttribute('href') ?? '');
  if (!isLink) element.removeAttribute('href');
  else element.setAttribute('rel', 'noopener noreferrer nofollow');
}
