import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

/** Every form in which these octets could stand in a text: hex, and base64 at any alignment. */
function forms(octets: Buffer): readonly string[] {
  const shifted = [0, 1, 2].map((offset) => {
    const whole = octets.subarray(offset, octets.length - ((octets.length - offset) % 3)).toString('base64');
    return whole.replace(/=+$/, '');
  });
  const url = shifted.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
  const decimal = [...octets.subarray(0, 24)].join(',');
  return [octets.toString('hex'), octets.toString('hex').toUpperCase(), decimal, ...shifted, ...url];
}

/** The known octets of a private key (PEM): its primes and its exponent. */
export function keyForms(file: string): readonly string[] {
  const { p, q, d } = createPrivateKey(readFileSync(file)).export({ format: 'jwk' });
  return [p, q, d].flatMap((part) => forms(Buffer.from(part ?? '', 'base64url')));
}

/** A text, and as base64 at any alignment. */
export function textForms(text: string): readonly string[] {
  return [text, ...forms(Buffer.from(text))];
}

/** Everything the pages of a browser keep, as one text: of every frame and origin. */
export async function dumpStorages(page: Page): Promise<string> {
  const state = await page.context().storageState({ indexedDB: true });
  const sessions = await Promise.all(
    page.frames().map((frame) =>
      frame.evaluate(() => {
        try {
          return JSON.stringify([Object.entries(sessionStorage), Object.entries(localStorage), window.name]);
        } catch (error) {
          return String(error); // A sandboxed frame has no storage at all.
        }
      }),
    ),
  );
  return JSON.stringify(state) + sessions.join('\n');
}
