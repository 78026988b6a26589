import { describe, expect, it } from 'vitest';
import { ancestorsOf, descendantsOf } from './graph.ts';
import { readPipeline } from './read-pipeline.ts';
import type { PipelineGraph } from './types.ts';

function graphOf(lines: readonly string[]): PipelineGraph {
  const { graph } = readPipeline(`version: 1\nname: g\ntasks:\n${lines.join('\n')}\n`);
  if (graph === null) throw new Error('no graph');
  return graph;
}

describe('what stands before and after a task', () => {
  it('is listed from near to far, each once', () => {
    const graph = graphOf([
      '  a: { type: shell }',
      '  b: { type: shell, needs: [a] }',
      '  c: { type: shell, needs: [a, b] }',
      '  d: { type: shell, needs: [c, gone] }',
    ]);
    expect(ancestorsOf(graph, 'd')).toEqual(['c', 'a', 'b']);
    expect(descendantsOf(graph, 'a')).toEqual(['b', 'c', 'd']);
    expect(descendantsOf(graph, 'd')).toEqual([]);
  });

  it('is found once where ways part and meet in every layer, and in a cycle', () => {
    const layers = Array.from({ length: 60 }, (_, at) => {
      const needs = at === 0 ? '' : `, needs: [l${String(at - 1)}, r${String(at - 1)}]`;
      return `  l${String(at)}: { type: shell${needs} }\n  r${String(at)}: { type: shell${needs} }`;
    });
    // 2^59 ways lead there: whoever walks each of them does not come back.
    expect(ancestorsOf(graphOf(layers), 'l59')).toHaveLength(118);
    expect(descendantsOf(graphOf(layers), 'l0')).toHaveLength(118);
    const cycle = graphOf(['  a: { type: shell, needs: [b] }', '  b: { type: shell, needs: [a] }']);
    expect(ancestorsOf(cycle, 'a')).toEqual(['b']);
  });
});
