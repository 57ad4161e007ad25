import { judgeLimboCase } from '../../tools/smime/limbo/judge';
import type { LimboResult } from '../../tools/smime/limbo/judge';
import { readTestcases } from '../../tools/smime/limbo/testcase';
import { describeVectors, vectorFiles, vectorText } from '../support/vectors';
import { differing, told } from './tables/x509-limbo';

/** For the cases that name no time. */
const now = new Date('2026-12-01T00:00:00Z');

describeVectors('x509-limbo', () => {
  const cases = readTestcases(vectorText('x509-limbo/limbo-subset.json'));
  const results = new Map<string, LimboResult>();

  test('every file and case is told', () => {
    expect(vectorFiles('x509-limbo')).toEqual(['LICENSE', 'SOURCE.md', 'limbo-subset.json']);
    expect(cases.map(({ id }) => id).sort()).toEqual(Object.keys(told).sort());
  });

  test.each(cases)('$id: $expected_result', async (testcase) => {
    const started = performance.now();
    const result = await judgeLimboCase(testcase, now);
    results.set(testcase.id, result);
    expect(result.problems.join(' ')).toBe(told[testcase.id]);
    // The collection's own word, but for those that are refused although others would not.
    expect(result.actual).toBe(testcase.id in differing ? 'FAILURE' : testcase.expected_result);
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  test('nothing that must fail is accepted, and 97 of 100 are as expected', () => {
    const accepted = cases.filter(({ id, expected_result: expected }) => expected === 'FAILURE' && results.get(id)?.actual === 'SUCCESS');
    expect(accepted.map(({ id }) => id)).toEqual([]);
    const agreed = cases.filter(({ id, expected_result: expected }) => expected === results.get(id)?.actual);
    expect(agreed.length / cases.length).toBeGreaterThanOrEqual(0.97);
    const differ = cases.filter(({ id, expected_result: expected }) => expected !== results.get(id)?.actual);
    expect(differ.map(({ id }) => id).sort()).toEqual(Object.keys(differing).sort());
  });
});
