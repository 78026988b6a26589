import type { DatasetVersion } from '#contract/datasets.ts';
import type { EngineClient } from '#contract/procedures.ts';
import type { Engine } from '#core/engine.ts';
import { planChurnRuns } from './churn-runs.ts';
import { addVersion, customerVersions, photoVersions, reviewVersions, type DatasetPlan } from './datasets.ts';
import { endPlan, startPlan, writeFile, type Logged } from './log-plan.ts';
import { parquetFile } from './model-files.ts';
import { planPhotoRuns } from './photo-runs.ts';
import { createEvalRows } from './predictions.ts';
import { tellProduction, type Happening } from './production.ts';
import { planPromptRuns } from './prompt-runs.ts';
import { tellReleases } from './releases.ts';
import { demoTag, day, minute, type RunPlan } from './run-plan.ts';
import { planSentimentRuns } from './sentiment-runs.ts';
import type { StoryClock } from './story-clock.ts';

const evalRowCount = 400;

/** Where the story begins, in ms before its end. */
export const storyLength = 45 * day;

/**
 * Tells the whole story into a workspace, through the procedures that people and scripts call, at the moments at which
 * it is said to have happened: 240 runs, three models with nine versions, 30 batches with a time of drift.
 */
export async function buildGallery(
  engine: Engine,
  clock: StoryClock,
  options: { now: number; seed: number },
): Promise<void> {
  const { now, seed } = options;
  const person = engine.createClient({ kind: 'screen', name: 'window' });
  const script = engine.createClient({ kind: 'client', name: 'mlflow-python-client/3.17.2' });
  const command = engine.createClient({ kind: 'command', name: 'stile' });
  const logged: Logged & { datasets: Map<string, DatasetVersion> } = {
    runIds: new Map(),
    datasets: new Map(),
    experimentIds: await createExperiments(person),
  };
  const keep = async (plan: DatasetPlan): Promise<void> => {
    logged.datasets.set(`${plan.name}/${plan.version}`, await addVersion(person, plan));
  };
  for (const plan of [...reviewVersions.slice(0, 1), ...customerVersions.slice(0, 1), ...photoVersions])
    await keep(plan);
  await person.workshop.create({});
  logged.datasets.set('reviews_heldout/1', await person.datasets.get({ name: 'reviews_heldout' }));
  const plans = planRuns(await readEvalRows(person, seed), seed);
  const happenings: Happening[] = [
    ...tellRuns(script, plans, logged, now),
    ...tellProduction({ person, command }),
    ...tellReleases(person, plans, logged),
    { before: 20 * day, happen: () => keep(customerVersions[1] as DatasetPlan) },
    { before: 33 * day, happen: () => keep(reviewVersions[1] as DatasetPlan) },
    { before: 24 * day, happen: () => keep(reviewVersions[2] as DatasetPlan) },
    // Made by the training that took in the rows of the drift.
    {
      before: 6.7 * day,
      happen: async () => logged.datasets.set('reviews/4', await person.datasets.get({ name: 'reviews' })),
    },
    { before: 15 * minute, happen: () => tidyUp(person, script, logged) },
  ];
  for (const { before, happen } of happenings.sort((a, b) => b.before - a.before)) {
    clock.moveTo(now - before);
    await happen();
  }
  clock.moveTo(now);
}

function planRuns(rows: ReturnType<typeof createEvalRows>, seed: number): RunPlan[] {
  return [
    ...planSentimentRuns(rows, seed),
    ...planChurnRuns(seed + 1),
    ...planPhotoRuns(seed + 2),
    ...planPromptRuns(seed + 3),
  ];
}

/** Each run begins and ends at its moment. */
function tellRuns(client: EngineClient, plans: readonly RunPlan[], logged: Logged, now: number): Happening[] {
  return plans.flatMap((plan): Happening[] => {
    const startedAt = now - plan.before;
    const after = plan.seconds === null ? 0 : Math.max(0, plan.before - plan.seconds * 1000);
    return [
      { before: plan.before, happen: () => startPlan(client, plan, startedAt, logged) },
      { before: after, happen: () => endPlan(client, plan, startedAt, now - after, logged) },
    ];
  });
}

const experiments: readonly [name: string, note: string, owner: string][] = [
  [
    'sentiment_classification',
    'Praise or complaint? Trained on the reviews of the shop, measured on 400 rows that nobody trains on.',
    'kim',
  ],
  ['churn_baseline', 'Who leaves within three months. Boosted trees before anything deeper.', 'noor'],
  ['photo_quality', 'Is a photo of a shelf good enough to be looked at?', 'alva'],
  ['prompt_length_ablation', 'How long the prompt of the support assistant has to be.', 'noor'],
];

async function createExperiments(client: EngineClient): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const [name, note, owner] of experiments) {
    const tags = [demoTag, { key: 'mlflow.note.content', value: note }, { key: 'owner', value: owner }];
    ids.set(name, (await client.experiments.create({ name, tags })).experimentId);
  }
  return ids;
}

/** The held-out rows with the difficulty that each has for every model. */
async function readEvalRows(client: EngineClient, seed: number) {
  const { columns, rows } = await client.datasets.preview({
    name: 'reviews_heldout',
    maxResults: evalRowCount,
  });
  const cell = (row: readonly (string | null)[], column: string): string =>
    row[columns.indexOf(column)] ?? '';
  return createEvalRows(
    rows.map((row) => ({ id: cell(row, 'id'), target: cell(row, 'label'), input: cell(row, 'text') })),
    seed,
  );
}

/** What people do on a quiet afternoon: throw away what was only tried, keep a table, rename. */
async function tidyUp(
  person: EngineClient,
  script: EngineClient,
  { runIds, experimentIds }: Logged,
): Promise<void> {
  const runId = runIds.get('sentiment_classification/sweep-11') ?? '';
  await writeFile(script, runId, 'tables/reviews.parquet', parquetFile());
  await person.runs.setTag({ runId, key: 'baseline', value: 'yes' });
  for (const name of ['tryout-1', 'tryout-2', 'tryout-3']) {
    const experimentId = experimentIds.get('sentiment_classification') ?? '';
    const tried = await script.runs.create({ experimentId, name, userId: 'kim', tags: [demoTag] });
    await script.runs.update({ runId: tried.runId, status: 'FINISHED' });
    await person.runs.delete({ runId: tried.runId });
  }
}
