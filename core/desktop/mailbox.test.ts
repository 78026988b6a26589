import { expect, it } from 'vitest';
import { Mailbox } from './mailbox.ts';

it('keeps the order of what is told before and while somebody listens', () => {
  const heard: number[] = [];
  const box = new Mailbox<number>((message) => {
    heard.push(message);
    if (message === 1) box.post(4);
  });
  box.post(1);
  box.post(2);
  expect([heard, box.isOpen]).toEqual([[], false]);
  box.open();
  expect([heard, box.isOpen]).toEqual([[1, 2, 4], true]);
  box.post(5);
  box.close();
  box.post(6);
  expect(heard).toEqual([1, 2, 4, 5]);
  box.open();
  expect(heard).toEqual([1, 2, 4, 5, 6]);
});
