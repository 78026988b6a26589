import { expect, it } from 'vitest';
import { createSlots } from './slots.ts';

it('gives slots by weight, then by the length of the way, then by age', () => {
  const slots = createSlots(1);
  const started: string[] = [];
  const ask = (name: string, weight: number, depth: number): (() => void) =>
    slots.request({ weight, depth, start: () => void started.push(name) });
  ask('first', 1, 1);
  ask('young', 1, 1);
  ask('deep', 1, 3);
  ask('heavy', 5, 1);
  const leave = ask('gone', 9, 9);
  ask('younger', 1, 1);
  leave();
  for (let n = 0; n < 4; n++) slots.release();
  expect(started).toEqual(['first', 'heavy', 'deep', 'young', 'younger']);
  slots.release();
  ask('late', 1, 1);
  expect(started.at(-1)).toBe('late');
});
