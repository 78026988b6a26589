import type { DatasetVersion } from '#contract/datasets.ts';
import type { EngineClient } from '#contract/procedures.ts';
import { demoTag, type RunPlan } from './run-plan.ts';

const pointsPerCall = 1000;

/** What the runs of the story know of each other. */
export interface Logged {
  readonly runIds: Map<string, string>;
  readonly experimentIds: ReadonlyMap<string, string>;
  readonly datasets: ReadonlyMap<string, DatasetVersion>;
}

/** The beginning of a run: who, of what, with which params. */
export async function startPlan(
  client: EngineClient,
  plan: RunPlan,
  startedAt: number,
  logged: Logged,
): Promise<void> {
  const experimentId = logged.experimentIds.get(plan.experiment);
  if (experimentId === undefined) throw new Error(`no experiment ${plan.experiment}`);
  const parentRunId =
    plan.parent === null ? undefined : logged.runIds.get(`${plan.experiment}/${plan.parent}`);
  const tags = Object.entries(plan.tags).flatMap(([key, value]) => (value === '' ? [] : [{ key, value }]));
  const { runId } = await client.runs.create({
    experimentId,
    name: plan.name,
    userId: plan.user,
    startedAt,
    tags: [demoTag, ...tags],
    ...(parentRunId === undefined ? {} : { parentRunId }),
  });
  logged.runIds.set(`${plan.experiment}/${plan.name}`, runId);
  const params = Object.entries(plan.params).map(([key, value]) => ({ key, value: String(value) }));
  const datasets = plan.inputs.map((input) => toInput(input, logged));
  await Promise.all([
    client.runs.logBatch({ runId, params }),
    ...(datasets.length === 0 ? [] : [client.runs.logInputs({ runId, datasets })]),
  ]);
}

function toInput({ name, version, context }: RunPlan['inputs'][number], { datasets }: Logged) {
  const found = datasets.get(`${name}/${version}`);
  if (found === undefined) throw new Error(`no dataset ${name} ${version}`);
  return {
    name,
    digest: found.digest,
    sourceType: 'stile',
    source: found.uri,
    tags: [{ key: 'mlflow.data.context', value: context }],
  };
}

/** What a run came to: its histories, its files, how it ended. */
export async function endPlan(
  client: EngineClient,
  plan: RunPlan,
  startedAt: number,
  endedAt: number,
  logged: Logged,
): Promise<void> {
  const runId = logged.runIds.get(`${plan.experiment}/${plan.name}`) ?? '';
  const lasts = endedAt - startedAt;
  const share = Math.max(0.001, ...plan.points.map(({ at }) => at));
  const metrics = plan.points.map(({ key, value, step, at }) => ({
    key,
    value,
    step,
    timestamp: Math.round(startedAt + (lasts * at) / share),
  }));
  const pieces = Array.from({ length: Math.ceil(metrics.length / pointsPerCall) }, (_, i) =>
    metrics.slice(i * pointsPerCall, (i + 1) * pointsPerCall),
  );
  // At once, so that they share a commit.
  await Promise.all([
    ...pieces.map((some) => client.runs.logBatch({ runId, metrics: some })),
    ...Object.entries(plan.files(startedAt)).map(([path, content]) =>
      writeFile(client, runId, path, content),
    ),
  ]);
  if (plan.status !== 'RUNNING') await client.runs.update({ runId, status: plan.status, endedAt });
}

export async function writeFile(
  client: EngineClient,
  runId: string,
  path: string,
  content: string | Uint8Array<ArrayBuffer>,
): Promise<void> {
  await client.artifacts.write({ runId, path, offset: 0, last: true, chunk: new File([content], 'file') });
}
