import type { EngineClient } from '#contract/procedures.ts';

type SeedRun = {
  readonly name: string;
  readonly minutesAgo: number;
  readonly seconds: number | null;
  readonly status: 'FINISHED' | 'FAILED' | 'KILLED' | 'RUNNING';
  readonly accuracy: number | null;
  readonly c: string;
  readonly features: string;
};

const minuteMs = 60_000;

const story: readonly SeedRun[] = [
  {
    name: 'ibis-42',
    minutesAgo: 1,
    seconds: null,
    status: 'RUNNING',
    accuracy: 0.752,
    c: '3',
    features: '30000',
  },
  {
    name: 'ibis-41',
    minutesAgo: 18,
    seconds: 252,
    status: 'FINISHED',
    accuracy: 0.779,
    c: '3',
    features: '30000',
  },
  {
    name: 'ibis-40',
    minutesAgo: 31,
    seconds: 243,
    status: 'FINISHED',
    accuracy: 0.771,
    c: '1',
    features: '30000',
  },
  {
    name: 'heron-07',
    minutesAgo: 52,
    seconds: 41,
    status: 'FAILED',
    accuracy: null,
    c: '100',
    features: '30000',
  },
  {
    name: 'sweep-3',
    minutesAgo: 180,
    seconds: 1290,
    status: 'FINISHED',
    accuracy: 0.764,
    c: '2',
    features: '25000',
  },
  {
    name: 'heron-06',
    minutesAgo: 8700,
    seconds: 151,
    status: 'FINISHED',
    accuracy: 0.739,
    c: '1',
    features: '15000',
  },
  {
    name: 'heron-05',
    minutesAgo: 8760,
    seconds: 154,
    status: 'FINISHED',
    accuracy: 0.731,
    c: '2',
    features: '15000',
  },
  {
    name: 'plover-19',
    minutesAgo: 10100,
    seconds: 122,
    status: 'FINISHED',
    accuracy: 0.722,
    c: '1',
    features: '10000',
  },
  {
    name: 'plover-18',
    minutesAgo: 10200,
    seconds: 58,
    status: 'KILLED',
    accuracy: 0.704,
    c: '0.1',
    features: '10000',
  },
  {
    name: 'dunlin-03',
    minutesAgo: 11600,
    seconds: 131,
    status: 'FINISHED',
    accuracy: 0.688,
    c: '10',
    features: '10000',
  },
  {
    name: 'dunlin-02',
    minutesAgo: 11700,
    seconds: 107,
    status: 'FINISHED',
    accuracy: 0.671,
    c: '30',
    features: '5000',
  },
  {
    name: 'teal-05',
    minutesAgo: 16000,
    seconds: 1.2,
    status: 'FINISHED',
    accuracy: 0.64,
    c: '1',
    features: '1500',
  },
  {
    name: 'teal-04',
    minutesAgo: 16010,
    seconds: 1.1,
    status: 'FINISHED',
    accuracy: 0.631,
    c: '1',
    features: '1500',
  },
  {
    name: 'teal-03',
    minutesAgo: 16020,
    seconds: 1.1,
    status: 'FINISHED',
    accuracy: 0.622,
    c: '10',
    features: '1500',
  },
];

export type Seeded = { readonly experimentId: string; readonly runIds: ReadonlyMap<string, string> };

/** The story of the look's pictures: one experiment with two weeks of runs, among three. */
export async function seedStory(client: EngineClient, now = Date.now()): Promise<Seeded> {
  const tags = [
    { key: 'owner', value: 'kj' },
    { key: 'dataset', value: 'reviews v3' },
  ];
  await client.experiments.create({ name: 'prompt_length_ablation', tags: [] });
  await client.experiments.create({ name: 'churn_baseline', tags: [{ key: 'owner', value: 'workshop' }] });
  const { experimentId } = await client.experiments.create({ name: 'sentiment_classification', tags });
  const runIds = new Map<string, string>();
  for (const run of story) runIds.set(run.name, await seedRun(client, experimentId, run, now));
  const parent = runIds.get('sweep-3') ?? '';
  for (let index = 1; index <= 5; index += 1) {
    const child = {
      ...story[5],
      name: `sweep-3/0${String(index)}`,
      minutesAgo: 180 - index,
      c: String(2 ** index),
    };
    runIds.set(child.name, await seedRun(client, experimentId, child as SeedRun, now, parent));
  }
  return { experimentId, runIds };
}

async function seedRun(
  client: EngineClient,
  experimentId: string,
  run: SeedRun,
  now: number,
  parentRunId?: string,
): Promise<string> {
  const startedAt = now - run.minutesAgo * minuteMs;
  const { runId } = await client.runs.create({
    experimentId,
    name: run.name,
    startedAt,
    userId: 'kj',
    tags: [{ key: 'source', value: 'train_model.py' }],
    ...(parentRunId === undefined ? {} : { parentRunId }),
  });
  const params = [
    { key: 'C', value: run.c },
    { key: 'max_features', value: run.features },
    { key: 'vectorizer', value: 'tfidf' },
  ];
  await client.runs.logBatch({
    runId,
    params,
    metrics: run.accuracy === null ? [] : curves(run.accuracy, startedAt),
  });
  if (run.seconds !== null) {
    await client.runs.update({ runId, status: run.status, endedAt: startedAt + run.seconds * 1000 });
  }
  return runId;
}

function curves(accuracy: number, startedAt: number) {
  const steps = Array.from({ length: 20 }, (_, step) => step);
  return steps.flatMap((step) => {
    const grown = 1 - Math.exp(-step / 5);
    const wobble = Math.sin(step * 2.4) * 0.012;
    const timestamp = startedAt + step * 1000;
    const isLast = step === steps.length - 1;
    return [
      {
        key: 'cv_mean_accuracy',
        value: isLast ? accuracy : accuracy * (0.6 + 0.4 * grown) + wobble,
        step,
        timestamp,
      },
      {
        key: 'val_f1',
        value: isLast ? accuracy - 0.006 : accuracy * (0.55 + 0.43 * grown) - wobble,
        step,
        timestamp,
      },
      { key: 'train_acc', value: Math.min(1, 0.7 + 0.29 * grown), step, timestamp },
    ];
  });
}

/** Runs that come as fast as the engine takes them, each with a metric. */
export async function logRuns(
  client: EngineClient,
  experimentId: string,
  count: number,
  prefix = 'run',
): Promise<void> {
  const together = 50;
  for (let start = 0; start < count; start += together) {
    const names = Array.from(
      { length: Math.min(together, count - start) },
      (_, i) => `${prefix}-${String(start + i + 1)}`,
    );
    await Promise.all(names.map((name, i) => logRun(client, experimentId, name, (start + i) / count)));
  }
}

async function logRun(
  client: EngineClient,
  experimentId: string,
  name: string,
  accuracy: number,
): Promise<void> {
  const { runId } = await client.runs.create({ experimentId, name });
  await client.runs.logBatch({
    runId,
    metrics: [{ key: 'accuracy', value: accuracy }],
    params: [{ key: 'seed', value: name }],
  });
}
