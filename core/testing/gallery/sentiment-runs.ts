import { createRandom, type Random } from '../random.ts';
import { drawCourse, round, single, type Point } from './curves.ts';
import { makeCsv, makeHtml, makeNotebook, makePdf, makeSplitTable } from './files/documents.ts';
import { makeLog, outOfMemory } from './files/log.ts';
import { drawConfusion, drawRoc } from './files/pictures.ts';
import {
  chanceOf,
  predictRows,
  scoreRows,
  type EvalRow,
  type Predicted,
  type Scores,
} from './predictions.ts';
import { clientTags, createPlan, day, hour, type Files, type PlanParts, type RunPlan } from './run-plan.ts';
import { birds } from './seeded-ids.ts';

const experiment = 'sentiment_classification';
const classes = ['negative', 'positive'];
const users = ['kim', 'alva', 'noor'];

/** What one training of the text classifier is told. */
interface Setting {
  c: number;
  features: number;
  vectorizer: string;
  ngrams: string;
  lowercase: boolean;
}

/** 102 runs: single ones over six weeks, a sweep in groups (two deep), a smaller one. */
export function planSentimentRuns(rows: readonly EvalRow[], seed: number): RunPlan[] {
  const random = createRandom(seed);
  const singles = Array.from({ length: 46 }, (_, n) => planSingle(n, rows, random));
  const wide = planSweep({ name: 'sweep-07', before: 16 * day, groups: 4, trials: 8 }, rows, random);
  const late = planSweep({ name: 'sweep-11', before: 2 * day, groups: 3, trials: 5 }, rows, random);
  return [...singles, ...wide, ...late];
}

function planSingle(n: number, rows: readonly EvalRow[], random: Random): RunPlan {
  // The newest began minutes ago and is still at work; the others lie closer together the newer they are.
  const before = n === 0 ? 4 * 60_000 : Math.round(0.6 * hour + 43 * day * (n / 46) ** 1.5);
  const name = `${birds[n % birds.length] ?? 'ibis'}-${String(60 - n).padStart(2, '0')}`;
  return planTraining({ experiment, name, before }, draw(random), {
    rows,
    random,
    isRunning: n === 0,
    gain: 0.05 * (1 - n / 46),
  });
}

function planSweep(
  { name, before, groups, trials }: { name: string; before: number; groups: number; trials: number },
  rows: readonly EvalRow[],
  random: Random,
): RunPlan[] {
  const parent = createPlan({
    experiment,
    name,
    before,
    user: 'alva',
    seconds: groups * trials * 150,
    params: { sweep: 'grid', groups, trials_per_group: trials },
    tags: { ...clientTags('sweep.py', '4f2c9e1'), owner: 'alva' },
  });
  const vectorizers = ['tfidf', 'count', 'hashing', 'char_tfidf'];
  const plans = [parent];
  for (let group = 0; group < groups; group++) {
    const groupName = `${name}/${vectorizers[group] ?? 'tfidf'}`;
    const start = before - group * trials * 150_000;
    const trialPlans = Array.from({ length: trials }, (_, trial) => {
      const setting = {
        ...draw(random),
        vectorizer: vectorizers[group] ?? 'tfidf',
        c: [0.03, 0.1, 0.3, 1, 3, 10, 30, 100][trial] ?? 1,
      };
      const place = {
        experiment,
        name: `${groupName}/${String(trial + 1).padStart(2, '0')}`,
        parent: groupName,
      };
      return planTraining({ ...place, before: start - trial * 150_000, user: 'alva' }, setting, {
        rows,
        random,
        isRunning: false,
        gain: 0.03,
      });
    });
    const best = Math.max(
      ...trialPlans.flatMap(({ points }) =>
        points.filter(({ key }) => key === 'val_accuracy').map(({ value }) => Number(value)),
      ),
    );
    plans.push(
      createPlan({
        experiment,
        name: groupName,
        parent: name,
        before: start,
        user: 'alva',
        seconds: trials * 150,
        params: { vectorizer: vectorizers[group] ?? 'tfidf', trials },
        tags: clientTags('sweep.py', '4f2c9e1'),
        points: [single('best_val_accuracy', best)],
      }),
      ...trialPlans,
    );
  }
  return plans;
}

function draw(random: Random): Setting {
  return {
    c: random.pick([0.1, 0.3, 1, 3, 10, 30]),
    features: random.pick([1500, 5000, 10_000, 20_000, 30_000]),
    vectorizer: random.pick(['tfidf', 'tfidf', 'count']),
    ngrams: random.pick(['(1, 1)', '(1, 2)', '(1, 3)']),
    lowercase: random.next() < 0.8,
  };
}

interface Training {
  rows: readonly EvalRow[];
  random: Random;
  isRunning: boolean;
  /** What the team has learnt by then. */
  gain: number;
}

function planTraining(
  place: PlanParts,
  setting: Setting,
  { rows, random, isRunning, gain }: Training,
): RunPlan {
  const { c, features, vectorizer } = setting;
  const kind = { tfidf: 0.03, char_tfidf: 0.015, count: 0, hashing: -0.02 }[vectorizer] ?? 0;
  const quality =
    0.66 +
    0.035 * Math.log10(features / 1000) -
    0.018 * Math.abs(Math.log10(c) - 0.4) ** 1.5 +
    kind +
    gain +
    0.025 * random.next();
  const luck = random.next();
  const status = isRunning ? 'RUNNING' : luck < 0.06 ? 'FAILED' : luck < 0.1 ? 'KILLED' : 'FINISHED';
  const predicted = predictRows(rows, quality, classes, random);
  const scores = scoreRows(predicted, classes);
  const seconds = Math.round(20 + features / 250 + 60 * random.next());
  const version =
    place.before > 33 * day ? 1 : place.before > 24 * day ? 2 : place.before > 6.7 * day ? 3 : 4;
  const course = drawTraining(scores, setting, random);
  const share = { FINISHED: 1, RUNNING: 0.55, KILLED: 0.4, FAILED: 0.2, SCHEDULED: 0 }[status];
  return createPlan({
    user: random.pick(users),
    ...place,
    status,
    seconds: isRunning ? null : Math.max(2, Math.round(seconds * share)),
    params: {
      C: c,
      max_features: features,
      vectorizer,
      ngram_range: setting.ngrams,
      lowercase: setting.lowercase,
      solver: random.pick(['lbfgs', 'liblinear', 'saga']),
      class_weight: random.next() < 0.5 ? 'balanced' : 'None',
      seed: random.int(1000),
    },
    tags: {
      ...clientTags('train_model.py', ['4f2c9e1', '9b1d07a', 'c03e5f2', 'e71a2b8'][version - 1] ?? ''),
      dataset: `reviews v${version}`,
      ...noteOf(place.name, scores, random),
    },
    points: course.filter(({ at }) => at <= share),
    inputs: [
      { name: 'reviews', version, context: 'training' },
      { name: 'reviews_heldout', version: 1, context: 'evaluation' },
    ],
    files: (startedAt) =>
      status === 'FINISHED'
        ? writeFiles(place.name, predicted, scores, {
            startedAt,
            seconds,
            random: createRandom(features + seconds),
          })
        : status === 'RUNNING'
          ? {}
          : {
              'logs/train.log': makeLog(
                startedAt,
                seconds * share,
                4,
                status === 'FAILED' ? outOfMemory : null,
                createRandom(seconds),
              ),
            },
  });
}

function drawTraining(scores: Scores, { c }: Setting, random: Random): Point[] {
  const { accuracy, f1, auc, error } = scores;
  const steps = 24;
  const fits = Math.min(0.999, accuracy + 0.08 + 0.06 * Math.log10(c * 10));
  return [
    ...drawCourse({ key: 'val_accuracy', from: 0.5, to: accuracy, speed: 4, noise: 0.014 }, steps, random),
    ...drawCourse({ key: 'train_accuracy', from: 0.52, to: fits, speed: 4.5, noise: 0.006 }, steps, random),
    ...drawCourse(
      {
        key: 'val_loss',
        from: 0.72,
        to: 1.05 - accuracy,
        speed: 4,
        noise: 0.01,
        turn: { after: 0.6, by: 0.12 * Math.log10(c * 10) },
      },
      steps,
      random,
    ),
    ...drawCourse({ key: 'train_loss', from: 0.71, to: 1.02 - fits, speed: 4, noise: 0.004 }, steps, random),
    single('cv_mean_accuracy', accuracy - 0.006 + 0.012 * random.next()),
    single('cv_mean_accuracy_std', 0.008 + 0.014 * random.next()),
    single('test_accuracy', accuracy),
    single('test_accuracy_std', error / 1.96),
    single('test_f1', f1),
    single('test_roc_auc', auc),
    single('predict_ms_per_row', 0.05 + 0.3 * random.next()),
  ];
}

function noteOf(name: string, { accuracy }: Scores, random: Random): Record<string, string> {
  if (random.next() > 0.14) return {};
  return {
    'mlflow.note.content': `**${name}** reaches ${(accuracy * 100).toFixed(1)} % on the held-out rows.\n\n- Misses are mostly short reviews with irony\n- Next: more rows of *restaurants*, fewer features\n`,
    ...(random.next() < 0.5 ? { owner: 'kj' } : {}),
  };
}

function writeFiles(
  name: string,
  predicted: readonly Predicted[],
  scores: Scores,
  { startedAt, seconds, random }: { startedAt: number; seconds: number; random: Random },
): Files {
  const confusion = drawConfusion(scores.confusion);
  const files: Files = {
    'predictions.csv': makeCsv(
      ['id', 'target', 'prediction', 'probability_positive'],
      predicted.map((row) => [row.id, row.target, row.prediction, chanceOf(row, 'positive')]),
    ),
    'plots/confusion_matrix.png': confusion,
    'logs/train.log': makeLog(startedAt, seconds, 24, null, random),
    'metrics.json': `${JSON.stringify({ accuracy: round(scores.accuracy), f1: round(scores.f1), roc_auc: round(scores.auc), rows: predicted.length }, null, 2)}\n`,
  };
  // The rest only where somebody looked closer.
  if (random.next() > 0.25) return files;
  return {
    ...files,
    'eval_results_table.json': makeSplitTable(
      ['id', 'text', 'target', 'prediction'],
      predicted.map((row) => [row.id, row.input, row.target, row.prediction]),
    ),
    'plots/roc.png': drawRoc(predicted, 'positive'),
    'report/summary.md': makeSummary(name, scores),
    'report/report.html': makeHtml(`Evaluation of ${name}`, [
      ['accuracy', scores.accuracy.toFixed(3)],
      ['f1', scores.f1.toFixed(3)],
      ['rows', String(predicted.length)],
    ]),
    'report/report.pdf': makePdf(`Evaluation of ${name}`, [
      `accuracy ${scores.accuracy.toFixed(3)} (n=${predicted.length})`,
      `f1 ${scores.f1.toFixed(3)}`,
    ]),
    'notebooks/look-at-errors.ipynb': makeNotebook(`Errors of ${name}`, confusion),
  };
}

function makeSummary(name: string, { accuracy, f1, error }: Scores): string {
  return `# ${name}

Accuracy **${accuracy.toFixed(3)}** ±${error.toFixed(3)} on 400 held-out reviews.

| metric | value |
|---|---|
| accuracy | ${accuracy.toFixed(3)} |
| f1 | ${f1.toFixed(3)} |

\`\`\`python
model = mlflow.pyfunc.load_model("models:/sentiment_classifier@champion")
\`\`\`
`;
}
