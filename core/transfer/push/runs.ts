import { hasCode } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import { getExperiment, getRunRecord, type RunRecord } from '#core/tracking/index.ts';
import { fingerprintOf, toText } from '../import/cells.ts';
import { findObject, findTheirs } from '../objects.ts';
import { part, parts, type Message } from '../rest/messages.ts';
import { restCode } from '../rest/mlflow-http.ts';
import { createOnce } from './create-once.ts';
import { pushExperiment } from './experiments.ts';
import { localFiles, pushFiles } from './files.ts';
import { logToRun } from './log-to-run.ts';
import { api, refusalOf, remember, runTag, type PushWork } from './push-context.ts';

/**
 * Sends a run, after the run that it is nested in. A run that was sent before is found by its tag and brought up to
 * date; one that has not changed since is passed over.
 * @returns its id on the server; null when it cannot be sent
 */
export function pushRun(
  work: PushWork,
  runId: string,
  above: readonly string[] = [],
): Promise<string | null> {
  const known = work.runs.get(runId);
  if (known !== undefined) return known;
  const pushed = pushNew(work, runId, above);
  work.runs.set(runId, pushed);
  return pushed;
}

async function pushNew(work: PushWork, runId: string, above: readonly string[]): Promise<string | null> {
  const { job } = work;
  job.signal.throwIfAborted();
  const record = readRecord(job.ctx, runId);
  if (record === null || record.run.lifecycle === 'deleted') return null;
  const experiment = getExperiment(job.ctx, record.run.experimentId);
  const experimentId = await pushExperiment(work, experiment);
  if (experimentId === null) return null;
  const { parentRunId } = record.run;
  const parent =
    parentRunId === null || above.includes(parentRunId)
      ? null
      : await pushRun(work, parentRunId, [...above, runId]);
  try {
    const theirs = await sendRun(work, record, experimentId, parent);
    for (const modelId of record.modelInputs) {
      work.modelUses.set(modelId, [...(work.modelUses.get(modelId) ?? []), theirs]);
    }
    return theirs;
  } catch (error) {
    const detail = refusalOf(error);
    job.tally.remark({ kind: 'run', what: runId, problem: 'refused', detail });
    return null;
  }
}

function readRecord(ctx: EngineContext, runId: string): RunRecord | null {
  try {
    return getRunRecord(ctx, runId);
  } catch (error) {
    if (hasCode(error, 'NOT_FOUND')) return null;
    throw error;
  }
}

async function sendRun(
  work: PushWork,
  record: RunRecord,
  experimentId: string,
  parent: string | null,
): Promise<string> {
  const { job, order, target } = work;
  const { run } = record;
  const mark = await fingerprintRun(work, record, parent);
  const found = await findThere(work, run.runId, experimentId);
  const theirs = found === null ? null : runIdOf(found);
  if (theirs !== null && findObject(job.ctx.db, job.sideId, 'run', theirs)?.fingerprint === mark) {
    job.tally.report.same.runs++;
    return theirs;
  }
  const there = found ?? (await createThere(work, record, experimentId, parent));
  const id = runIdOf(there);
  await remember(work, 'run', id, run.runId, '');
  await logToRun(work, record, id, parent);
  if (order.files !== false) {
    const uri = toText(part(there, 'info')['artifact_uri']);
    const owner = { kind: 'run', id, experimentId, uri } as const;
    await pushFiles(work, { runId: run.runId }, owner, { isNew: found === null });
  }
  await target.http.post(`${api}/runs/update`, {
    run_id: id,
    run_uuid: id,
    status: run.status,
    ...(run.endedAt !== null && { end_time: run.endedAt }),
  });
  await remember(work, 'run', id, run.runId, mark);
  job.tally.report[found === null ? 'fresh' : 'changed'].runs++;
  work.sent.push({ ours: run.runId, theirs: id });
  job.progress('runs');
  return id;
}

/** Everything of a run that is sent, its files by name and size. */
async function fingerprintRun(
  { job, order }: PushWork,
  record: RunRecord,
  parent: string | null,
): Promise<string> {
  const files: unknown[] = [];
  if (order.files !== false) {
    for await (const { path, size } of localFiles(job.ctx, { runId: record.run.runId }))
      files.push([path, size]);
  }
  const { childCount: _children, ...run } = record.run;
  return fingerprintOf([run, record.datasets, files, parent, order.files !== false]);
}

function runIdOf(run: Message): string {
  const info = part(run, 'info');
  return toText(info['run_id'] ?? info['run_uuid']);
}

/** Where it was sent to before, else the run that has its tag. */
async function findThere(work: PushWork, runId: string, experimentId: string): Promise<Message | null> {
  const { job, target } = work;
  const theirs = findTheirs(job.ctx.db, job.sideId, 'run', runId);
  if (theirs !== null) {
    const run = await getThere(work, theirs);
    if (run !== null && part(run, 'info')['lifecycle_stage'] !== 'deleted') return run;
  }
  const answer = await target.http.post(`${api}/runs/search`, {
    experiment_ids: [experimentId],
    filter: `tags.\`${runTag}\` = '${runId}'`,
    max_results: 1,
  });
  return parts(answer, 'runs')[0] ?? null;
}

export async function getThere({ target }: PushWork, theirs: string): Promise<Message | null> {
  try {
    return part(await target.http.get(`${api}/runs/get`, { run_id: theirs, run_uuid: theirs }), 'run');
  } catch (error) {
    if (restCode(error) === 'RESOURCE_DOES_NOT_EXIST') return null;
    throw error;
  }
}

function createThere(
  work: PushWork,
  { run }: RunRecord,
  experimentId: string,
  parent: string | null,
): Promise<Message> {
  const { target } = work;
  const tags = [
    { key: 'mlflow.runName', value: run.name },
    { key: runTag, value: run.runId },
    ...(parent === null ? [] : [{ key: 'mlflow.parentRunId', value: parent }]),
  ];
  const body = {
    experiment_id: experimentId,
    run_name: run.name,
    user_id: run.userId,
    start_time: run.startedAt,
    tags,
  };
  return createOnce(
    async () => part(await target.http.post(`${api}/runs/create`, body, { once: true }), 'run'),
    () => findThere(work, run.runId, experimentId),
  );
}
