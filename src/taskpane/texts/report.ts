/** Words around a report for whoever looks after the computers; the report itself is names and numbers. */
export const report = {
  menu: 'More about this',
  open: 'Copy report for IT',
  title: 'Report for IT',
  body: 'It holds no subject, text, names or keys. This is all of it:',
  copy: 'Copy',
  copied: 'Copied.',
  refused: "Outlook doesn't allow copying here. Select the text and copy it yourself.",
  close: 'Close',
  lines: { version: 'Signet {version}', client: 'Outlook: {client}', time: 'Time: {time}', error: 'Error: {error}' },
} as const;

/**
 * Codes and numbers of an error and of what caused it, and nothing else: other
 * details are file names, addresses and what a message says.
 */
export function reportOn(error: unknown): readonly string[] {
  const lines: string[] = [];
  for (let current = error; current instanceof Error && lines.length < 4; current = current.cause) {
    lines.push(describe(current));
  }
  return lines.length === 0 ? ['unknown'] : lines;
}

/** Fixed words of ours and of Outlook; everything else that is a text stays out. */
const words: ReadonlySet<string> = new Set(['call', 'officeName', 'serverCode']);

function describe(error: Error): string {
  const { code, details } = error as Error & { readonly code?: unknown; readonly details?: unknown };
  const facts = Object.entries(typeof details === 'object' && details !== null ? details : {}).flatMap(([name, value]) => {
    const isTold = typeof value === 'number' || (words.has(name) && isWord(value));
    return isTold ? [`${name}=${String(value)}`] : [];
  });
  return [error.name, ...(typeof code === 'string' ? [code] : []), ...facts].filter(isPart).join(' ');
}

function isWord(value: unknown): boolean {
  return typeof value === 'string' && /^[\w. -]{1,60}$/.test(value);
}

function isPart(part: string): boolean {
  return /^[\w.= -]{1,100}$/.test(part);
}
