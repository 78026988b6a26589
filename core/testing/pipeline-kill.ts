import { existsSync, readdirSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { PipelineRun } from '#contract/pipelines.ts';
import type { EngineClient } from '#contract/procedures.ts';
import { openEngine, type Engine } from '#core/engine.ts';
import { systemClock } from '#core/kernel/clock.ts';
import { blobStagingFolder } from '#core/store/blobs.ts';
import type { PipelineOrder } from './pipeline-writer.ts';
import { startTestProcess, type TestProcess } from './processes.ts';
import { testActor, testEngineOptions } from './with-engine.ts';

export interface PipelineKillTrial {
  workspace: string;
  /** `dist/engine.cjs` */
  engineFile: string;
  kills: number;
}

export interface PipelineKillFigures {
  kills: number;
  /** Kills that met a run under way. */
  inWork: number;
  /** Runs that went on after a kill, runs that were told to have ended, model versions and batches that were checked. */
  recovered: number;
  ended: number;
  versions: number;
  batches: number;
  trainMs: number;
  predictMs: number;
  seconds: number;
}

const model = 'sentiment_classifier';
/** Every second kill hits a batch, the others a training; a batch is large so that there is something to hit. */
const orders: readonly [PipelineOrder, PipelineOrder] = [
  { name: 'train', params: {} },
  { name: 'predict', params: { rows: 500 } },
];

/** Kills are spread over more than the measured length: its last steps must be hit, too, and some runs must end. */
const beyond = 1.2;

/** What the killed processes were told had happened. */
interface Ledger {
  started: Set<string>;
  ended: Map<string, PipelineRun>;
}

/**
 * Kills an engine in the middle of trainings and batches, and looks at what is left with an engine of this process.
 * Throws when a run that broke off does not go on to its end, when anything acknowledged is gone, or half there.
 */
export async function runPipelineKills(trial: PipelineKillTrial): Promise<PipelineKillFigures> {
  const began = performance.now();
  const ledger: Ledger = { started: new Set(), ended: new Map() };
  const [trainMs, predictMs] = await measureRuns(trial, ledger);
  let [inWork, recovered] = [0, 0];
  for (let kill = 0; kill < trial.kills; kill++) {
    // Evenly spread whatever the number of kills: the golden ratio's multiples leave no gap.
    const share = (kill * 0.6180339887) % 1;
    const isTraining = kill % 2 === 0;
    const runMs = (isTraining ? trainMs : predictMs) * beyond;
    const wasBusy = await killOnce(trial, ledger, orders[isTraining ? 0 : 1], share * runMs);
    if (wasBusy) inWork++;
    recovered = await inspect(trial, ledger, kill);
  }
  const counts = await withCheckedEngine(trial.workspace, countAll);
  const seconds = (performance.now() - began) / 1000;
  return {
    kills: trial.kills,
    inWork,
    recovered,
    ended: ledger.ended.size,
    ...counts,
    trainMs,
    predictMs,
    seconds,
  };
}

/** One life that ends in peace: how long each pipeline takes. */
async function measureRuns(trial: PipelineKillTrial, ledger: Ledger): Promise<[number, number]> {
  const writer = await startWriter(trial);
  const times: number[] = [];
  for (const order of orders) {
    const start = performance.now();
    send(writer, order);
    await hear(writer, ledger);
    await hear(writer, ledger);
    times.push(performance.now() - start);
  }
  await writer.end();
  return [times[0] ?? 0, times[1] ?? 0];
}

async function killOnce(
  trial: PipelineKillTrial,
  ledger: Ledger,
  order: PipelineOrder,
  afterMs: number,
): Promise<boolean> {
  const writer = await startWriter(trial);
  const known = ledger.ended.size;
  send(writer, order);
  await wait(afterMs);
  writer.child.kill('SIGKILL');
  for (;;) if (!(await hear(writer, ledger))) break;
  await writer.kill();
  return ledger.ended.size === known;
}

async function startWriter(trial: PipelineKillTrial): Promise<TestProcess> {
  const writer = startTestProcess('pipeline-writer.ts', [trial.workspace, trial.engineFile]);
  const line = await writer.lines.next();
  if (line.value !== 'open') throw new Error(`the writer did not open the workspace: ${String(line.value)}`);
  return writer;
}

function send(writer: TestProcess, order: PipelineOrder): void {
  writer.child.stdin.write(`${JSON.stringify(order)}\n`);
}

/** Takes one line down; false when there are no more. */
async function hear(writer: TestProcess, ledger: Ledger): Promise<boolean> {
  const line = await writer.lines.next();
  if (line.done === true) return false;
  const [, word, rest = ''] = /^(\w+) (.*)$/.exec(line.value) ?? [];
  if (word === 'started') ledger.started.add(rest);
  if (word === 'done') {
    const run = JSON.parse(rest) as PipelineRun;
    ledger.ended.set(run.pipelineRunId, run);
  }
  return true;
}

async function inspect({ workspace }: PipelineKillTrial, ledger: Ledger, kill: number): Promise<number> {
  try {
    return await withCheckedEngine(workspace, async (client, engine) => {
      await checkMarks(client);
      // As an engine that stays does: what was left goes on.
      await engine.startSchedules();
      const recovered = await checkRuns(client, ledger);
      await checkTrackingRuns(client);
      await checkVersions(client, ledger);
      await checkBatches(client, ledger);
      checkFolders(engine);
      return recovered;
    });
  } catch (error) {
    throw new Error(`after kill ${kill + 1} in ${workspace}`, { cause: error });
  }
}

async function withCheckedEngine<T>(
  workspace: string,
  use: (client: EngineClient, engine: Engine) => Promise<T>,
): Promise<T> {
  const engine = await openEngine({ ...testEngineOptions(workspace), clock: systemClock });
  try {
    return await use(engine.createClient(testActor), engine);
  } finally {
    await engine.stop();
  }
}

/** Before anything goes on, nothing that died with its engine is said to work. */
async function checkMarks(client: EngineClient): Promise<void> {
  const { runs } = await client.pipelines.runs({ maxResults: 5000 });
  for (const run of runs.filter(({ state }) => state === 'running')) {
    if (!run.flags.recovered) throw new Error(`run ${run.pipelineRunId} does not say that it was taken over`);
    const moving = run.tasks.find(({ state }) => state === 'running' || state === 'queued');
    if (moving !== undefined) throw new Error(`task ${moving.taskId} is left ${moving.state}`);
  }
}

/** Every run that was acknowledged is there, goes on by itself, and ends well; what was told of an end stays so. */
async function checkRuns(client: EngineClient, ledger: Ledger): Promise<number> {
  const { runs: left } = await client.pipelines.runs({ maxResults: 5000 });
  for (const { pipelineRunId, state } of left)
    if (!endedStates.includes(state)) await client.pipelines.waitRun({ pipelineRunId, maxWaitMs: 60_000 });
  const { runs } = await client.pipelines.runs({ maxResults: 5000 });
  const found = new Set(runs.map((run) => run.pipelineRunId));
  for (const id of ledger.started) if (!found.has(id)) throw new Error(`pipeline run ${id} is gone`);
  for (const run of runs) checkRun(run, ledger.ended.get(run.pipelineRunId));
  return runs.filter(({ flags }) => flags.recovered).length;
}

const endedStates: readonly string[] = ['success', 'failed', 'canceled'];

function checkRun(run: PipelineRun, told: PipelineRun | undefined): void {
  const { pipelineRunId: id, state, reason } = run;
  if (told !== undefined && JSON.stringify(told) !== JSON.stringify(run))
    throw new Error(`run ${id} is not what was acknowledged`);
  if (state !== 'success') throw new Error(`run ${id} ended as ${state}: ${reason ?? ''}`);
}

/** No run of a task that is gone says that it still runs. */
async function checkTrackingRuns(client: EngineClient): Promise<void> {
  const { runs } = await client.runs.search({ filter: "attributes.status = 'RUNNING'", maxResults: 10 });
  if (runs.length > 0) throw new Error(`tracking run ${runs[0]?.runId ?? ''} is left RUNNING`);
}

/** Every version answers, and every one that was told of is there. */
async function checkVersions(client: EngineClient, ledger: Ledger): Promise<void> {
  const { versions } = await client.registry.versions({ name: model });
  for (const { uri } of versions) await client.serving.predict({ model: uri, texts: ['a fine room'] });
  for (const run of ledger.ended.values()) {
    const version = run.tasks.find(({ taskId }) => taskId === 'register')?.attempts.at(-1)?.outputs[
      'version'
    ];
    if (version !== undefined && !versions.some((known) => known.version === version))
      throw new Error(`version ${JSON.stringify(version)} is gone`);
  }
}

/** Every batch has all of its rows, and every one that was told of is there. */
async function checkBatches(client: EngineClient, ledger: Ledger): Promise<void> {
  const { batches } = await client.monitoring.batches({ maxResults: 5000 });
  const newest = batches.slice(0, 3);
  for (const { batchId, rows } of newest) {
    const page = await client.monitoring.rows({ batchId, maxResults: rows + 1 });
    if (page.rows.length !== rows)
      throw new Error(`batch ${batchId} has ${page.rows.length} of ${rows} rows`);
  }
  for (const run of ledger.ended.values()) {
    const task = run.tasks.find(({ taskId }) => taskId === 'batch_predict');
    const batch = task?.attempts.at(-1)?.outputs['batch'];
    if (batch !== undefined && !batches.some(({ batchId }) => batchId === batch))
      throw new Error(`batch ${JSON.stringify(batch)} is gone`);
  }
}

/** Nothing is left of what the killed engine was writing, nor of what went on after it. */
function checkFolders({ ctx: { paths } }: Engine): void {
  for (const folder of [paths.incoming, blobStagingFolder(paths)]) {
    const left = existsSync(folder) ? readdirSync(folder) : [];
    if (left.length > 0) throw new Error(`${left[0] ?? ''} is left in ${folder}`);
  }
}

async function countAll(
  client: EngineClient,
  { ctx }: Engine,
): Promise<{ versions: number; batches: number }> {
  const verdict = ctx.db.get<{ quick_check: string }>('PRAGMA quick_check')?.quick_check;
  if (verdict !== 'ok') throw new Error(`the database: ${verdict ?? 'no answer'}`);
  const { versions } = await client.registry.versions({ name: model });
  const { batches } = await client.monitoring.batches({ maxResults: 5000 });
  return { versions: versions.length, batches: batches.length };
}
