import * as z from 'zod';
import type { ServedPrediction } from '#contract/serving.ts';
import { StileError } from '#core/kernel/errors.ts';
import { parseJson, type Json } from '#core/kernel/json.ts';
import type { EngineContext } from '#core/store/context.ts';
import { emptyColumns, type LogColumns } from '../scorer-messages.ts';
import { ScoringRefusal } from '../scoring-refusal.ts';
import type { ModelTarget } from '../servable-model.ts';
import type { PythonPool } from './python-pool.ts';
import type { PythonAnswer } from './python-protocol.ts';

/** An answer with the row that the log keeps of it. */
export interface PythonPrediction {
  served: ServedPrediction;
  log: LogColumns;
}

/**
 * Asks a model in its Python process, for a screen or a command.
 * @param rows objects by column, lists of values, or single values
 * @throws INVALID_ARGUMENT for rows that the model cannot take; MODEL_FAILED and what `PythonPool.open` throws
 */
export async function predictByPython(
  ctx: EngineContext,
  pool: PythonPool,
  target: ModelTarget,
  rows: readonly Json[],
): Promise<PythonPrediction> {
  const { name, version, uri } = target;
  const requestId = ctx.ids.runId();
  await pool.open(target);
  const key = rows.every((row) => typeof row === 'object' && row !== null && !Array.isArray(row))
    ? 'dataframe_records'
    : 'instances';
  const request = {
    kind: 'invocations',
    format: 'json',
    name,
    version: String(version),
    requestId,
    probabilities: true,
  } as const;
  const body = Buffer.from(JSON.stringify({ [key]: rows }));
  const answer = await pool.ask(target, request, body).catch((error: unknown) => {
    throw toStileError(target, error);
  });
  const served = { requestId, model: { name, version, uri }, ...readAnswer(answer) };
  return { served, log: toColumns(ctx, target, served, answer) };
}

function toStileError({ uri }: ModelTarget, error: unknown): unknown {
  if (!(error instanceof ScoringRefusal)) return error;
  const { status, code, message } = error;
  if (code === 'INVALID_PARAMETER_VALUE') {
    return new StileError('INVALID_ARGUMENT', message, {
      field: 'rows',
      value: '',
      rule: message,
      remedy: '',
    });
  }
  const remedy =
    status === 429 || status === 503 ? 'Try again in a moment.' : 'The log of the engine has more.';
  return new StileError('MODEL_FAILED', message, { model: uri, problem: message, remedy });
}

const shown = z.json().transform((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
const pairs = z.array(z.tuple([shown, z.null()]));
const told = z.tuple([z.array(z.string()), z.array(z.array(z.number().nullable()))]).nullable();

function readAnswer({
  predictions,
  probabilities,
  micros,
}: PythonAnswer): Pick<ServedPrediction, 'predictions' | 'micros'> {
  const byLabel = told.parse(parseJson(probabilities));
  return {
    micros,
    predictions: pairs.parse(parseJson(predictions)).map(([label], row) => {
      const [labels = [], all = []] = byLabel ?? [];
      const own = labels.map((of, i) => ({ label: of, probability: all[row]?.[i] ?? 0 }));
      const confidence = own.find((one) => one.label === label)?.probability ?? null;
      return { label, confidence, probabilities: own, oovShare: null };
    }),
  };
}

function toColumns(
  ctx: EngineContext,
  { name, version }: ModelTarget,
  { requestId, predictions }: ServedPrediction,
  { rows, micros, inputs }: PythonAnswer,
): LogColumns {
  const labelled = predictions.map(({ label, confidence }) => [label, confidence]);
  return {
    ...emptyColumns(),
    requestId: [requestId],
    age: [0],
    model: [name],
    version: [version],
    route: [ctx.actor.kind],
    status: [200],
    rows: [rows],
    micros: [micros],
    inputs: [inputs],
    predictions: [JSON.stringify(labelled)],
    error: [''],
  };
}
