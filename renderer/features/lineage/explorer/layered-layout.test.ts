import { describe, expect, it } from 'vitest';
import { layOut, nodeSize } from './layered-layout.ts';

const links = (...pairs: string[]): { from: string; to: string }[] =>
  pairs.map((pair) => ({ from: pair.charAt(0), to: pair.charAt(1) }));

function layersOf(ids: string, edges: { from: string; to: string }[]): Record<string, number> {
  return Object.fromEntries(layOut([...ids], edges).nodes.map(({ id, layer }) => [id, layer]));
}

describe('a layered layout', () => {
  it('puts each thing after what it was made of, and sources beside what uses them', () => {
    expect(layersOf('abcde', links('ab', 'bc', 'cd', 'ad', 'ed'))).toEqual({ a: 0, b: 1, c: 2, d: 3, e: 2 });
  });

  it('ends with things that were made of each other', () => {
    const { nodes, edges } = layOut([...'abc'], links('ab', 'bc', 'ca', 'aa'));
    expect(nodes.map(({ layer }) => layer).toSorted((a, b) => a - b)).toEqual([0, 1, 2]);
    expect(edges).toHaveLength(2);
  });

  it('lets no line pass through a node, also those that skip columns', () => {
    const { nodes, edges } = layOut(
      [...'abcdefg'],
      links('ab', 'bc', 'cd', 'ad', 'ae', 'ef', 'fd', 'ag', 'gd'),
    );
    for (const { from, to, d } of edges) {
      for (const node of nodes.filter(({ id }) => id !== from && id !== to))
        for (const { x1, x2, y } of levelParts(d))
          expect([from, to, node.id, x1 < node.x + nodeSize.width && x2 > node.x && y > node.y && y < node.y + nodeSize.height]).toEqual([from, to, node.id, false]); // prettier-ignore
    }
  });

  it('keeps nodes apart, and 500 of them are placed at once', () => {
    const ids = Array.from({ length: 500 }, (_, index) => `n${String(index)}`);
    const edges = ids
      .slice(1)
      .flatMap((to, index) => [
        { from: `n${String(Math.floor(index / 3))}`, to },
        ...(index % 7 === 0 ? [{ from: `n${String(Math.floor(index / 9))}`, to }] : []),
      ]);
    const start = performance.now();
    const { nodes } = layOut(ids, edges);
    expect(performance.now() - start).toBeLessThan(500);
    const columns = Map.groupBy(nodes, ({ layer }) => layer);
    for (const column of columns.values()) {
      const ys = column.map(({ y }) => y).toSorted((a, b) => a - b);
      for (const [index, y] of ys.slice(1).entries())
        expect(y - (ys[index] ?? 0)).toBeGreaterThanOrEqual(nodeSize.height);
    }
    expect(new Set(nodes.map(({ x, y }) => `${String(x)} ${String(y)}`)).size).toBe(500);
  });
});

/** The level pieces of a stepped path. */
function levelParts(d: string): { x1: number; x2: number; y: number }[] {
  const parts: { x1: number; x2: number; y: number }[] = [];
  let [x, y] = [0, 0];
  for (const [, command = '', rest = ''] of d.matchAll(/([MHVQ])([^MHVQ]*)/g)) {
    const values = rest.trim().split(' ').map(Number);
    if (command === 'H') {
      parts.push({ x1: x, x2: values[0] ?? 0, y });
      x = values[0] ?? 0;
    } else if (command === 'V') y = values[0] ?? 0;
    else [x = 0, y = 0] = values.slice(-2);
  }
  return parts;
}
