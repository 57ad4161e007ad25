import type { ReceivedAttachment } from '../../smime/index';

/** Kinds that are only dots of colour; SVG is a document and stays a file. */
const pictureTypes = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp']);

/** Content-ID to `data:` address, for the message's own pictures. */
export function pictureUrls(attachments: readonly ReceivedAttachment[]): ReadonlyMap<string, string> {
  const urls = new Map<string, string>();
  for (const { contentId, contentType, bytes } of attachments) {
    const type = contentType.toLowerCase().split(';')[0]?.trim() ?? '';
    // The first one counts, as for header fields: a second could replace what was meant.
    if (contentId === undefined || urls.has(contentId) || !pictureTypes.has(type)) continue;
    urls.set(contentId, `data:${type};base64,${base64(bytes)}`);
  }
  return urls;
}

function base64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return btoa(parts.join(''));
}
