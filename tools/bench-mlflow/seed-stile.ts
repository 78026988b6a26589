import { createRestClient, type RestClient } from './rest-client.ts';
import type { BenchSize } from './options.ts';
import { experimentNames, makeHistoryRun, makeSeedRun, type SeedRun } from './seed-data.ts';

const clients = 4;
/** With the params of a run below the 1,000 that a call may hold. */
const metricsPerBatch = 900;

/** Logs the seeded runs as any client would, over REST, on a few connections. */
export async function seedStile(address: string, size: BenchSize, seed: number): Promise<void> {
  const first = createRestClient(address);
  const ids = await createExperiments(first);
  first.close();
  const waiting = [
    ...range(size.historyRuns).map((n) => ({ experimentId: ids.history, make: () => history(n) })),
    ...range(size.runs).map((n) => ({ experimentId: ids.runs, make: () => makeSeedRun(n, seed) })),
  ].reverse();
  const history = (n: number): SeedRun => makeHistoryRun(n, size.historySteps, seed);
  const work = async (): Promise<void> => {
    const client = createRestClient(address);
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
      await logRun(client, next.experimentId, next.make());
    client.close();
  };
  await Promise.all(range(clients).map(work));
}

/** The experiments of the bench, by what they are for. */
export async function createExperiments(
  client: RestClient,
): Promise<Record<keyof typeof experimentNames, string>> {
  const create = async (name: string): Promise<string> => {
    const answer = await client.read({ method: 'POST', path: api('experiments/create'), body: { name } });
    return (answer as { experiment_id: string }).experiment_id;
  };
  return {
    runs: await create(experimentNames.runs),
    history: await create(experimentNames.history),
    scratch: await create(experimentNames.scratch),
  };
}

export function api(path: string): string {
  return `/api/2.0/mlflow/${path}`;
}

/** Creates a run and answers its id. */
export async function createRun(
  client: RestClient,
  experimentId: string,
  { startTime, tags }: Pick<SeedRun, 'startTime' | 'tags'>,
): Promise<string> {
  const body = { experiment_id: experimentId, start_time: startTime, tags };
  const answer = await client.read({ method: 'POST', path: api('runs/create'), body });
  return (answer as { run: { info: { run_id: string } } }).run.info.run_id;
}

async function logRun(client: RestClient, experimentId: string, run: SeedRun): Promise<void> {
  const runId = await createRun(client, experimentId, run);
  const { metrics, params } = run;
  for (let start = 0; start < metrics.length; start += metricsPerBatch) {
    const slice = metrics.slice(start, start + metricsPerBatch);
    const body = { run_id: runId, metrics: slice, ...(start === 0 && { params }) };
    await client.read({ method: 'POST', path: api('runs/log-batch'), body });
  }
  const body = { run_id: runId, status: 'FINISHED', end_time: run.endTime };
  await client.read({ method: 'POST', path: api('runs/update'), body });
}

function range(length: number): number[] {
  return Array.from({ length }, (_, n) => n);
}
