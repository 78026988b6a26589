import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareOnSameRows } from './mcnemar.ts';

const flags = (right: number, wrong: number): boolean[] => [
  ...Array.from({ length: right }, () => true),
  ...Array.from({ length: wrong }, () => false),
];

describe('the exact test of McNemar', () => {
  // scipy.stats.binomtest(k, n, 0.5).pvalue
  it.each([
    [10, 2, 0.03857421875],
    [5, 5, 1],
    [6, 0, 0.03125],
    [40, 20, 0.01348929373119186],
    [0, 0, 1],
  ])('%i against %i', (b, c, pValue) => {
    const candidate = [...flags(b, 0), ...flags(0, c), ...flags(30, 0)];
    const baseline = [...flags(0, b), ...flags(c, 0), ...flags(30, 0)];
    const result = compareOnSameRows(candidate, baseline);
    expect(result).toMatchObject({ n: b + c + 30, onlyCandidate: b, onlyBaseline: c });
    expect(result.pValue).toBeCloseTo(pValue, 10);
  });

  it('does not depend on who is called the candidate, and is a probability', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.boolean()), { maxLength: 400 }), (rows) => {
        const [a, b] = [rows.map(([x]) => x), rows.map(([, y]) => y)];
        const { pValue } = compareOnSameRows(a, b);
        expect(pValue).toBeGreaterThan(0);
        expect(pValue).toBeLessThanOrEqual(1);
        expect(compareOnSameRows(b, a).pValue).toBe(pValue);
      }),
      { seed: 7 },
    );
  });
});
