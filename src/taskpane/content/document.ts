/**
 * The page in the message's frame. Its own policy lets nothing through but
 * styles and pictures made of data, beside the pane's policy and the sandbox.
 */
export function documentFor(html: string): string {
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><style>${look}</style></head><body>${html}</body></html>`;
}

const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

// Mail is written for white paper, also where the pane is dark.
const look = `
html { color-scheme: light; background: #fff; overflow-x: auto; overflow-y: hidden; }
body { margin: 12px; color: #242424; font: 14px/1.45 'Segoe UI', -apple-system, BlinkMacSystemFont, Roboto, 'Helvetica Neue', sans-serif; overflow-wrap: anywhere; }
img { max-width: 100%; height: auto; }
pre { white-space: pre-wrap; }
a[href] { color: #3f4da8; }
`;
