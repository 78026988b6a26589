import type { LineageGraph, LineageNode } from '#contract/lineage.ts';

export const stageNames = ['datasets', 'runs', 'models', 'batches', 'alerts'] as const;
export type StageName = (typeof stageNames)[number];

export type Stage = { readonly name: StageName; /** Newest first. */ readonly nodes: readonly LineageNode[] };

const stageOfType: Readonly<Partial<Record<string, StageName>>> = {
  DatasetVersion: 'datasets',
  File: 'datasets',
  Table: 'datasets',
  Run: 'runs',
  Task: 'runs',
  ModelVersion: 'models',
  Batch: 'batches',
  Alert: 'alerts',
};

/** A traced graph as the steps of making: what else happened between them, such as checks, is left out. */
export function toStages({ nodes }: Pick<LineageGraph, 'nodes'>): readonly Stage[] {
  return stageNames.map((name) => ({
    name,
    nodes: nodes
      .filter(({ type }) => stageOfType[type] === name)
      .toSorted((a, b) => b.at - a.at || b.uri.localeCompare(a.uri, 'en', { numeric: true })),
  }));
}

/** The parts of `datasets:/reviews/1` after the scheme: `reviews`, `1`. */
export function uriParts(uri: string): readonly string[] {
  return uri.slice(uri.indexOf(':/') + 2).split('/');
}
