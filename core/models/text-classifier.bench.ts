import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Bench, BenchContext, BenchRow } from '#core/testing/bench-types.ts';
import { createReviews } from './testing.ts';
import { crossValidateText, runTrainJob } from './text-classifier.ts';
import type { TextModel } from './text-model.ts';
import { compileTextModel } from './text-predictor.ts';
import { trainTextInWorker } from './train-in-worker.ts';

const rows = 2000;
const folds = 5;
const options = { ngramRange: [1, 2] as [number, number], maxFeatures: 1500, tolerance: 1e-6 };
/** What issue and design ask for. */
const budgetMs = 2000;
const budgetPerSecond = 200_000;
const repeats = 5;
const scoredRows = 100_000;

/** Training with cross-validation, beside scikit-learn where Python has it, and the speed of answering. */
export const bench: Bench = {
  name: 'text classifier',
  run: async (ctx) => {
    const reviews = createReviews(rows, ctx.seed);
    const job = { ...reviews, options, folds };
    const { model } = runTrainJob(job);
    return [measureFolds(ctx, reviews), await measureWorker(job), ...measureAnswers(model, reviews.texts)];
  },
};

type Reviews = ReturnType<typeof createReviews>;

/** The best of some: what the machine can, without what else it did. */
function measureFolds(ctx: BenchContext, { texts, labels }: Reviews): BenchRow {
  let [value, accuracy] = [Number.POSITIVE_INFINITY, 0];
  for (let n = 0; n < repeats; n++) {
    const start = performance.now();
    accuracy = crossValidateText(texts, labels, { folds, seed: n, options }).meanAccuracy;
    value = Math.min(value, performance.now() - start);
  }
  const other = askScikitLearn({ texts, labels });
  ctx.say(
    other === null
      ? `accuracy ${accuracy.toFixed(4)}; this machine has no Python with scikit-learn`
      : `accuracy ${accuracy.toFixed(4)}, of scikit-learn ${other.version} ${other.accuracy.toFixed(4)}`,
  );
  const reference = other === null ? {} : { reference: other.ms };
  const ok = value < budgetMs;
  return {
    case: `${rows} reviews, ${folds} folds`,
    value,
    unit: 'ms',
    ...reference,
    budget: `< ${budgetMs} ms`,
    ok,
  };
}

async function measureWorker(job: Parameters<typeof trainTextInWorker>[0]): Promise<BenchRow> {
  const start = performance.now();
  await trainTextInWorker(job);
  return { case: '... and the model, in a new worker', value: performance.now() - start, unit: 'ms' };
}

function measureAnswers(model: TextModel, texts: readonly string[]): BenchRow[] {
  const { score, predict } = compileTextModel(model);
  const many = Array.from({ length: scoredRows }, (_, row) => texts[row % texts.length] ?? '');
  const batch = measureRate(() => score(many));
  return [
    {
      case: `score, ${scoredRows} rows a call`,
      value: batch,
      unit: 'rows/s',
      budget: `> ${budgetPerSecond} rows/s`,
      ok: batch > budgetPerSecond,
    },
    { case: 'predict, all rows in a call', value: measureRate(() => predict(many)), unit: 'rows/s' },
    {
      case: 'score, a row a call',
      value: measureRate(() => {
        for (const text of many) score([text]);
      }),
      unit: 'rows/s',
    },
  ];
}

function measureRate(work: () => unknown): number {
  let best = 0;
  for (let n = 0; n < repeats; n++) {
    const start = performance.now();
    work();
    best = Math.max(best, (scoredRows * 1000) / (performance.now() - start));
  }
  return best;
}

interface ScikitLearn {
  ms: number;
  accuracy: number;
  version: string;
}

/** The same by scikit-learn; null where there is none. `STILE_BENCH_PYTHON` names a Python that has it. */
function askScikitLearn({ texts, labels }: Reviews): ScikitLearn | null {
  const python = process.env['STILE_BENCH_PYTHON'] ?? 'python3';
  const input = JSON.stringify({ texts, labels, folds, ...options });
  const script = join(import.meta.dirname, 'fixtures', 'bench.py');
  const { status, stdout } = spawnSync(python, [script], { input, encoding: 'utf8' });
  return status === 0 ? (JSON.parse(stdout) as ScikitLearn) : null;
}
