import { describe, expect, it } from 'vitest';
import type { LineageGraph, LineageNode } from '#contract/lineage.ts';
import { reach, viewGraph } from './graph-view.ts';
import type { LineageKind } from './graph-view.ts';

function node(uri: string, type: string, distance: number): LineageNode {
  return { uri, type, distance, name: uri, nodeKind: 'artifact', at: 0, state: null, digest: null };
}

/** A version that was made of a dataset by a run, and scored seven batches. */
const graph: LineageGraph = {
  nodes: [
    node('v', 'ModelVersion', 0),
    node('r', 'Run', 1),
    node('d', 'DatasetVersion', 2),
    ...Array.from({ length: 7 }, (_, index) => node(`p${String(index)}`, 'BatchPredict', 1)),
    ...Array.from({ length: 7 }, (_, index) => node(`b${String(index)}`, 'Batch', 2)),
  ],
  edges: [
    { from: 'd', to: 'r' },
    { from: 'r', to: 'v' },
    ...Array.from({ length: 7 }, (_, index) => [
      { from: 'v', to: `p${String(index)}` },
      { from: `p${String(index)}`, to: `b${String(index)}` },
    ]).flat(),
  ],
  isCut: false,
};
const none = { hidden: new Set<LineageKind>(), opened: new Set<string>(), keep: new Set<string>() };

describe('what is drawn of a graph', () => {
  it('is many of a kind as one, until they are opened', () => {
    const view = viewGraph(graph, none);
    expect(view.ids).toEqual(['v', 'r', 'd', 'down 1 BatchPredict', 'down 2 Batch']);
    expect(view.groups.get('down 2 Batch')).toMatchObject({ kind: 'Batch', members: { length: 7 } });
    expect(view.links).toEqual([
      { from: 'v', to: 'down 1 BatchPredict' },
      { from: 'r', to: 'v' },
      { from: 'd', to: 'r' },
      { from: 'down 1 BatchPredict', to: 'down 2 Batch' },
    ]);
    const opened = viewGraph(graph, { ...none, opened: new Set(['down 2 Batch']) });
    expect(opened.ids).toHaveLength(4 + 7);
    expect(opened.links).toContainEqual({ from: 'down 1 BatchPredict', to: 'b3' });
  });

  it('leaves out of a group what is looked at', () => {
    const view = viewGraph(graph, { ...none, keep: new Set(['b3']) });
    expect(view.ids).toContain('b3');
    expect(view.groups.get('down 2 Batch')?.members).toHaveLength(6);
  });

  it('links past what is hidden, and never hides what was asked about', () => {
    const view = viewGraph(graph, {
      ...none,
      hidden: new Set<LineageKind>(['BatchPredict', 'Run', 'ModelVersion']),
    });
    expect(view.ids).toEqual(['v', 'd', 'down 2 Batch']);
    expect(view.links).toEqual([
      { from: 'v', to: 'down 2 Batch' },
      { from: 'd', to: 'v' },
    ]);
  });

  it('reaches both ways, and ends in a circle', () => {
    expect([...reach('v', graph.edges, 'up')]).toEqual(['r', 'd']);
    expect(reach('v', graph.edges, 'down').size).toBe(14);
    const circle = [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'a' },
    ];
    expect([...reach('a', circle, 'down')]).toEqual(['b']);
  });
});
