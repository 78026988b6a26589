import { createHash } from 'node:crypto';
import type { ImportOrder } from '#contract/transfer.ts';
import { bringPoints, bringRun, isLoggedModelKnown, isRunKnown } from '#core/tracking/index.ts';
import type { JobContext } from '../job.ts';
import { findObject, rememberObject, wasImported } from '../objects.ts';
import { createWorkPool } from '../work-pool.ts';
import { bringFiles } from './files.ts';
import type { ExperimentMap } from './experiments.ts';
import { withOrigin } from './import-names.ts';
import type { ForeignPoint, ForeignRun, MlflowSource } from './source.ts';

/** Runs that are brought at the same time: their writes share commits, their files the waits for the disk. */
const runsAtOnce = 6;

/** Brings the runs of the experiments that were brought; those that have not changed since are passed over. */
export async function bringRuns(
  job: JobContext,
  source: MlflowSource,
  order: ImportOrder,
  experiments: ExperimentMap,
): Promise<void> {
  const pool = createWorkPool(runsAtOnce);
  for await (const from of source.runs(new Set(experiments.keys()))) {
    job.signal.throwIfAborted();
    await pool.add(() => bringOne({ job, source, order, experiments }, from));
    job.progress('runs');
  }
  await pool.drain();
}

interface RunImport {
  job: JobContext;
  source: MlflowSource;
  order: ImportOrder;
  experiments: ExperimentMap;
}

async function bringOne(work: RunImport, from: ForeignRun): Promise<void> {
  const { job, source, order } = work;
  const { ctx, sideId, tally } = job;
  const known = findObject(ctx.db, sideId, 'run', from.id);
  const mark = order.files === false ? `${from.fingerprint} without files` : from.fingerprint;
  if (known !== null && !isRunKnown(ctx.db, known.ours)) {
    tally.remark({
      kind: 'run',
      what: from.id,
      problem: 'deleted_here',
      detail: `The run "${from.name}" was brought before and deleted for good here since.`,
    });
    return;
  }
  if (known !== null && (known.fingerprint === mark || known.fingerprint === from.fingerprint)) {
    tally.report.same.runs++;
    return;
  }
  const runId = known?.ours ?? chooseId(job, from);
  const isNew = await bringRow(work, from, runId);
  if (order.files !== false) {
    await bringFiles(
      job,
      source,
      { kind: 'run', id: from.id, experimentId: from.experimentId, uri: from.artifactUri },
      { runId },
    );
  }
  await ctx.write((tx) => {
    tx.unchanged();
    rememberObject(tx, sideId, 'run', from.id, { ours: runId, fingerprint: mark });
  });
  tally.report[isNew && known === null ? 'fresh' : 'changed'].runs++;
  job.progress('runs');
}

/**
 * The id is kept, so that `runs:/<id>` means the same here. A run of this id that another import brought is the same
 * run, under another address of its store; only one that was made here is another. An id of its own is made of the old
 * one: a child that comes before its parent, or in an import before the one that brings the parent, names it already.
 */
function idHere({ ctx, sideId }: JobContext, id: string): string {
  const known = findObject(ctx.db, sideId, 'run', id);
  if (known !== null) return known.ours;
  if (isRunId.test(id) && (!isRunKnown(ctx.db, id) || wasImported(ctx.db, 'run', id))) return id;
  return createHash('sha256').update(`${sideId}\n${id}`).digest('hex').slice(0, 32);
}

const isRunId = /^[0-9a-f]{32}$/;

function chooseId(job: JobContext, from: ForeignRun): string {
  const runId = idHere(job, from.id);
  if (runId === from.id) return runId;
  job.tally.remark({
    kind: 'run',
    what: from.id,
    problem: 'renumbered',
    detail: isRunId.test(from.id)
      ? `A run that was made here has this id already: it became ${runId}.`
      : `"${from.id}" is no id of 32 hex characters: it became ${runId}.`,
  });
  return runId;
}

/** The run with the beginning of its history in one write, the rest in writes of one piece each. */
async function bringRow(work: RunImport, from: ForeignRun, runId: string): Promise<boolean> {
  const { job, source } = work;
  const { ctx, sideId } = job;
  const pieces = source.points(from)[Symbol.asyncIterator]();
  const first = await pieces.next();
  const row = toRow(work, from, runId);
  const { isNew, refusedParams, added } = await ctx.write((tx) => {
    const result = bringRun(tx, row);
    const points = first.done === true ? 0 : bringPoints(tx, runId, first.value);
    rememberObject(tx, sideId, 'run', from.id, { ours: runId, fingerprint: '' });
    tx.record({
      action: 'run.import',
      entityKind: 'run',
      entityId: runId,
      after: { name: row.name, status: row.status, points, from: source.address },
    });
    tx.emit({ type: 'runs.changed', experimentId: row.experimentId });
    return { ...result, added: points };
  });
  for (const { key, value } of refusedParams) {
    job.tally.remark({
      kind: 'param',
      what: `${runId} ${key}`,
      problem: 'taken',
      detail: `It is "${value.slice(0, 80)}" there, and has another value here; params are written once.`,
    });
  }
  job.tally.report.fresh.points += added;
  if (first.done !== true) await bringRest(work, pieces, row.experimentId, runId);
  return isNew;
}

async function bringRest(
  { job }: RunImport,
  pieces: AsyncIterator<ForeignPoint[]>,
  experimentId: string,
  runId: string,
): Promise<void> {
  for (let piece = await pieces.next(); piece.done !== true; piece = await pieces.next()) {
    job.signal.throwIfAborted();
    const points = piece.value;
    job.tally.report.fresh.points += await job.ctx.write((tx) => {
      const added = bringPoints(tx, runId, points);
      if (added === 0) tx.unchanged();
      else {
        tx.record({ action: 'run.import', entityKind: 'run', entityId: runId, after: { points: added } });
        tx.emit({ type: 'runs.changed', experimentId });
      }
      return added;
    });
    job.progress('runs');
  }
}

/** Parents and logged models are named by the ids that they have here. */
function toRow(
  { job, source, experiments }: RunImport,
  from: ForeignRun,
  runId: string,
): Parameters<typeof bringRun>[1] {
  const { ctx } = job;
  const isHere = (modelId: string): boolean => isLoggedModelKnown(ctx.db, modelId);
  const { id: _id, artifactUri: _uri, fingerprint: _fingerprint, ...rest } = from;
  const tags = from.tags.map((tag) =>
    tag.key === 'mlflow.parentRunId' ? { ...tag, value: idHere(job, tag.value) } : tag,
  );
  return {
    ...rest,
    runId,
    experimentId: experiments.get(from.experimentId) ?? '',
    name: from.name === '' ? from.id.slice(0, 8) : from.name,
    tags: withOrigin(tags, source.address),
    modelInputs: from.modelInputs.filter(isHere),
    modelOutputs: from.modelOutputs.filter(({ modelId }) => isHere(modelId)),
  };
}
