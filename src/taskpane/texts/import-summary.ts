import type { ImportResult } from '../../flows/contacts/import-certificates';
import { importingCertificates as texts } from './contacts';
import { fill } from './words';

const kept: ReadonlySet<ImportResult['state']> = new Set(['added', 'expired', 'untrusted']);
const waiting: ReadonlySet<ImportResult['state']> = new Set(['noAddress', 'newContact', 'untrusted']);

/** `3 added, 1 needs you.` One that must be compared first is both. */
export function summaryOf(results: readonly Pick<ImportResult, 'state'>[]): string {
  const added = results.filter(({ state }) => kept.has(state)).length;
  const needy = results.filter(({ state }) => waiting.has(state)).length;
  const { one, several } = texts.needsYou;
  const parts = [
    added === 0 ? texts.nothing : fill(texts.added, { n: added }),
    ...(needy === 0 ? [] : [fill(needy === 1 ? one : several, { n: needy })]),
  ];
  return fill(texts.summary, { parts: parts.join(', ') });
}
