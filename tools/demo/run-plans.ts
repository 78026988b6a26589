import type { Inputs } from '#contract/procedures.ts';
import { createSeededRandom } from '#core/kernel/seeded-random.ts';

/** One run of a made-up training of a text classifier, ready to log. */
export interface RunPlan {
  name: string;
  /** The name of the sweep it belongs to. */
  parent: string | null;
  user: string;
  status: 'FINISHED' | 'FAILED';
  /** How long the training is said to have taken, in ms: it ends when it is logged. */
  durationMs: number;
  params: { key: string; value: string }[];
  tags: { key: string; value: string }[];
  metrics: NonNullable<Inputs['runs']['logBatch']['metrics']>;
}

const birds = ['wren', 'ibis', 'heron', 'plover', 'dunlin', 'teal', 'knot', 'swift', 'auk', 'rail'];
const sweepSize = 12;
const epochs = 20;

/** Single runs and sweeps of twelve, the same for the same count. */
export function makeRunPlans(count: number): RunPlan[] {
  const random = createSeededRandom(20261120);
  const plans: RunPlan[] = [];
  for (let n = 0; plans.length < count; n++) {
    if (n % 6 !== 5) plans.push(makePlan(`${birds[n % birds.length]}-${n}`, null, random));
    else {
      const sweep = `sweep-${n}`;
      plans.push(makePlan(sweep, null, random));
      for (let k = 1; k <= sweepSize && plans.length < count; k++) {
        plans.push(makePlan(`${sweep}/${String(k).padStart(2, '0')}`, sweep, random));
      }
    }
  }
  return plans;
}

function makePlan(name: string, parent: string | null, random: () => number): RunPlan {
  const c = [0.1, 0.3, 1, 3, 10, 30][Math.floor(random() * 6)] ?? 1;
  const features = [1500, 5000, 10_000, 20_000, 30_000][Math.floor(random() * 5)] ?? 1500;
  const best =
    0.6 + 0.03 * Math.log10(features / 1000) * 3 - 0.02 * Math.abs(Math.log10(c) - 0.3) + 0.02 * random();
  const failed = random() < 0.04;
  return {
    name,
    parent,
    user: ['kim', 'alva', 'noor'][Math.floor(random() * 3)] ?? 'kim',
    status: failed ? 'FAILED' : 'FINISHED',
    durationMs: Math.round((failed ? 20 : 90) * 1000 * (0.5 + random())),
    params: [
      { key: 'C', value: String(c) },
      { key: 'max_features', value: String(features) },
      { key: 'ngram_range', value: random() < 0.5 ? '(1, 1)' : '(1, 2)' },
      { key: 'solver', value: 'lbfgs' },
    ],
    tags: [{ key: 'data', value: `reviews v${1 + Math.floor(random() * 3)}` }],
    metrics: failed ? [] : makeCurves(best, random),
  };
}

function makeCurves(best: number, random: () => number): RunPlan['metrics'] {
  return Array.from({ length: epochs }, (_, step) => {
    const reached = 1 - Math.exp(-(step + 1) / 5);
    const noise = (random() - 0.5) * 0.01;
    return [
      { key: 'val_accuracy', value: round(0.5 + (best - 0.5) * reached + noise), step },
      { key: 'train_accuracy', value: round(0.5 + (0.99 - 0.5) * reached + noise / 2), step },
      { key: 'loss', value: round(0.7 - 0.5 * reached + noise), step },
    ];
  }).flat();
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
