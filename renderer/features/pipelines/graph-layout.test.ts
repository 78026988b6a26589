import { expect, it } from 'vitest';
import { layOutGraph } from './graph-layout.ts';

const task = (taskId: string, ...needs: string[]) => ({ taskId, needs });

it('places each task one column after the last that it needs', () => {
  const tasks = [task('a'), task('b', 'a'), task('c', 'a'), task('d', 'b', 'c'), task('e', 'a', 'd')];
  const { nodes, edges, width, height } = layOutGraph(tasks);
  const columns = [...new Set(nodes.map(({ x }) => x))];
  const columnOf = (id: string): number => columns.indexOf(nodes.find((node) => node.id === id)?.x ?? -1);
  expect(['a', 'b', 'c', 'd', 'e'].map(columnOf)).toEqual([0, 1, 1, 2, 3]);
  expect(edges).toHaveLength(6);
  for (const { x, y } of nodes) {
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x).toBeLessThan(width);
    expect(y).toBeLessThan(height);
  }
});

it('makes nodes wide enough for the longest name', () => {
  expect(layOutGraph([task('a')]).nodeWidth).toBe(152);
  expect(layOutGraph([task('a_name_that_is_rather_long')]).nodeWidth).toBeGreaterThan(200);
});

it('an empty run has an empty graph', () => {
  expect(layOutGraph([]).nodes).toEqual([]);
});
