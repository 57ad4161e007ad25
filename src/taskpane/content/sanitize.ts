import createDOMPurify from 'dompurify';
import type { Config } from 'dompurify';
import type { ReceivedAttachment } from '../../smime/index';
import { pictureUrls } from './pictures';

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
  const clean = purifier.sanitize(html, config);
  const removed = purifier.removed.flatMap((entry) => ('element' in entry ? [entry.element.nodeName.toLowerCase()] : []));
  return {
    html: clean,
    isBlocked: blocked.inside || removed.some((name) => fetching.has(name)),
    isFormRemoved: removed.includes('form'),
    shownPictures,
  };
}

const fetching = new Set(['iframe', 'frame', 'object', 'embed', 'video', 'audio', 'source', 'track', 'picture']);

const config: Config & { readonly RETURN_DOM?: false } = {
  USE_PROFILES: { html: true },
  // Styles of the head belong to the text as the sender saw it.
  FORCE_BODY: true,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  // The three schemes a link may have, and the two of pictures; the hook looks closer.
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|cid:|data:image\/(?:png|jpeg|gif|webp|bmp);base64,)/i,
  FORBID_TAGS: [
    'link', 'meta', 'base', 'form', 'input', 'button', 'select', 'option', 'optgroup', 'textarea', 'datalist', 'output',
    'fieldset', 'legend', 'label', 'iframe', 'frame', 'frameset', 'object', 'embed', 'param', 'audio', 'video', 'source',
    'track', 'picture', 'svg', 'math', 'dialog', 'template', 'noscript', 'portal', 'map', 'area', 'marquee',
  ],
  // What stands on a button is no text of the message.
  ADD_FORBID_CONTENTS: ['button', 'select', 'option', 'optgroup', 'textarea', 'datalist'],
  FORBID_ATTR: [
    'srcset', 'sizes', 'ping', 'target', 'action', 'formaction', 'background', 'poster', 'autofocus', 'contenteditable',
    'tabindex', 'accesskey', 'popover', 'usemap', 'download', 'is', 'slot', 'role',
  ],
};

const remoteInStyle = /url\s*\(\s*['"]?\s*(?:https?:|\/\/)|@import|image-set/i;

/** The frame's policy fetches nothing for a style either; this takes out what could be seen. */
function withoutAddresses(css: string): string {
  return css.replace(/@import[^;]*;?/gi, '').replace(/(?:url|image-set|src)\s*\([^)]*\)/gi, 'none');
}

function blockInStyle(element: Element): boolean {
  const style = element.getAttribute('style');
  if (style === null) return false;
  const harmless = withoutAddresses(style);
  if (harmless !== style) element.setAttribute('style', harmless);
  return remoteInStyle.test(style);
}

function blockInStyleSheet(element: Element): boolean {
  const css = element.textContent;
  element.textContent = withoutAddresses(css);
  return remoteInStyle.test(css);
}

function resolvePicture(image: Element, pictures: ReadonlyMap<string, string>, shown: Set<string>): boolean {
  const address = image.getAttribute('src') ?? '';
  if (/^data:image\/(?:png|jpeg|gif|webp|bmp);base64,/i.test(address)) return false;
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
