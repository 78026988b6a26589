import { describe, expect, it } from 'vitest';
import type { LineageGraph, LineageNode } from '#contract/lineage.ts';
import { drawGraph } from './lineage.ts';

describe('the drawing of a lineage', () => {
  it('is a tree each way, with what failed and what comes twice', () => {
    const graph: LineageGraph = {
      nodes: [
        node('models:/churn/2', 'ModelVersion', 0),
        node('runs:/train', 'Run', 1),
        node('datasets:/raw/1', 'DatasetVersion', 2),
        node('datasets:/clean/1', 'DatasetVersion', 2),
        node('runs:/split', 'Ingest', 3),
        { ...node('runs:/batch', 'BatchPredict', 1), state: 'FAILED' },
      ],
      edges: [
        { from: 'runs:/train', to: 'models:/churn/2' },
        { from: 'datasets:/raw/1', to: 'runs:/train' },
        { from: 'datasets:/clean/1', to: 'runs:/train' },
        { from: 'runs:/split', to: 'datasets:/clean/1' },
        { from: 'datasets:/raw/1', to: 'runs:/split' },
        { from: 'models:/churn/2', to: 'runs:/batch' },
      ],
      isCut: true,
    };
    expect(withoutTimes(drawGraph(graph, 'both'))).toBe(`ModelVersion a name  models:/churn/2

Made from
  └─ Run a name  runs:/train
     ├─ DatasetVersion a name  datasets:/clean/1
     │  └─ Ingest a name  runs:/split
     │     └─ DatasetVersion a name  datasets:/raw/1
     └─ DatasetVersion a name  datasets:/raw/1

Used for
  └─ BatchPredict a name failed  runs:/batch

There is more beyond: give a greater --depth.
`);
    expect(drawGraph(graph, 'upstream')).not.toContain('Used for');
  });

  it('ends where a circle closes', () => {
    const graph: LineageGraph = {
      nodes: [node('datasets:/d/1', 'DatasetVersion', 0), node('runs:/a', 'Run', 1)],
      edges: [
        { from: 'datasets:/d/1', to: 'runs:/a' },
        { from: 'runs:/a', to: 'datasets:/d/1' },
      ],
      isCut: false,
    };
    expect(withoutTimes(drawGraph(graph, 'downstream'))).toBe(`DatasetVersion a name  datasets:/d/1

Used for
  └─ Run a name  runs:/a
     └─ DatasetVersion a name  datasets:/d/1  (see above)
`);
  });

  it('says when there is nothing', () => {
    const graph = { nodes: [node('datasets:/d/1', 'DatasetVersion', 0)], edges: [], isCut: false };
    expect(drawGraph(graph, 'upstream')).toContain('Made from\n  nothing that is recorded\n');
  });
});

function node(uri: string, type: string, distance: number): LineageNode {
  const isRun = uri.startsWith('runs:');
  return {
    uri,
    type,
    distance,
    nodeKind: isRun ? 'execution' : 'artifact',
    name: 'a name',
    at: 1_795_000_000_000,
    state: isRun ? 'COMPLETE' : null,
    digest: null,
  };
}

function withoutTimes(text: string): string {
  return text.replace(/ {2}\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, '');
}
