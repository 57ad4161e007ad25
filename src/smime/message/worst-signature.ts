import type { SignatureReport } from './report';

/** From the worst on. A signature that does not fit outweighs one that nobody can check. */
const order = ['broken', 'cannot-check', 'not-trusted', 'valid', 'not-signed'] as const;

/** Of several reports on one message the worst: a good one never hides a bad one. */
export function worstSignature(reports: readonly SignatureReport[]): SignatureReport {
  for (const state of order) {
    const found = reports.find((report) => report.state === state);
    if (found !== undefined) return found;
  }
  return { state: 'not-signed' };
}
