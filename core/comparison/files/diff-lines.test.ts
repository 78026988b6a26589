import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffLines } from './diff-lines.ts';

describe('lines of two texts', () => {
  it('keeps what both have and pairs what stands in the same place', () => {
    expect(diffLines(['a', 'b', 'c', 'd'], ['a', 'x', 'c', 'd', 'e'])).toEqual([
      { isSame: true, first: ['a'], second: [] },
      { isSame: false, first: ['b'], second: ['x'] },
      { isSame: true, first: ['c', 'd'], second: [] },
      { isSame: false, first: [], second: ['e'] },
    ]);
  });

  it('gives both texts back, whatever they are, and no two chunks of a kind in a row', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 30 });
    fc.assert(
      fc.property(lines, lines, (first, second) => {
        const chunks = diffLines(first, second);
        expect(chunks.flatMap((chunk) => chunk.first)).toEqual(first);
        expect(chunks.flatMap((chunk) => (chunk.isSame ? chunk.first : chunk.second))).toEqual(second);
        for (const [i, chunk] of chunks.entries()) expect(chunk.isSame).not.toBe(chunks[i + 1]?.isSame);
      }),
    );
  });

  it('is the shortest: as many lines stay as the longest common part has', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 14 });
    fc.assert(
      fc.property(lines, lines, (first, second) => {
        const kept = diffLines(first, second).flatMap((chunk) => (chunk.isSame ? chunk.first : []));
        expect(kept).toHaveLength(longestCommon(first, second));
      }),
    );
  });

  it('ends soon where nothing fits', () => {
    const [first, second] = [0, 1].map((which) =>
      Array.from({ length: 20_000 }, (_, i) => `${String(which)} ${String(i)}`),
    );
    const chunks = diffLines(['same', ...(first ?? [])], ['same', ...(second ?? [])]);
    expect(chunks.map(({ isSame }) => isSame)).toEqual([true, false]);
  });
});

function longestCommon(a: readonly string[], b: readonly string[]): number {
  const row = Array.from({ length: b.length + 1 }, () => 0);
  for (const line of a) {
    let diagonal = 0;
    for (const [j, other] of b.entries()) {
      const above = row[j + 1] ?? 0;
      row[j + 1] = line === other ? diagonal + 1 : Math.max(above, row[j] ?? 0);
      diagonal = above;
    }
  }
  return row[b.length] ?? 0;
}
