/** @jest-environment jsdom */
import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import { cleanup, render } from '@testing-library/react';
import { axe } from 'jest-axe';
import { VerdictCard } from '../../src/taskpane/pages/message/VerdictCard';
import { tierIcons, verdicts } from '../../src/taskpane/texts/verdict';
import type { VerdictCode, VerdictText } from '../../src/taskpane/texts/verdict';
import type { Verdict } from '../../src/taskpane/verdict/verdict';

afterEach(cleanup);

const codes = Object.keys(verdicts) as VerdictCode[];

/** What a hostile certificate could bring along everywhere a text takes a value. */
const values = new Proxy({}, { get: (_target, name) => `<${String(name)}>\u202e`, has: () => true });

function verdictOf(code: VerdictCode): Verdict {
  const { tier, icon, headline, sentence }: VerdictText = verdicts[code];
  return { code, tier, icon: icon ?? tierIcons[tier], headline, sentence, values, also: [], wasEncrypted: false, isSignerGood: false };
}

function draw(verdict: Verdict): HTMLElement {
  const { container } = render(
    <FluentProvider theme={webLightTheme}>
      <main>
        <h1>Signet</h1>
        <VerdictCard verdict={verdict} />
      </main>
    </FluentProvider>,
  );
  return container;
}

/** What is left when no style, colour or picture is. */
function wordsIn(container: HTMLElement): string {
  for (const picture of container.querySelectorAll('svg, style')) picture.remove();
  return (container.querySelector('section')?.textContent ?? '').trim();
}

test.each(codes)('%s: accessible, one headline, its icon, nothing taken for markup', async (code) => {
  const verdict = verdictOf(code);
  const container = draw(verdict);
  const { violations } = await axe(container);
  expect(violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);
  expect(container.querySelectorAll('h2')).toHaveLength(1);
  const icon = container.querySelector(`[data-icon="${verdict.icon}"]`);
  expect(icon?.getAttribute('aria-hidden')).toBe('true');
  expect(container.textContent).not.toMatch(/\u202e/);
  const section = container.querySelector('section');
  expect(document.getElementById(section?.getAttribute('aria-labelledby') ?? '')?.tagName).toBe('H2');
});

test('without colours and pictures every verdict is still told from every other', () => {
  const told = codes.map((code) => {
    const words = wordsIn(draw(verdictOf(code)));
    cleanup();
    return words;
  });
  expect(told.every((words) => words.length > 20)).toBe(true);
  const repeated = codes.filter((_code, at) => told.indexOf(told[at] ?? '') !== at);
  // One fixed answer for whatever kept a message from being opened: an attacker learns nothing from it.
  expect(repeated).toEqual(['encryption-malformed']);
});

test('red stands only for changed, forged and cancelled', () => {
  const danger = codes.filter((code) => verdicts[code].tier === 'danger').sort();
  expect(danger).toEqual(['ambiguous-structure', 'digest-mismatch', 'from-ambiguous', 'issuer-revoked', 'malformed', 'revoked', 'signature-mismatch']);
});

test('outside the good tier no headline names a signer', () => {
  const naming = codes.filter((code) => verdicts[code].tier !== 'good' && verdicts[code].headline.includes('{'));
  expect(naming).toEqual([]);
});
