import { createRandom, type Random } from '../random.ts';
import { drawCourse, round, single } from './curves.ts';
import { makeCsv, makeSplitTable } from './files/documents.ts';
import { drawConfusion, drawRoc } from './files/pictures.ts';
import { makeLog } from './files/log.ts';
import { churnModelFiles } from './model-files.ts';
import { chanceOf, createEvalRows, predictRows, scoreRows, type EvalRow } from './predictions.ts';
import { clientTags, createPlan, day, hour, type Files, type RunPlan } from './run-plan.ts';

const experiment = 'churn_baseline';
const classes = ['0', '1'];

/** The runs whose models are registered, oldest first. */
export const churnReleases = ['gbm-12', 'gbm-19', 'gbm-24'];

/** 50 runs: boosted trees one by one, and a flat sweep of 24. */
export function planChurnRuns(seed: number): RunPlan[] {
  const random = createRandom(seed);
  const rows = createEvalRows(makeCustomers(300, random), seed);
  const singles = Array.from({ length: 25 }, (_, n) => {
    const number = 25 - n;
    const before = Math.round(5 * hour + 38 * day * (n / 25));
    return planTrees(
      { name: `gbm-${String(number).padStart(2, '0')}`, parent: null, before },
      rows,
      random,
      0.04 * (1 - n / 25),
    );
  });
  const sweep = createPlan({
    experiment,
    name: 'optuna-03',
    before: 11 * day,
    user: 'noor',
    seconds: 24 * 40,
    params: { sampler: 'TPE', n_trials: 24 },
    tags: clientTags('tune.py', '77aa310'),
  });
  const trials = Array.from({ length: 24 }, (_, n) =>
    planTrees(
      {
        name: `optuna-03/${String(n + 1).padStart(2, '0')}`,
        parent: sweep.name,
        before: 11 * day - n * 40_000,
      },
      rows,
      random,
      0.02,
    ),
  );
  return [...singles, sweep, ...trials];
}

function makeCustomers(count: number, random: Random): Omit<EvalRow, 'difficulty'>[] {
  return Array.from({ length: count }, (_, n) => ({
    id: `c-${String(n + 1).padStart(4, '0')}`,
    target: random.next() < 0.32 ? '1' : '0',
    input: `${random.int(72)} months, ${20 + random.int(100)} EUR`,
  }));
}

function planTrees(
  place: { name: string; parent: string | null; before: number },
  rows: readonly EvalRow[],
  random: Random,
  gain: number,
): RunPlan {
  const [depth, rate, trees] = [
    2 + random.int(9),
    random.pick([0.01, 0.03, 0.1, 0.3]),
    random.pick([100, 200, 400, 800]),
  ];
  const quality =
    0.77 -
    0.006 * (depth - 5) ** 2 * 0.3 -
    0.02 * Math.abs(Math.log10(rate * trees) - 1.4) +
    gain +
    0.02 * random.next();
  const isRelease = churnReleases.includes(place.name);
  const status = !isRelease && random.next() < 0.05 ? 'FAILED' : 'FINISHED';
  const predicted = predictRows(rows, quality, classes, random);
  const { accuracy, f1, auc, confusion } = scoreRows(predicted, classes);
  const seconds = 12 + Math.round(trees / 20);
  const version = place.before > 20 * day ? 1 : 2;
  const share = status === 'FAILED' ? 0.3 : 1;
  const points = [
    ...drawCourse(
      {
        key: 'train_logloss',
        from: 0.69,
        to: 0.9 - accuracy - 0.02 * depth * rate,
        speed: 3 + rate * 10,
        noise: 0.002,
      },
      60,
      random,
    ),
    ...drawCourse(
      {
        key: 'val_logloss',
        from: 0.69,
        to: 1.02 - accuracy,
        speed: 3 + rate * 10,
        noise: 0.006,
        turn: { after: 0.55, by: 0.03 * depth * rate },
      },
      60,
      random,
    ),
    ...drawCourse({ key: 'val_auc', from: 0.5, to: auc, speed: 4, noise: 0.008 }, 60, random),
    single('test_accuracy', accuracy),
    single('test_accuracy_std', Math.sqrt((accuracy * (1 - accuracy)) / rows.length)),
    single('test_f1', f1),
    single('test_roc_auc', auc),
  ];
  return createPlan({
    experiment,
    ...place,
    user: place.parent === null ? random.pick(['kim', 'noor']) : 'noor',
    status,
    seconds: Math.max(1, Math.round(seconds * share)),
    params: {
      max_depth: depth,
      learning_rate: rate,
      n_estimators: trees,
      subsample: round(0.6 + 0.4 * random.next(), 2),
      objective: 'binary:logistic',
      early_stopping: random.next() < 0.5,
    },
    tags: { ...clientTags('churn/train.py', '77aa310'), dataset: `churn_customers v${version}` },
    points: points.filter(({ at }) => at <= share),
    inputs: [{ name: 'churn_customers', version, context: 'training' }],
    files: (startedAt): Files =>
      status === 'FAILED'
        ? {
            'logs/train.log': makeLog(
              startedAt,
              seconds * share,
              2,
              'xgboost.core.XGBoostError: Check failed: label contains NaN',
              createRandom(depth),
            ),
          }
        : {
            'predictions.csv': makeCsv(
              ['id', 'target', 'prediction', 'probability'],
              predicted.map((row) => [row.id, row.target, row.prediction, chanceOf(row, '1')]),
            ),
            'eval_results_table.json': makeSplitTable(
              ['id', 'target', 'prediction'],
              predicted.map((row) => [row.id, Number(row.target), Number(row.prediction)]),
            ),
            'plots/confusion_matrix.png': drawConfusion(confusion),
            'plots/roc.png': drawRoc(predicted, '1'),
            'feature_importance.json': `${JSON.stringify({ tenure: 0.41, monthly_charges: 0.33, contract: 0.17, country: 0.09 }, null, 2)}\n`,
            ...(isRelease ? churnModelFiles() : {}),
          },
  });
}
