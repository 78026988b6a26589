import type { ImportOrder } from '#contract/transfer.ts';
import { bringLoggedModel, bringModelPoints, isLoggedModelKnown } from '#core/tracking/index.ts';
import type { JobContext } from '../job.ts';
import { findObject, rememberObject, wasImported } from '../objects.ts';
import type { ExperimentMap } from './experiments.ts';
import { bringFiles } from './files.ts';
import { withOrigin } from './import-names.ts';
import type { ForeignLoggedModel, ForeignModelPoint, MlflowSource } from './source.ts';

interface ModelImport {
  job: JobContext;
  source: MlflowSource;
  order: ImportOrder;
  experiments: ExperimentMap;
}

/**
 * Brings the logged models of the experiments, without their metrics: those name runs, and runs name logged models,
 * so that the models come before the runs and their metrics after them.
 */
export async function bringLoggedModels(work: ModelImport): Promise<void> {
  const { job, source, experiments } = work;
  for await (const from of source.loggedModels(new Set(experiments.keys()))) {
    job.signal.throwIfAborted();
    await bringOne(work, from);
    job.progress('logged_models');
  }
}

async function bringOne(work: ModelImport, from: ForeignLoggedModel): Promise<void> {
  const { job, source, order, experiments } = work;
  const { ctx, sideId, tally } = job;
  const known = findObject(ctx.db, sideId, 'logged_model', from.id);
  if (isWhole(work, from)) {
    tally.report.same.loggedModels++;
    return;
  }
  const problem = refusal(job, from, known !== null);
  if (problem !== null) {
    tally.remark({ kind: 'logged_model', what: from.id, ...problem });
    return;
  }
  const isNew = await ctx.write((tx) => {
    const made = bringLoggedModel(tx, {
      ...from,
      modelId: from.id,
      experimentId: experiments.get(from.experimentId) ?? '',
      sourceRunId: ownRun(job, from.sourceRunId),
      tags: withOrigin(from.tags, source.address),
    });
    rememberObject(tx, sideId, 'logged_model', from.id, { ours: from.id, fingerprint: '' });
    tx.record({
      action: 'logged_model.import',
      entityKind: 'logged_model',
      entityId: from.id,
      after: { name: from.name, from: source.address },
    });
    return made;
  });
  if (order.files !== false) {
    const owner = {
      kind: 'logged_model',
      id: from.id,
      experimentId: from.experimentId,
      uri: from.artifactUri,
    } as const;
    await bringFiles(job, source, owner, { modelId: from.id });
  }
  tally.report[isNew && known === null ? 'fresh' : 'changed'].loggedModels++;
}

/** What is remembered of one that was brought whole, as far as the order goes. */
function markOf({ files }: ImportOrder, { fingerprint }: ForeignLoggedModel): string {
  return files === false ? `${fingerprint} without files` : fingerprint;
}

function isWhole({ job, order }: ModelImport, from: ForeignLoggedModel): boolean {
  const known = findObject(job.ctx.db, job.sideId, 'logged_model', from.id)?.fingerprint;
  return known === from.fingerprint || known === markOf(order, from);
}

function refusal(
  { ctx }: JobContext,
  { id, name }: ForeignLoggedModel,
  wasBrought: boolean,
): { problem: 'deleted_here' | 'taken' | 'name_not_allowed'; detail: string } | null {
  if (!/^m-[0-9a-f]{32}$/.test(id)) {
    return { problem: 'name_not_allowed', detail: `"${id}" is no id of a logged model.` };
  }
  const isHere = isLoggedModelKnown(ctx.db, id);
  if (wasBrought && !isHere) {
    return {
      problem: 'deleted_here',
      detail: `"${name}" was brought before and deleted for good here since.`,
    };
  }
  if (isHere && !wasImported(ctx.db, 'logged_model', id)) {
    return { problem: 'taken', detail: `A logged model that was made here has the id of "${name}".` };
  }
  return null;
}

/** The id that a run has here; one that is not here yet comes with its own, unless it is taken. */
function ownRun({ ctx, sideId }: JobContext, runId: string | null): string | null {
  return runId === null ? null : (findObject(ctx.db, sideId, 'run', runId)?.ours ?? runId);
}

/** The metrics of the logged models, once the runs that measured them are here. */
export async function bringModelMetrics(work: ModelImport): Promise<void> {
  const { job, source, order, experiments } = work;
  const { ctx, sideId } = job;
  for await (const from of source.loggedModels(new Set(experiments.keys()))) {
    job.signal.throwIfAborted();
    const known = findObject(ctx.db, sideId, 'logged_model', from.id);
    if (known === null || isWhole(work, from) || !isLoggedModelKnown(ctx.db, from.id)) continue;
    await ctx.write((tx) => {
      let added = 0;
      for (const [runId, points] of byRun(job, from)) {
        added += bringModelPoints(
          tx,
          runId,
          points.map((point) => ({ ...point, modelId: from.id })),
        );
      }
      rememberObject(tx, sideId, 'logged_model', from.id, {
        ours: from.id,
        fingerprint: markOf(order, from),
      });
      if (added === 0) tx.unchanged();
      else {
        tx.record({
          action: 'logged_model.import',
          entityKind: 'logged_model',
          entityId: from.id,
          after: { points: added },
        });
      }
    });
  }
}

/** Points by the run that they have here; those of runs that are not here are left. */
function byRun(
  { ctx, sideId, tally }: JobContext,
  from: ForeignLoggedModel,
): Map<string, ForeignModelPoint[]> {
  const groups = new Map<string, ForeignModelPoint[]>();
  for (const [theirs, points] of Map.groupBy(from.points, ({ runId }) => runId)) {
    const ours = findObject(ctx.db, sideId, 'run', theirs)?.ours;
    const row = ours === undefined ? undefined : ctx.db.get('SELECT 1 FROM runs WHERE uuid = ?', ours);
    if (ours !== undefined && row !== undefined) groups.set(ours, points);
    else {
      tally.remark({
        kind: 'metric',
        what: `${from.id} ${points[0]?.key ?? ''}`,
        problem: 'not_brought',
        detail: `${points.length} metrics of "${from.name}" are of the run ${theirs}, which is not here.`,
      });
    }
  }
  return groups;
}
