/**
 * Joins the lines of `text/plain; format=flowed` (RFC 3676): a line that ends with a blank goes on in the next
 * one of the same depth of quotation.
 * @param text - line ends LF
 * @param deleteSpace - `delsp=yes`: the blank was put there only to break the line
 */
export function joinFlowedLines(text: string, deleteSpace: boolean): string {
  const joined: string[] = [];
  let open: { readonly depth: number; readonly pieces: string[] } | undefined;
  const close = () => {
    if (open !== undefined) joined.push(quoteMarks(open.depth) + open.pieces.join(''));
    open = undefined;
  };
  for (const line of text.split('\n')) {
    const depth = depthOf(line);
    const written = line.slice(depth).replace(/^ /, '');
    if (open !== undefined && (open.depth !== depth || written === '-- ')) close();
    const flows = written.endsWith(' ') && written !== '-- ';
    open ??= { depth, pieces: [] };
    open.pieces.push(flows && deleteSpace ? written.slice(0, -1) : written);
    if (!flows) close();
  }
  close();
  return joined.join('\n');
}

function depthOf(line: string): number {
  let depth = 0;
  while (line.charAt(depth) === '>') depth++;
  return depth;
}

function quoteMarks(depth: number): string {
  return depth === 0 ? '' : `${'>'.repeat(depth)} `;
}
