import type { Exchange, ScorerState } from './scorer-state.ts';
import type { ServableModel } from './servable-model.ts';

/** How a request ended. */
export interface Outcome {
  status: number;
  rows: number;
  inputs: string;
  predictions: string;
  error: string;
}

/** Counts a request and puts it into the log, before its answer leaves: what a client has seen is always there. */
export function settle(
  state: ScorerState,
  exchange: Exchange,
  model: ServableModel | null,
  outcome: Outcome,
): void {
  const { path, id, startedAt } = exchange;
  const { status, rows, inputs, predictions, error } = outcome;
  const micros = Math.round((performance.now() - startedAt) * 1000);
  state.metrics.count(state.metrics.meter(path.label, model), status, rows, micros / 1e6);
  state.log.add({
    requestId: id,
    model: model?.name ?? '',
    version: model?.version ?? 0,
    route: path.label,
    status,
    rows,
    micros,
    inputs,
    predictions,
    error,
  });
}
