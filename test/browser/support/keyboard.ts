import type { Frame, Page } from 'playwright-core';

/** One place where the focus stopped on its way through the pane. */
export interface Stop {
  /** Role and name, as a person hears them. */
  readonly what: string;
  /** Tells it from every other: what is before it may come and go meanwhile. */
  readonly id: string;
  /** Wholly in sight and under nothing. */
  readonly isSeen: boolean;
}

export interface Walk {
  readonly stops: readonly Stop[];
  /** The stops in the order of the document. */
  readonly inOrder: readonly string[];
  /** What can be operated and was never reached. */
  readonly missed: readonly string[];
}

/** More stops than any page has: the focus goes round inside the pane. */
const mostStops = 60;

function paneFrame(page: Page): Frame {
  const frame = page.frames().find((one) => one.url().includes('/taskpane.html'));
  if (frame === undefined) throw new Error('The pane is not open.');
  return frame;
}

/**
 * Tab from before the pane's first stop until the focus has left it, and what
 * was reached. Real key presses: office.js in the pane takes part in them.
 */
export async function walkForward(page: Page): Promise<Walk> {
  const frame = paneFrame(page);
  await frame.evaluate(markTabbable);
  await frame.evaluate(() => {
    // A place before everything: from here the first Tab goes to the first stop.
    document.body.tabIndex = -1;
    document.body.focus();
  });
  const stops: Stop[] = [];
  for (let presses = 0; presses < mostStops; presses += 1) {
    await page.keyboard.press('Tab');
    const stop = await frame.evaluate(describeFocus);
    if (stop === null) return { stops, inOrder: await frame.evaluate(listInOrder), missed: await frame.evaluate(listMissed) };
    if (stops.at(-1)?.id !== stop.id) stops.push(stop);
  }
  throw new Error(`The focus never left the pane: ${stops.map(({ what }) => what).join(', ')}`);
}

/** Shift+Tab from after the last stop back to the first: what was reached, in that order. */
export async function walkBackward(page: Page): Promise<readonly Stop[]> {
  const frame = paneFrame(page);
  const stops: Stop[] = [];
  for (let presses = 0; presses < mostStops; presses += 1) {
    await page.keyboard.press('Shift+Tab');
    const stop = await frame.evaluate(describeFocus);
    if (stop === null && stops.length > 0) return stops;
    if (stop !== null && stops.at(-1)?.id !== stop.id) stops.push(stop);
  }
  throw new Error('The focus never left the pane.');
}

// The functions below run in the pane.

function markTabbable(): void {
  const operable = 'a[href], button, input, select, textarea, iframe, [tabindex]';
  for (const element of document.querySelectorAll<HTMLElement>(operable)) {
    const isGuard = element.hasAttribute('data-tabster-dummy');
    const isOperable = element.tabIndex >= 0 && element.checkVisibility() && !element.matches(':disabled') && !isGuard;
    // A group is one stop: its checked radio button, its selected tab.
    const isOtherOfGroup = element.matches('[type=radio]:not(:checked), [role=tab][aria-selected=false]');
    if (isOperable && !isOtherOfGroup) element.dataset['walk'] = 'missed';
    else delete element.dataset['walk'];
    delete element.dataset['walkId'];
  }
}

function describeFocus(): Stop | null {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body || !document.hasFocus()) return null;
  if (element.hasAttribute('data-tabster-dummy')) return null;
  element.dataset['walk'] = 'reached';
  const role = element.getAttribute('role') ?? element.tagName.toLowerCase();
  const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])].map(({ textContent }) => textContent) : [];
  const name = element.getAttribute('aria-label') ?? (element.title || labels.join(' ') || element.textContent);
  const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
  const inView = left >= -3 && top >= -3 && right <= innerWidth + 3 && bottom <= innerHeight + 3;
  const top_ = document.elementFromPoint(left + width / 2, Math.min(top + height / 2, innerHeight - 1));
  const isOnTop = top_ !== null && (element.contains(top_) || top_.contains(element) || labels.some((label) => top_.textContent === label));
  const id = (element.dataset['walkId'] ??= crypto.randomUUID());
  return { what: `${role} ${name.trim().replace(/\s+/g, ' ').slice(0, 60)}`, id, isSeen: (inView || height > innerHeight) && isOnTop };
}

function listInOrder(): string[] {
  return [...document.querySelectorAll<HTMLElement>('[data-walk=reached]')].map((element) => element.dataset['walkId'] ?? '');
}

function listMissed(): string[] {
  return [...document.querySelectorAll<HTMLElement>('[data-walk=missed]')].map(
    (element) => `${element.tagName.toLowerCase()} ${(element.getAttribute('aria-label') ?? element.textContent).slice(0, 60)}`,
  );
}
