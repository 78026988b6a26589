import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ServedPrediction } from '#contract/serving.ts';
import type { TextPrediction } from '#core/models/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import { loadServable } from './load-servable.ts';
import { emptyColumns, type LogColumns } from './scorer-messages.ts';
import type { ModelTarget, TextServable } from './servable-model.ts';

/** Loads text models for answers in this process and keeps the last few. */
export interface ModelShelf {
  /** @throws MODEL_DAMAGED, MODEL_NOT_RUNNABLE */
  take(target: ModelTarget): Promise<TextServable>;
}

const keptModels = 3;

export function createModelShelf(): ModelShelf {
  const models = new Map<string, Promise<TextServable>>();
  return {
    take(target) {
      const key = `${target.uri} ${target.folder}`;
      const loading = models.get(key) ?? loadServable(target);
      models.delete(key);
      models.set(key, loading);
      loading.catch(() => models.delete(key));
      const [oldest] = models.keys();
      if (models.size > keptModels && oldest !== undefined) models.delete(oldest);
      return loading;
    },
  };
}

/** Rows that are scored before the engine does something else: a few milliseconds. */
const rowsPerTurn = 200;

/** Asks a model in this process, in turns, so that a screen goes on being answered. */
export async function predictHere(
  ctx: EngineContext,
  model: TextServable,
  texts: readonly string[],
): Promise<ServedPrediction> {
  const predictions: TextPrediction[] = [];
  let ms = 0;
  for (let from = 0; from < texts.length; from += rowsPerTurn) {
    if (from > 0) await nextTurn();
    const start = performance.now();
    predictions.push(...model.predict(texts.slice(from, from + rowsPerTurn)));
    ms += performance.now() - start;
  }
  const { name, version, uri, labels } = model;
  return {
    requestId: ctx.ids.runId(),
    model: { name, version, uri },
    predictions: predictions.map(({ label, confidence, probabilities, oovShare }) => ({
      label,
      confidence,
      oovShare,
      probabilities: labels.map((of, i) => ({ label: of, probability: probabilities[i] ?? 0 })),
    })),
    micros: Math.round(ms * 1000),
  };
}

/** The log's row of an answer that was given here. */
export function answerToColumns(
  ctx: EngineContext,
  { requestId, model, predictions, micros }: ServedPrediction,
  texts: readonly string[],
): LogColumns {
  const labelled = predictions.map(({ label, confidence }) => [
    label,
    Math.round((confidence ?? 0) * 1e6) / 1e6,
  ]);
  return {
    ...emptyColumns(),
    requestId: [requestId],
    age: [0],
    model: [model.name],
    version: [model.version],
    route: [ctx.actor.kind],
    status: [200],
    rows: [texts.length],
    micros: [micros],
    inputs: [JSON.stringify(texts)],
    predictions: [JSON.stringify(labelled)],
    error: [''],
  };
}
