import { setTimeout as wait } from 'node:timers/promises';
import { createRandom, type Random } from './random.ts';
import { connectRest, type RestConnection, type RestReply } from './rest-connection.ts';

export interface LoadOptions {
  address: string;
  clients: number;
  /** of each client */
  callsPerSecond: number;
  seconds: number;
  seed: number;
  /** Besides the runs that the clients make, these are searched. */
  searchedExperimentId?: string;
}

export interface LoadResult {
  calls: number;
  /** What was not answered with 200, in words. */
  errors: string[];
  acknowledgedPoints: number;
  /** Points that were acknowledged and are not in the history afterwards, or are there and were never sent. */
  lostPoints: number;
  strayPoints: number;
  /** As the clients saw it, ms of each call. */
  times: number[];
  /** Of the load, without what is looked up afterwards, ms since 1970 UTC. */
  startedAt: number;
  endedAt: number;
}

/** What one client knows to be stored: value by step, by run and key. */
type Stored = Map<string, Map<string, Map<number, number>>>;

interface Client {
  rest: RestConnection;
  random: Random;
  experimentId: string;
  searchedExperimentId: string;
  runId: string;
  step: number;
  stored: Stored;
  result: LoadResult;
}

const batchKeys = 10;
const batchSteps = 5;

/**
 * Clients that call as scripts do, each at its own pace: metrics one by one and in batches, reads, searches, new runs.
 * Afterwards every point that was acknowledged is looked up in the history.
 */
export async function runMlflowLoad(options: LoadOptions): Promise<LoadResult> {
  const result: LoadResult = {
    calls: 0,
    errors: [],
    acknowledgedPoints: 0,
    lostPoints: 0,
    strayPoints: 0,
    times: [],
    startedAt: Date.now(),
    endedAt: 0,
  };
  const experimentId = await createExperiment(options.address, `load ${options.seed}`);
  const clients = await Promise.all(
    Array.from({ length: options.clients }, (_, n) => openClient(options, n, experimentId, result)),
  );
  await Promise.all(clients.map((client) => callAtPace(client, options)));
  result.endedAt = Date.now();
  for (const client of clients) await checkHistory(client);
  for (const { rest } of clients) rest.close();
  return result;
}

async function createExperiment(address: string, name: string): Promise<string> {
  const rest = connectRest(address);
  const { status, text } = await rest.post('experiments/create', { name });
  rest.close();
  if (status !== 200) throw new Error(`experiments/create answered ${status}: ${text}`);
  return (JSON.parse(text) as { experiment_id: string }).experiment_id;
}

async function openClient(
  { address, seed, searchedExperimentId }: LoadOptions,
  n: number,
  experimentId: string,
  result: LoadResult,
): Promise<Client> {
  const client: Client = {
    rest: connectRest(address),
    random: createRandom(seed * 1000 + n),
    experimentId,
    searchedExperimentId: searchedExperimentId ?? experimentId,
    runId: '',
    step: 0,
    stored: new Map(),
    result,
  };
  await createRun(client);
  return client;
}

/** Calls on the beat; a call that is answered late delays the next one, and the beat is made up for. */
async function callAtPace(client: Client, { callsPerSecond, seconds }: LoadOptions): Promise<void> {
  const beat = 1000 / callsPerSecond;
  const start = performance.now() + client.random.next() * beat;
  for (let n = 0; n < callsPerSecond * seconds; n++) {
    const ahead = start + n * beat - performance.now();
    if (ahead > 0) await wait(ahead);
    await pickCall(client)(client);
  }
}

function pickCall({ random }: Client): (client: Client) => Promise<void> {
  const share = random.next();
  if (share < 0.5) return logMetric;
  if (share < 0.7) return logBatch;
  if (share < 0.83) return getRun;
  if (share < 0.95) return search;
  return createRun;
}

async function logMetric(client: Client): Promise<void> {
  const point = nextPoint(client, 'loss');
  const reply = await client.rest.post('runs/log-metric', { run_id: client.runId, ...point });
  if (note(client, 'log-metric', reply)) remember(client, [point]);
}

async function logBatch(client: Client): Promise<void> {
  const metrics = Array.from({ length: batchKeys * batchSteps }, (_, n) =>
    nextPoint(client, `batch-${n % batchKeys}`),
  );
  const params = [{ key: `param-${client.step}`, value: 'x' }];
  const reply = await client.rest.post('runs/log-batch', { run_id: client.runId, metrics, params });
  if (note(client, 'log-batch', reply)) remember(client, metrics);
}

async function getRun(client: Client): Promise<void> {
  note(client, 'runs/get', await client.rest.get(`runs/get?run_id=${client.runId}`));
}

async function search(client: Client): Promise<void> {
  const body = {
    experiment_ids: [client.searchedExperimentId],
    max_results: 100,
    filter: client.random.pick(['', 'metrics.loss < 0.5', "attributes.status = 'RUNNING'"]),
    order_by: client.random.pick([[], ['metrics.loss DESC']]),
  };
  note(client, 'runs/search', await client.rest.post('runs/search', body));
}

async function createRun(client: Client): Promise<void> {
  const body = { experiment_id: client.experimentId, start_time: 1_760_000_000_000 + client.step };
  const reply = await client.rest.post('runs/create', body);
  if (!note(client, 'runs/create', reply)) return;
  const { run } = JSON.parse(reply.text) as { run: { info: { run_id: string } } };
  client.runId = run.info.run_id;
  client.stored.set(client.runId, new Map());
}

interface Point {
  key: string;
  value: number;
  step: number;
  timestamp: number;
}

function nextPoint(client: Client, key: string): Point {
  const step = client.step++;
  return { key, value: client.random.next(), step, timestamp: 1_760_000_000_000 + step };
}

function note({ result }: Client, call: string, { status, text, ms }: RestReply): boolean {
  result.calls++;
  result.times.push(ms);
  if (status === 200) return true;
  result.errors.push(`${call} answered ${status}: ${text.slice(0, 200)}`);
  return false;
}

function remember({ stored, runId, result }: Client, points: readonly Point[]): void {
  const keys = stored.get(runId);
  for (const { key, step, value } of points) {
    const values = keys?.get(key) ?? new Map<number, number>();
    keys?.set(key, values.set(step, value));
  }
  result.acknowledgedPoints += points.length;
}

async function checkHistory({ rest, stored, result }: Client): Promise<void> {
  for (const [runId, keys] of stored) {
    for (const [key, values] of keys) {
      const path = `metrics/get-history?run_id=${runId}&metric_key=${key}&max_results=25000`;
      const { status, text } = await rest.get(path);
      if (status !== 200) throw new Error(`get-history answered ${status}: ${text}`);
      const { metrics = [] } = JSON.parse(text) as { metrics?: Point[] };
      const found = metrics.filter(({ step, value }) => values.get(step) === value).length;
      result.lostPoints += values.size - found;
      result.strayPoints += metrics.length - found;
    }
  }
}
