import { expect, it } from 'vitest';
import { layOutMini, nodeHeight, nodeWidth } from './mini-layout.ts';

it('a task stands after the last that it needs, and beside others of its column', () => {
  const { nodes, paths, width, height } = layOutMini([
    { id: 'load', needs: [] },
    { id: 'train', needs: ['load'] },
    { id: 'check', needs: ['load'] },
    { id: 'tell', needs: ['train', 'check', 'gone'] },
  ]);
  const at = (id: string) => nodes.find((node) => node.id === id) ?? { x: Number.NaN, y: Number.NaN };
  expect(at('load').x).toBe(0);
  expect(at('train').x).toBe(at('check').x);
  expect(at('tell').x).toBeGreaterThan(at('train').x);
  expect(at('check').y - at('train').y).toBeGreaterThan(nodeHeight);
  expect(paths).toHaveLength(4);
  expect(width).toBe(at('tell').x + nodeWidth);
  expect(Math.max(...nodes.map(({ y }) => y + nodeHeight))).toBe(height);
});

it('a cycle and no tasks at all are drawn too', () => {
  expect(layOutMini([]).nodes).toEqual([]);
  expect(
    layOutMini([
      { id: 'a', needs: ['b'] },
      { id: 'b', needs: ['a'] },
    ]).nodes,
  ).toHaveLength(2);
});
