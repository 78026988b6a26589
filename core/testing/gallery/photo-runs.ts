import { createRandom, type Random } from '../random.ts';
import { drawCourse, drawSystem, round, single } from './curves.ts';
import { makeCsv } from './files/documents.ts';
import { makeLog } from './files/log.ts';
import { drawConfusion, drawPhoto } from './files/pictures.ts';
import { photoModelFiles } from './model-files.ts';
import { createEvalRows, predictRows, scoreRows, type EvalRow } from './predictions.ts';
import { clientTags, createPlan, day, hour, minute, type RunPlan } from './run-plan.ts';

const experiment = 'photo_quality';
const classes = ['blurred', 'cropped', 'dark', 'sharp'];

/** The runs whose models are registered, oldest first. */
export const photoReleases = ['resnet-21', 'resnet-30'];

/** 34 trainings of a network that judges photos: long histories, a machine that is watched, samples as pictures. */
export function planPhotoRuns(seed: number): RunPlan[] {
  const random = createRandom(seed);
  const rows = createEvalRows(
    Array.from({ length: 240 }, (_, n) => ({
      id: `photo-${String(n + 1).padStart(3, '0')}`,
      target: classes[n % 4] ?? 'sharp',
      input: `shelf/${n}.jpg`,
    })),
    seed,
  );
  return Array.from({ length: 34 }, (_, n) => planNetwork(n, rows, random));
}

function planNetwork(n: number, rows: readonly EvalRow[], random: Random): RunPlan {
  const number = 34 - n;
  const name = `resnet-${String(number).padStart(2, '0')}`;
  const isRelease = photoReleases.includes(name);
  const status = n === 0 ? 'RUNNING' : n === 3 ? 'KILLED' : n === 9 ? 'FAILED' : 'FINISHED';
  const rate = random.pick([0.0001, 0.0003, 0.001, 0.003]);
  const batch = random.pick([16, 32, 64, 128]);
  const quality = 0.72 - 0.05 * Math.abs(Math.log10(rate) + 3.3) + 0.004 * number + 0.03 * random.next();
  const predicted = predictRows(rows, quality, classes, random);
  const { accuracy, f1, confusion } = scoreRows(predicted, classes);
  const epochs = 60;
  const seconds = 2400 + random.int(1800);
  const before = n === 0 ? 22 * minute : Math.round(9 * hour + 30 * day * (n / 34));
  const share = { FINISHED: 1, RUNNING: 0.45, KILLED: 0.6, FAILED: 0.25 }[status];
  // A rate that is too high ends in infinities, as it does.
  const burst =
    status === 'FAILED'
      ? [
          { key: 'train/loss', value: 'Infinity' as const, step: 15, at: 0.24 },
          { key: 'train/loss', value: 'NaN' as const, step: 16, at: 0.249 },
        ]
      : [];
  const points = [
    ...drawCourse(
      { key: 'train/loss', from: 1.38, to: 0.06 + (1 - accuracy) / 3, speed: 4.5, noise: 0.03 },
      epochs,
      random,
    ),
    ...drawCourse(
      {
        key: 'val/loss',
        from: 1.39,
        to: 0.2 + (1 - accuracy),
        speed: 4,
        noise: 0.05,
        turn: { after: 0.7, by: 0.15 },
      },
      epochs,
      random,
    ),
    ...drawCourse(
      { key: 'train/accuracy', from: 0.26, to: Math.min(0.995, accuracy + 0.12), speed: 4.5, noise: 0.02 },
      epochs,
      random,
    ),
    ...drawCourse({ key: 'val/accuracy', from: 0.25, to: accuracy, speed: 4, noise: 0.03 }, epochs, random),
    ...drawCourse(
      { key: 'learning_rate', from: rate, to: rate / 50, speed: 2.5, noise: 0 },
      epochs,
      random,
    ).map((point) => ({ ...point, value: Math.max(1e-7, Number(point.value)) })),
    single('test/accuracy', accuracy),
    single('test/accuracy_std', Math.sqrt((accuracy * (1 - accuracy)) / rows.length)),
    single('test/f1', f1),
    ...burst,
    ...drawSystem(48, random),
  ];
  return createPlan({
    experiment,
    name,
    before,
    user: 'alva',
    status,
    seconds: status === 'RUNNING' ? null : Math.round(seconds * share),
    params: {
      'model.depth': random.pick([18, 34, 50]),
      'model.pretrained': true,
      'optimizer.lr': rate,
      'optimizer.name': random.pick(['adamw', 'sgd']),
      batch_size: batch,
      epochs,
      augment: random.pick(['none', 'flip', 'flip+colour']),
      dropout: round(random.next() * 0.5, 2),
    },
    tags: { ...clientTags('photo/train.py', 'd90b44c'), gpu: 'RTX 4070' },
    points: points.filter(({ at }) => at <= share),
    inputs: [{ name: 'shelf_photos', version: 1, context: 'training' }],
    files: (startedAt) => ({
      'logs/stdout.log': makeLog(
        startedAt,
        seconds * share,
        Math.round(epochs * share),
        status === 'FAILED' ? 'FloatingPointError: loss is NaN at step 16' : null,
        createRandom(n),
      ),
      ...(status === 'FINISHED' || status === 'RUNNING' ? sampleFiles(n) : {}),
      ...(status === 'FINISHED'
        ? {
            'predictions.csv': makeCsv(
              ['id', 'target', 'prediction'],
              predicted.map((row) => [row.id, row.target, row.prediction]),
            ),
            'plots/confusion_matrix.png': drawConfusion(confusion),
            ...(isRelease ? photoModelFiles() : {}),
          }
        : {}),
    }),
  });
}

/** The same shelf seen after more and more training. */
function sampleFiles(n: number): Record<string, Uint8Array<ArrayBuffer>> {
  if (n % 3 !== 0) return {};
  const random = createRandom(n + 1);
  return Object.fromEntries(
    [1, 20, 40].flatMap((epoch) =>
      classes.map((kind) => [
        `samples/epoch-${String(epoch).padStart(2, '0')}/${kind}.png`,
        drawPhoto(kind, random),
      ]),
    ),
  );
}
