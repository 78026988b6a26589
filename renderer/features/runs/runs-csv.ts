import type { Run } from '#contract/entities.ts';
import { csvCell } from '#renderer/parts/charts/save-file.ts';
import type { ValueColumn } from './value-columns.ts';

export type CsvColumn = Pick<ValueColumn, 'id' | 'kind' | 'key' | 'figure'>;

const plain = ['run_id', 'name', 'status', 'user', 'started_at', 'ended_at'] as const;

export function csvHead(columns: readonly CsvColumn[]): string {
  return toLine([...plain, ...columns.map(({ id }) => id)]);
}

/** One run: times as ISO 8601, numbers as they are. */
export function csvLine(run: Run, columns: readonly CsvColumn[]): string {
  const values = [
    run.runId,
    run.name,
    run.status,
    run.userId,
    new Date(run.startedAt).toISOString(),
    run.endedAt === null ? '' : new Date(run.endedAt).toISOString(),
    ...columns.map((column) => valueOf(run, column)),
  ];
  return toLine(values);
}

function valueOf(run: Run, { kind, key, figure }: CsvColumn): string {
  if (kind !== 'metrics') return run[kind].find((logged) => logged.key === key)?.value ?? '';
  const metric = run.metrics.find((logged) => logged.key === key);
  if (metric === undefined) return '';
  return String(figure === 'last' ? metric.value : metric[figure]);
}

function toLine(values: readonly string[]): string {
  return `${values.map(csvCell).join(',')}\r\n`;
}
