import { expect, it } from 'vitest';
import { walk } from './walk.ts';

const tasks = [
  { id: 'generate', title: 'generate', needs: [] },
  { id: 'predict', title: 'predict', needs: ['generate'] },
  { id: 'monitor', title: 'monitor', needs: ['predict'] },
  { id: 'cleanup', title: 'cleanup', needs: ['monitor'] },
  { id: 'summary', title: 'summary', needs: ['monitor'] },
  { id: 'alone', title: 'alone', needs: [] },
];
const places = new Map([
  ['generate', { x: 0, y: 40 }],
  ['predict', { x: 192, y: 40 }],
  ['monitor', { x: 384, y: 40 }],
  ['cleanup', { x: 576, y: 0 }],
  ['summary', { x: 576, y: 80 }],
  ['alone', { x: 0, y: 300 }],
]);

it('left leads to what is needed, right to what needs it', () => {
  expect(walk(tasks, places, 'predict', 'left')).toBe('generate');
  expect(walk(tasks, places, 'predict', 'right')).toBe('monitor');
  expect(walk(tasks, places, 'summary', 'left')).toBe('monitor');
});

it('up and down lead along the column, and beyond it to the nearest', () => {
  expect(walk(tasks, places, 'cleanup', 'down')).toBe('summary');
  expect(walk(tasks, places, 'summary', 'up')).toBe('cleanup');
  expect(walk(tasks, places, 'generate', 'down')).toBe('alone');
  expect(walk(tasks, places, 'alone', 'up')).toBe('generate');
  expect(walk(tasks, places, 'predict', 'down')).toBe('alone');
});

it('where the graph has nobody, the nearest card that way, and none at the edge', () => {
  expect(walk(tasks, places, 'alone', 'right')).toBe('predict');
  expect(walk(tasks, places, 'generate', 'left')).toBe(null);
});
