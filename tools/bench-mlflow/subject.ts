import { api, createRun } from './seed-stile.ts';
import { experimentNames } from './seed-data.ts';
import { createRestClient, type RestClient } from './rest-client.ts';
import type { Server } from './servers.ts';

/** A running server with seeded data, and what the calls need to know of it. */
export interface Subject {
  server: Server;
  client: RestClient;
  /** ids of the experiments */
  runs: string;
  history: string;
  scratch: string;
  /** of some seeded runs */
  runIds: string[];
  historyRunIds: string[];
  /** A run to log to. */
  scratchRunId: string;
  /** A number that was not there before, for what must be new. */
  next(): number;
}

const someRuns = 100;

export async function openSubject(server: Server): Promise<Subject> {
  const client = createRestClient(server.address);
  const runs = await findExperiment(client, experimentNames.runs);
  const history = await findExperiment(client, experimentNames.history);
  const scratch = await findExperiment(client, experimentNames.scratch);
  let calls = 0;
  return {
    server,
    client,
    runs,
    history,
    scratch,
    runIds: await findRunIds(client, runs),
    historyRunIds: await findRunIds(client, history),
    scratchRunId: await createRun(client, scratch, { startTime: Date.now(), tags: [] }),
    next: () => calls++,
  };
}

async function findExperiment(client: RestClient, name: string): Promise<string> {
  const path = api(`experiments/get-by-name?experiment_name=${encodeURIComponent(name)}`);
  const answer = await client.read({ method: 'GET', path });
  return (answer as { experiment: { experiment_id: string } }).experiment.experiment_id;
}

async function findRunIds(client: RestClient, experimentId: string): Promise<string[]> {
  const body = { experiment_ids: [experimentId], max_results: someRuns };
  const answer = await client.read({ method: 'POST', path: api('runs/search'), body });
  return (answer as { runs: { info: { run_id: string } }[] }).runs.map(({ info }) => info.run_id);
}
