/** Characters of markup; reading more would hold up the pane. */
const most = 2_000_000;

/** Too long to be drawn as HTML. Pictures within it are only copied, so they don't count. */
export function isTooLong(html: string): boolean {
  return html.length > most && html.replace(/base64,[a-z0-9+/=]*/gi, '').length > most;
}
