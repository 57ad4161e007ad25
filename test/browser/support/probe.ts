import type { BrowserContext, Frame, Page } from 'playwright-core';

/**
 * In place of the add-in's pages one that has office.js and nothing else, so
 * that a test can ask Outlook what it likes.
 */
export async function replaceAddIn(context: BrowserContext): Promise<void> {
  await context.route(/\/(taskpane|probe)\.html/, async (route) => {
    const { origin } = new URL(route.request().url());
    const real = await route.fetch({ url: `${origin}/taskpane.html` });
    const body = (await real.text()).replace(
      /<script src="?js\/taskpane[^>]*><\/script>/,
      '<button>Probe</button><script>Office.onReady()</script>',
    );
    await route.fulfill({ contentType: 'text/html', body });
  });
}

/** The add-in's frame, when office.js has an item. */
export async function probeFrame(page: Page): Promise<Frame> {
  const frame = await (await page.waitForSelector('iframe[data-pane]')).contentFrame();
  if (frame === null) throw new Error('The pane has no frame.');
  await becomesTrue(frame, 'globalThis.Office?.context?.mailbox?.item');
  return frame;
}

/** Asks again and again from here: a page that forbids eval could not do it by itself. */
export async function becomesTrue(frame: Frame | Page | null, expression: string): Promise<void> {
  const until = Date.now() + 20_000;
  while (Date.now() < until) {
    if ((await frame?.evaluate(`Boolean(${expression})`)) === true) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Never true: ${expression}`);
}

/** Calls an asynchronous member of Office.js; `call` is its text with `done` for the callback. */
export async function ask(frame: Frame, call: string): Promise<{ status: string; value?: unknown; code?: number }> {
  return frame.evaluate(
    `new Promise((answer) => { const done = (r) => answer({ status: r.status, value: r.value, code: r.error?.code }); ${call}; })`,
  );
}
