import { expect, it } from 'vitest';
import { trimMemory } from './trim-memory.ts';

it('gives back what is no longer in use, and keeps what is', () => {
  const kept = Array.from({ length: 1000 }, (_, n) => ({ n }));
  let garbage: object[] = [];
  for (let n = 0; n < 500_000; n++) garbage.push({ n });
  const { heapTotal: before } = process.memoryUsage();
  garbage = [];
  trimMemory();
  expect(process.memoryUsage().heapTotal).toBeLessThan(before - 10_000_000);
  expect(kept[999]).toEqual({ n: 999 });
  expect(garbage).toEqual([]);
});
