import { createRandom } from '#core/testing/random.ts';

export interface SeedRun {
  name: string;
  startTime: number;
  endTime: number;
  tags: SeedText[];
  params: SeedText[];
  /** the history of every metric, oldest first */
  metrics: SeedPoint[];
}

export interface SeedText {
  key: string;
  value: string;
}

export interface SeedPoint {
  key: string;
  value: number;
  step: number;
  timestamp: number;
}

export const experimentNames = { runs: 'bench', history: 'bench history', scratch: 'bench scratch' } as const;

/** The metric of the runs with a long history. */
export const historyKey = 'loss';

const keysOfMetrics = 10;
const keysOfParams = 10;
const pointsPerMetric = 5;
const firstStart = 1_760_000_000_000;
const apart = 10_000;

/**
 * Run `index` of the seeded ones, the same for the same seed: metrics m0 to m9 from 0 to 1, params p0 to p9 of ten
 * values each, tags of a team, and the name as the tag that both servers keep it in.
 */
export function makeSeedRun(index: number, seed: number): SeedRun {
  const random = createRandom(seed * 1_000_003 + index);
  const startTime = firstStart + index * apart;
  const name = `run-${String(index).padStart(6, '0')}`;
  const steps = Array.from({ length: pointsPerMetric }, (_, step) => step);
  return {
    name,
    startTime,
    endTime: startTime + 60_000,
    tags: [
      { key: 'mlflow.runName', value: name },
      { key: 'mlflow.user', value: random.pick(['kim', 'alva', 'noor']) },
      { key: 'mlflow.source.name', value: `/home/kim/train_${random.int(50)}.py` },
      { key: 'stage', value: random.pick(['draft', 'review', 'final']) },
      { key: 'team', value: random.pick(['search', 'ranking', 'ads', 'risk']) },
    ],
    params: Array.from({ length: keysOfParams }, (_, p) => ({ key: `p${p}`, value: `v${random.int(10)}` })),
    metrics: Array.from({ length: keysOfMetrics }, (_, m) =>
      steps.map((step) => ({
        key: `m${m}`,
        value: random.int(1_000_000) / 1_000_000,
        step,
        timestamp: startTime + step * 1000,
      })),
    ).flat(),
  };
}

/** A run with a long history of one metric. */
export function makeHistoryRun(index: number, steps: number, seed: number): SeedRun {
  const random = createRandom(seed * 7_000_003 + index);
  const startTime = firstStart + index * apart;
  const name = `history-${String(index).padStart(3, '0')}`;
  return {
    name,
    startTime,
    endTime: startTime + steps * 1000,
    tags: [{ key: 'mlflow.runName', value: name }],
    params: [],
    metrics: Array.from({ length: steps }, (_, step) => ({
      key: historyKey,
      value: 1 / (1 + step) + random.next() / 100,
      step,
      timestamp: startTime + step * 1000,
    })),
  };
}
