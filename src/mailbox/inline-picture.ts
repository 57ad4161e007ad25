/** `cid:` URL of RFC 2392 in the places where HTML names a picture. */
const reference = /\bcid:([^\s"'<>)&]+)/gi;

/**
 * Which Content-ID the HTML uses for an inline picture; `undefined` when it
 * uses none. In this order:
 * 1. the `contentId` that Outlook gives (Mailbox 1.16), when the HTML has it;
 * 2. the file's name: how add-ins insert pictures, and Outlook on the web's form;
 * 3. `name@…`: classic Outlook's form (`image001.png@01D8DD8F.B2A4E2C0`).
 */
export function contentIdIn(
  html: string,
  picture: { readonly name: string; readonly contentId?: string | undefined },
): string | undefined {
  const used = [...html.matchAll(reference)].map(([, id = '']) => percentDecoded(id));
  const given = picture.contentId?.replace(/^<|>$/g, '') ?? '';
  return (
    used.find((id) => given !== '' && id === given) ??
    used.find((id) => id === picture.name) ??
    used.find((id) => id.startsWith(`${picture.name}@`))
  );
}

/** RFC 2392 section 2: the identifier is percent-encoded in the URL. */
function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text; // A lone "%" is then simply part of the name.
    throw error;
  }
}
