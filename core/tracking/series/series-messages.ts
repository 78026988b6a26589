import type { Outputs } from '#contract/procedures.ts';
import type { SeriesOrder } from './read-series.ts';

/** What is asked of the thread; `stop` is set to 1 when nobody waits for the answer any more. */
export type SeriesRequest = { id: number; stop: SharedArrayBuffer } & (
  { kind: 'series'; order: SeriesOrder } | { kind: 'names'; runIds: readonly string[] }
);

/** What it answers. `code` of a failure is SQLite's own, which the border of calls knows. */
export type SeriesReport = { id: number } & (
  | { kind: 'series'; answer: Outputs['runs']['metricSeries'] }
  | { kind: 'names'; answer: Outputs['runs']['metricNames'] }
  | { kind: 'failed'; message: string; code: string }
);
