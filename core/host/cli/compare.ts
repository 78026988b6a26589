import type { MetricValue, Run } from '#contract/entities.ts';
import type { CommandResult } from './command-result.ts';
import { formatTable, type Column } from './table.ts';
import { wordMetric } from './words.ts';

/** One key with its value in each run, in the order of the runs; null where a run has none. */
export interface ComparedRow<V> {
  key: string;
  values: (V | null)[];
}

export interface Comparison {
  runs: Pick<Run, 'runId' | 'name' | 'experimentId' | 'status' | 'startedAt' | 'endedAt'>[];
  params: ComparedRow<string>[];
  metrics: ComparedRow<MetricValue>[];
}

/** Sets runs side by side. Params that are the same in all are left out unless `same`. */
export function compareRuns(runs: readonly Run[], same: boolean): CommandResult {
  const comparison = buildComparison(runs, same);
  return { json: comparison, text: (isTerminal) => describe(comparison, isTerminal) };
}

export function buildComparison(runs: readonly Run[], same: boolean): Comparison {
  const params = collectRows(runs.map((run) => new Map(run.params.map(({ key, value }) => [key, value]))));
  const metrics = collectRows(runs.map((run) => new Map(run.metrics.map(({ key, value }) => [key, value]))));
  return {
    runs: runs.map(({ runId, name, experimentId, status, startedAt, endedAt }) => {
      return { runId, name, experimentId, status, startedAt, endedAt };
    }),
    params: same ? params : params.filter(({ values }) => values.some((value) => value !== values[0])),
    metrics,
  };
}

function collectRows<V>(columns: readonly ReadonlyMap<string, V>[]): ComparedRow<V>[] {
  const keys = [...new Set(columns.flatMap((column) => [...column.keys()]))].sort();
  return keys.map((key) => ({ key, values: columns.map((column) => column.get(key) ?? null) }));
}

interface Line {
  kind: string;
  key: string;
  cells: string[];
}

function describe({ runs, params, metrics }: Comparison, isTerminal: boolean): string {
  const lines: Line[] = [
    { kind: 'run', key: 'name', cells: runs.map(({ name }) => name) },
    { kind: 'run', key: 'status', cells: runs.map(({ status }) => status) },
    ...params.map(({ key, values }) => ({ kind: 'param', key, cells: values.map((value) => value ?? '') })),
    ...metrics.map(({ key, values }) => ({ kind: 'metric', key, cells: values.map(wordMetric) })),
  ];
  const columns: Column<Line>[] = [
    { title: '', cell: ({ kind }) => kind },
    { title: '', cell: ({ key }) => key },
    ...runs.map(({ runId }, i) => ({
      title: isTerminal ? runId.slice(0, 8) : runId,
      cell: ({ cells }: Line) => cells[i] ?? '',
    })),
  ];
  return formatTable(lines, columns, isTerminal);
}
