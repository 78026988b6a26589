import type { LinkProps } from '@tanstack/react-router';
import type { LineageGraph, LineageNode } from '#contract/lineage.ts';
import { uriParts } from '../lineage-stages.ts';

type Place = Pick<LinkProps, 'to' | 'params' | 'search'>;

/** The page of a thing; null for what has none. A run has one in its experiment, see `RunLink`. */
export function placeOfNode(
  { type, uri }: Pick<LineageNode, 'type' | 'uri'>,
  edges: LineageGraph['edges'],
): Place | null {
  const [head = '', tail = ''] = uriParts(uri);
  switch (type) {
    case 'DatasetVersion':
      return { to: '/datasets/$name', params: { name: head }, search: { v: Number(tail) } };
    case 'ModelVersion':
      return { to: '/models/$name/versions/$version', params: { name: head, version: tail } };
    case 'Task':
      return { to: '/pipelines/runs/$pipelineRunId', params: { pipelineRunId: head } };
    case 'Alert':
      return { to: '/alerts', search: { state: 'all', alert: Number(head) } };
    case 'Batch': {
      const model = modelOfBatch(uri, edges);
      return model === null
        ? { to: '/monitoring' }
        : { to: '/monitoring/$model', params: { model }, search: { batch: Number(head) } };
    }
    default:
      return null;
  }
}

/** A batch was made of a version of the model that watches over it. */
function modelOfBatch(uri: string, edges: LineageGraph['edges']): string | null {
  const makers = edges.filter(({ to }) => to === uri).map(({ from }) => from);
  const made = edges.find(({ from, to }) => makers.includes(to) && /^models:\/.+\/\d+$/.test(from));
  return made === undefined ? null : (uriParts(made.from)[0] ?? null);
}
