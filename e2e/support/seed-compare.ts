import type { EngineClient } from '#contract/procedures.ts';

type SeedRun = {
  readonly name: string;
  readonly c: string;
  readonly features: string;
  readonly ngrams: string;
  readonly weight: string;
  readonly accuracy: number;
  readonly train: number;
  readonly calibration: number;
  readonly latency: number;
  /** Rows of the evaluation that only this run, and only the first run, gets right. */
  readonly fixed: number;
  readonly broken: number;
};

const story: readonly SeedRun[] = [
  {
    name: 'wren-12',
    c: '1',
    features: '20000',
    ngrams: '1, 2',
    weight: 'none',
    accuracy: 0.744,
    train: 0.981,
    calibration: 0.091,
    latency: 3.1,
    fixed: 0,
    broken: 0,
  },
  {
    name: 'ibis-41',
    c: '3',
    features: '30000',
    ngrams: '1, 3',
    weight: 'balanced',
    accuracy: 0.78,
    train: 0.954,
    calibration: 0.064,
    latency: 4,
    fixed: 40,
    broken: 21,
  },
  {
    name: 'ibis-40',
    c: '1',
    features: '30000',
    ngrams: '1, 3',
    weight: 'balanced',
    accuracy: 0.771,
    train: 0.957,
    calibration: 0.071,
    latency: 3.9,
    fixed: 35,
    broken: 21,
  },
  {
    name: 'sweep-3/04',
    c: '2',
    features: '25000',
    ngrams: '1, 2',
    weight: 'none',
    accuracy: 0.763,
    train: 0.968,
    calibration: 0.079,
    latency: 3.6,
    fixed: 34,
    broken: 24,
  },
];

const rows = 528;
const rightRows = 393;

/** Four runs of one experiment with histories, and with predictions of the same 528 rows. Returns their ids in order. */
export async function seedComparison(
  client: EngineClient,
): Promise<{ experimentId: string; runIds: string[] }> {
  const { experimentId } = await client.experiments.create({ name: 'sentiment_classification' });
  const runIds: string[] = [];
  for (const run of story) {
    const { runId } = await client.runs.create({ experimentId, name: run.name, userId: 'anna' });
    runIds.push(runId);
    await client.runs.logBatch({
      runId,
      params: pairs({
        C: run.c,
        max_features: run.features,
        ngram_range: run.ngrams,
        class_weight: run.weight,
        solver: 'lbfgs',
        lowercase: 'true',
      }),
      metrics: metricsOf(run),
      tags: pairs({ 'mlflow.source.git.commit': run.c.padEnd(40, 'f27b6d1'), owner: 'anna' }),
    });
    await client.runs.logInputs({ runId, datasets: [input(run.name.startsWith('ibis') ? 3 : 2)] });
    await writeText(client, runId, 'eval_results_table.json', predictionsOf(run));
    await writeText(client, runId, 'requirements.txt', `scikit-learn==1.9\nnumpy==2.4\n# C ${run.c}\n`);
    await client.runs.update({ runId, status: 'FINISHED' });
  }
  return { experimentId, runIds };
}

function pairs(values: Readonly<Record<string, string>>): { key: string; value: string }[] {
  return Object.entries(values).map(([key, value]) => ({ key, value }));
}

function metricsOf(run: SeedRun) {
  const last = {
    val_f1: run.accuracy - 0.006,
    train_accuracy: run.train,
    val_calibration_error: run.calibration,
    latency_p95_ms: run.latency,
    vocabulary_size: 18_220,
  };
  const course = Array.from({ length: 61 }, (_, step) => ({
    key: 'val_accuracy',
    value:
      step === 60 ? run.accuracy : run.accuracy - 0.24 * Math.exp(-step / 12) + 0.003 * Math.sin(step * 1.7),
    step,
  }));
  return [...Object.entries(last).map(([key, value]) => ({ key, value })), ...course];
}

function input(version: number) {
  return {
    name: 'sentiment',
    digest: `digest${String(version)}`,
    sourceType: 'stile',
    source: `datasets:/sentiment/${String(version)}`,
    profile: JSON.stringify({ num_rows: version === 3 ? 2640 : 2000 }),
    tags: [{ key: 'mlflow.data.context', value: 'training' }],
  };
}

/** As `mlflow.evaluate` writes them. The first run is right on the first 393 rows. */
function predictionsOf({ fixed, broken }: SeedRun): string {
  const data = Array.from({ length: rows }, (_, row) => {
    const isRight = row < rightRows ? row >= broken : row < rightRows + fixed;
    const target = row % 3 === 0 ? 'positive' : 'negative';
    const other = target === 'positive' ? 'negative' : 'positive';
    return [`row-${String(row)}`, target, isRight ? target : other];
  });
  return JSON.stringify({ columns: ['id', 'target', 'prediction'], data });
}

async function writeText(client: EngineClient, runId: string, path: string, text: string): Promise<void> {
  const chunk = new File([text], 'chunk');
  await client.artifacts.write({ runId, path, offset: 0, chunk, last: true });
}

/** Runs with params that vary and one metric that follows from them; returns their ids. */
export async function seedSweep(
  client: EngineClient,
  count: number,
): Promise<{ experimentId: string; runIds: string[] }> {
  const { experimentId } = await client.experiments.create({ name: 'sweep' });
  const runIds: string[] = [];
  const makeOne = async (at: number): Promise<void> => {
    const rate = 10 ** (-4 + (at % 10) / 3);
    const depth = 2 + (at % 7);
    const kind = ['linear', 'tree', 'boosted'][at % 3] ?? 'linear';
    const { runId } = await client.runs.create({ experimentId, name: `sweep-${String(at + 1)}` });
    runIds[at] = runId;
    await client.runs.logBatch({
      runId,
      params: pairs({
        learning_rate: rate.toPrecision(3),
        depth: String(depth),
        kind,
        dropout: ((at % 5) / 10).toFixed(1),
        seed: String(at),
        epochs: '20',
      }),
      metrics: [
        { key: 'val_accuracy', value: 0.6 + 0.02 * depth + 0.04 * Math.log10(rate / 1e-4) },
        { key: 'val_loss', value: 0.9 - 0.03 * depth },
      ],
    });
  };
  for (let start = 0; start < count; start += 50)
    await Promise.all(
      Array.from({ length: Math.min(50, count - start) }, (_, index) => makeOne(start + index)),
    );
  return { experimentId, runIds };
}
