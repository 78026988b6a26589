import type { ServedPrediction } from '#contract/serving.ts';
import type { Json } from '#core/kernel/json.ts';
import type { ModelScorers, ModelTarget, ScoredRow } from '#core/models/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import { emptyColumns, type LogColumns } from './scorer-messages.ts';

/** An answer with the row that the log keeps of it. */
export interface AnswerHere {
  served: ServedPrediction;
  log: LogColumns;
}

/** Asks a model of any kind for a screen or a command. @throws as `ModelScorers.open` and `ModelScorer.score` */
export async function answerHere(
  ctx: EngineContext,
  models: ModelScorers,
  target: ModelTarget,
  rows: readonly Json[],
): Promise<AnswerHere> {
  const { name, version, uri } = target;
  const scorer = await models.open(target);
  const { rows: scored, classes, micros } = await scorer.score(rows, { withProbabilities: true });
  const predictions = scored.map((row) => toPrediction(row, classes ?? []));
  const served = { requestId: ctx.ids.runId(), model: { name, version, uri }, predictions, micros };
  return { served, log: toColumns(ctx, served, rows) };
}

function toPrediction(
  { label, confidence, oovShare, probabilities }: ScoredRow,
  classes: readonly string[],
): ServedPrediction['predictions'][number] {
  const told = probabilities === null ? [] : classes;
  return {
    label,
    confidence,
    oovShare,
    probabilities: told.map((of, i) => ({ label: of, probability: probabilities?.[i] ?? 0 })),
  };
}

function toColumns(
  ctx: EngineContext,
  { requestId, model, predictions, micros }: ServedPrediction,
  rows: readonly Json[],
): LogColumns {
  const labelled = predictions.map(({ label, confidence }) => [
    label,
    confidence === null ? null : Math.round(confidence * 1e6) / 1e6,
  ]);
  return {
    ...emptyColumns(),
    requestId: [requestId],
    age: [0],
    model: [model.name],
    version: [model.version],
    route: [ctx.actor.kind],
    status: [200],
    rows: [rows.length],
    micros: [micros],
    inputs: [JSON.stringify(rows.map(loneValue))],
    predictions: [JSON.stringify(labelled)],
    error: [''],
  };
}

/** A row of one column is logged as its value, as the scoring program does with what comes over HTTP. */
function loneValue(row: Json): Json {
  if (typeof row !== 'object' || row === null) return row;
  const values = Object.values(row);
  return values.length === 1 ? (values[0] ?? null) : row;
}
