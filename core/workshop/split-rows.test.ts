import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minRowsPerClass } from './limits.ts';
import { splitRows, type LabelledRow } from './split-rows.ts';

const rows = fc.uniqueArray(
  fc.record({ text: fc.string({ minLength: 1 }), label: fc.constantFrom('a', 'b', 'c') }),
  { selector: ({ text }) => text, minLength: 1, maxLength: 200 },
);

describe('the split of own data', () => {
  it('gives every row of a large enough class one place, and each class all three', () => {
    fc.assert(
      fc.property(rows, (given) => {
        const split = splitRows(given, 'salt');
        const placed = [...split.train, ...split.heldout, ...split.warehouse];
        expect(placed.length + split.rareRows).toBe(given.length);
        expect(new Set(placed).size).toBe(placed.length);
        for (const { label, count } of split.classes) {
          expect(count).toBeGreaterThanOrEqual(minRowsPerClass);
          for (const part of [split.train, split.heldout, split.warehouse])
            expect(part.some((row) => row.label === label)).toBe(true);
        }
      }),
      { seed: 11, numRuns: 50 },
    );
  });

  it('is the same whatever the order of the rows', () => {
    const texts = (part: LabelledRow[]): string[] => part.map(({ text }) => text).sort();
    fc.assert(
      fc.property(rows, (given) => {
        const [one, other] = [splitRows(given, 's'), splitRows(given.toReversed(), 's')];
        expect(texts(one.heldout)).toEqual(texts(other.heldout));
        expect(texts(one.train)).toEqual(texts(other.train));
      }),
      { seed: 12, numRuns: 30 },
    );
  });
});
