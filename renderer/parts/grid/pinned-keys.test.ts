import { expect, it } from 'vitest';
import { buildLineList } from './line-list.ts';
import { joinPinned, pinnedId } from './pinned-keys.ts';

const row = (id: string) => ({ id, item: id, level: 1, expanded: null });
const list = buildLineList([row('b'), row('c')], 0);
const pinned = [row('a')];

it('goes from the pinned rows into the list and back', () => {
  const { keys, rowAt, activeIndex } = joinPinned(pinned, list, 'b');
  expect([keys.list.count, keys.activeIndex, activeIndex]).toEqual([3, 1, 0]);
  expect(rowAt(0)).toEqual({ id: pinnedId('a'), listIndex: null });
  expect(rowAt(2)).toEqual({ id: 'c', listIndex: 1 });
});

it('stays with a row that was pinned and left the list', () => {
  for (const activeId of ['a', pinnedId('a')]) {
    const { keys, activeIndex, activePinned, activeDomId } = joinPinned(pinned, list, activeId);
    expect([keys.activeIndex, activeIndex, activePinned, activeDomId]).toEqual([0, -1, 'a', pinnedId('a')]);
  }
});
