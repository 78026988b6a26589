import { setImmediate as nextTurn } from 'node:timers/promises';
import { invalidArgument } from '#core/kernel/errors.ts';
import type { Json } from '#core/kernel/json.ts';
import type { TextPredictor, TextScores } from '../text-predictor.ts';
import type { ModelScorer, ScoredRow, ScoredRows, ScoreOptions } from './model-scorer.ts';

/** Scored at once before other work gets in, a few milliseconds: so many texts, or characters where they are long. */
const textsPerTurn = 200;
const charactersPerTurn = 200_000;

/** A text model of Stile's own, asked in this thread. */
export function createTextScorer(
  predictor: Pick<TextPredictor, 'classes' | 'score'>,
  column: string | null = null,
): ModelScorer {
  return {
    shape: { kind: 'texts', column },
    score: (rows, options = {}) => scoreTexts(predictor, rows, options),
  };
}

async function scoreTexts(
  { classes, score }: Pick<TextPredictor, 'classes' | 'score'>,
  rows: readonly Json[],
  { signal, onProgress, withProbabilities = false }: ScoreOptions,
): Promise<ScoredRows> {
  const scored: ScoredRow[] = [];
  let ms = 0;
  while (scored.length < rows.length) {
    if (scored.length > 0) await nextTurn();
    signal?.throwIfAborted();
    const texts = takePiece(rows, scored.length);
    const start = performance.now();
    const scores = score(texts);
    ms += performance.now() - start;
    for (let i = 0; i < texts.length; i++) scored.push(readRow(scores, i, classes, withProbabilities));
    onProgress?.(scored.length / rows.length);
  }
  return { rows: scored, classes, micros: Math.round(ms * 1000) };
}

function takePiece(rows: readonly Json[], from: number): string[] {
  const piece: string[] = [];
  let characters = 0;
  for (let at = from; at < rows.length; at++) {
    if (piece.length >= textsPerTurn || characters >= charactersPerTurn) break;
    const row = rows[at] ?? null;
    if (typeof row !== 'string') throw invalidArgument('rows', row, 'this model takes texts', 'Send texts.');
    piece.push(row);
    characters += row.length;
  }
  return piece;
}

function readRow(
  { best, confidence, probabilities, oovShare, tokens }: TextScores,
  row: number,
  classes: readonly string[],
  withProbabilities: boolean,
): ScoredRow {
  const start = row * classes.length;
  return {
    label: classes[best[row] ?? 0] ?? '',
    confidence: confidence[row] ?? 0,
    probabilities: withProbabilities
      ? Array.from(probabilities.subarray(start, start + classes.length))
      : null,
    oovShare: oovShare[row] ?? 0,
    tokens: tokens[row] ?? 0,
  };
}
