import { expect, it } from 'vitest';
import { RowSlots } from './row-slots.ts';

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, at) => from + at);

it('rows that come take the places of rows that left, and those that stay keep theirs', () => {
  const slots = new RowSlots();
  const before = slots.assign(range(0, 10));
  const after = slots.assign(range(3, 13));
  for (const index of range(3, 10)) expect(after.get(index)).toBe(before.get(index));
  expect(range(10, 13).map((index) => after.get(index))).toEqual([0, 1, 2]);
  expect(slots.assign(range(3, 13))).toEqual(after);
});

it('no two rows have one place, however the view jumps, and there are never more than were drawn at once', () => {
  const slots = new RowSlots();
  for (const from of [0, 5, 90_000, 4, 17, 16, 0, 99_960]) {
    const given = slots.assign([...range(from, from + 40), 100_001]);
    expect(new Set(given.values()).size).toBe(41);
    expect(Math.max(...given.values())).toBeLessThan(82);
  }
});
