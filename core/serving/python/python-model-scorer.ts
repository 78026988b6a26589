import * as z from 'zod';
import { StileError } from '#core/kernel/errors.ts';
import { parseJson, type Json } from '#core/kernel/json.ts';
import {
  readRowShape,
  type ModelScorer,
  type OpenOptions,
  type PythonModel,
  type ScoredRow,
  type ScoredRows,
  type ScoreOptions,
} from '#core/models/index.ts';
import { ScoringRefusal } from '../scoring-refusal.ts';
import type { ModelTarget } from '../servable-model.ts';
import type { PythonPool } from './python-pool.ts';
import type { PythonAnswer } from './python-protocol.ts';
import { beforeAbort } from './before-abort.ts';

/**
 * A model in the Python process that serves it, which is started when needed.
 * @throws what `PythonPool.open` throws; the signal's reason
 */
export async function openPythonScorer(
  pool: PythonPool,
  target: ModelTarget,
  { signature, edition }: Pick<PythonModel, 'signature' | 'edition'>,
  { signal, onLine }: OpenOptions,
): Promise<ModelScorer> {
  // The files of a registered version never change; those of a run may be logged again.
  const own = target.version === 0 ? { ...target, edition } : target;
  const { takesTexts } = await beforeAbort(pool.open(own, onLine), signal);
  return {
    shape: readRowShape(signature?.inputs ?? null, takesTexts),
    score: (rows, options = {}) => scoreRows(pool, own, rows, options),
  };
}

/** A piece should take about so long, in ms: others that ask the model wait for it. */
const wantedMs = 500;
/** Of the first piece: nobody knows yet how slow the model is. */
const firstRows = 20;
const mostRows = 5000;
/** Characters of a piece: a long one is sent alone. */
const mostCharacters = 4_000_000;

async function scoreRows(
  pool: PythonPool,
  target: ModelTarget,
  rows: readonly Json[],
  { signal, onProgress, withProbabilities = false }: ScoreOptions,
): Promise<ScoredRows> {
  const all: ScoredRows = { rows: [], classes: null, micros: 0 };
  let size = firstRows;
  while (all.rows.length < rows.length) {
    signal?.throwIfAborted();
    const from = all.rows.length;
    const piece = takePiece(rows, from, size);
    const answer = await beforeAbort(ask(pool, target, piece), signal).catch((error: unknown) => {
      throw toStileError(target, error, placeOf(from, piece.rows, rows.length));
    });
    const { scored, classes } = readAnswer(answer, withProbabilities);
    all.rows.push(...scored);
    all.classes ??= classes;
    all.micros += answer.micros;
    size = nextSize(size, piece.rows, answer.micros / 1000);
    onProgress?.(all.rows.length / rows.length);
  }
  return all;
}

interface Piece {
  rows: number;
  body: Buffer;
}

function takePiece(rows: readonly Json[], from: number, size: number): Piece {
  const texts: string[] = [];
  let characters = 0;
  let areObjects = true;
  for (let at = from; at < rows.length && texts.length < size; at++) {
    const row = rows[at] ?? null;
    const text = JSON.stringify(row);
    if (texts.length > 0 && characters + text.length > mostCharacters) break;
    texts.push(text);
    characters += text.length;
    areObjects &&= typeof row === 'object' && row !== null && !Array.isArray(row);
  }
  const key = areObjects ? 'dataframe_records' : 'instances';
  return { rows: texts.length, body: Buffer.from(`{"${key}":[${texts.join(',')}]}`) };
}

function ask(pool: PythonPool, target: ModelTarget, { body }: Piece): Promise<PythonAnswer> {
  const { name, version } = target;
  const request = {
    kind: 'invocations',
    format: 'json',
    name,
    version: String(version),
    requestId: '',
    probabilities: true,
  } as const;
  return pool.ask(target, request, body, { isPatient: true });
}

function nextSize(size: number, rows: number, ms: number): number {
  const factor = Math.min(4, Math.max(0.1, wantedMs / Math.max(1, ms)));
  // A short piece, the last one or one of long texts, says nothing of a longer one.
  return rows < size && factor > 1 ? size : Math.min(mostRows, Math.max(1, Math.round(rows * factor)));
}

const shown = z.json().transform((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
const pairs = z.array(z.tuple([shown, z.null()]));
const told = z.tuple([z.array(shown), z.array(z.array(z.number().nullable()))]).nullable();

function readAnswer(
  { predictions, probabilities }: PythonAnswer,
  withProbabilities: boolean,
): { scored: ScoredRow[]; classes: readonly string[] | null } {
  const [classes, all] = told.parse(parseJson(probabilities)) ?? [null, []];
  const indexOf = new Map((classes ?? []).map((label, i) => [label, i]));
  const scored = pairs.parse(parseJson(predictions)).map(([label], row): ScoredRow => {
    const own = all[row] ?? null;
    return {
      label,
      confidence: own?.[indexOf.get(label) ?? -1] ?? null,
      probabilities: withProbabilities && own !== null ? own.map((value) => value ?? 0) : null,
      oovShare: null,
      tokens: null,
    };
  });
  return { scored, classes };
}

/** Which rows a message that counts from the first one of its piece speaks of; empty when that is the first one of all. */
function placeOf(from: number, rows: number, all: number): string {
  return rows === all ? '' : ` (in rows ${from + 1} to ${from + rows} of ${all})`;
}

function toStileError({ uri }: ModelTarget, error: unknown, place: string): unknown {
  if (!(error instanceof ScoringRefusal)) return error;
  const { status, code } = error;
  const message = `${error.message}${place}`;
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
