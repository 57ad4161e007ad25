import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Frame, Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');

/** The rules of WCAG 2.2 A and AA. */
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** Landmarks and headings too: for whole pages, not for a frame with one field. */
const wholePage = [...wcag, 'best-practice'];

/** Fluent's focus guards: whoever reaches one is sent on at once, so nobody is ever on something hidden. */
const focusGuards = '[data-tabster-dummy]';

/**
 * What axe finds in the pane and in each small frame inside it, as lines that
 * say rule, place and why; none is good. The mail frame's own content is a
 * stranger's and not judged, the frame itself is.
 */
export async function accessibilityProblems(page: Page): Promise<readonly string[]> {
  const pane = page.frames().find((frame) => frame.url().includes('/taskpane.html'));
  if (pane === undefined) throw new Error('The pane is not open.');
  const inner = pane.childFrames().filter((frame) => frame.url().includes('/passphrase.html'));
  const found = [...(await problemsIn(pane, wholePage))];
  for (const frame of inner) found.push(...(await problemsIn(frame, wcag)));
  return found;
}

/** The same for the page around the pane. */
export async function pageProblems(page: Page): Promise<readonly string[]> {
  return problemsIn(page.mainFrame(), wholePage);
}

async function problemsIn(frame: Frame, tags: readonly string[]): Promise<readonly string[]> {
  const isThere = await frame.evaluate('typeof axe === "object"');
  if (isThere !== true) await frame.evaluate(axeSource);
  const options = { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'], iframes: false };
  const where = { exclude: [[focusGuards]] };
  const { violations } = await frame.evaluate<AxeResults>(`axe.run(${JSON.stringify(where)}, ${JSON.stringify(options)})`);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => `${id} at ${target.join(' ')}: ${failureSummary.replace(/\s+/g, ' ')}`),
  );
}
