import { expect, it } from 'vitest';
import { createToasts } from './toast-store.ts';

it('three are shown at most, the oldest goes', () => {
  const toasts = createToasts();
  for (const text of ['a', 'b', 'c', 'd']) toasts.show({ tone: 'done', text, undo: null });
  expect(toasts.list.get().map(({ text }) => text)).toEqual(['b', 'c', 'd']);
});

it('the same said again is one that counts, and its way back goes over all, the newest first', async () => {
  const toasts = createToasts();
  const undone: number[] = [];
  const undo = (n: number) => () => Promise.resolve(void undone.push(n));
  toasts.show({ tone: 'done', text: 'Run deleted', undo: undo(1) });
  toasts.show({ tone: 'done', text: 'Tag saved', undo: undo(2) });
  toasts.show({ tone: 'done', text: 'Run deleted', undo: undo(3) });
  const shown = toasts.list.get();
  expect(shown.map(({ text, count }) => [text, count])).toEqual([
    ['Tag saved', 1],
    ['Run deleted', 2],
  ]);
  await shown[1]?.undo?.();
  expect(undone).toEqual([3, 1]);
});

it('a problem is no deed, even in the same words', () => {
  const toasts = createToasts();
  toasts.show({ tone: 'problem', text: 'x', undo: null });
  toasts.show({ tone: 'done', text: 'x', undo: null });
  expect(toasts.list.get().map(({ tone, count }) => [tone, count])).toEqual([
    ['problem', 1],
    ['done', 1],
  ]);
});

it('what is about another thing of the same name is told beside it', () => {
  const toasts = createToasts();
  for (const about of ['/a/lab', '/b/lab', '/b/lab'])
    toasts.show({ tone: 'done', text: 'Opened lab', about, undo: null });
  expect(toasts.list.get().map(({ about, count }) => [about, count])).toEqual([
    ['/a/lab', 1],
    ['/b/lab', 2],
  ]);
});
