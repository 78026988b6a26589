import { expect, it } from 'vitest';
import type { LineageNode } from '#contract/lineage.ts';
import { toStages, uriParts } from './lineage-stages.ts';

function node(uri: string, type: string, at: number): LineageNode {
  return { uri, type, at, nodeKind: 'artifact', name: uri, state: null, digest: null, distance: 1 };
}

it('steps come in the order of making, newest first, without what lies between them', () => {
  const stages = toStages({
    nodes: [
      node('batches:/9', 'Batch', 3),
      node('batches:/10', 'Batch', 3),
      node('monitorings:/9', 'Monitor', 4),
      node('datasets:/reviews/1', 'DatasetVersion', 1),
      node('runs:/a', 'Run', 2),
      node('files:/raw.csv?sha256=1f', 'File', 0),
      node('tables:/clean', 'Table', 0),
      node('tasks:/1/clean', 'Task', 1),
    ],
  });
  expect(stages.map(({ name, nodes }) => [name, ...nodes.map(({ uri }) => uri)])).toEqual([
    ['datasets', 'datasets:/reviews/1', 'tables:/clean', 'files:/raw.csv?sha256=1f'],
    ['runs', 'runs:/a', 'tasks:/1/clean'],
    ['models'],
    ['batches', 'batches:/10', 'batches:/9'],
    ['alerts'],
  ]);
});

it('an address falls into its parts', () => {
  expect(uriParts('datasets:/reviews/1')).toEqual(['reviews', '1']);
});
