import type { ImportOrder } from '#contract/transfer.ts';
import type { ReadableDb } from '#core/store/database.ts';
import { bringExperiment } from '#core/tracking/index.ts';
import type { JobContext } from '../job.ts';
import { findObject, rememberObject } from '../objects.ts';
import { withOrigin } from './import-names.ts';
import type { ForeignExperiment, MlflowSource } from './source.ts';

/** Their id -> ours, of the experiments whose runs come. */
export type ExperimentMap = ReadonlyMap<string, string>;

/** Brings the experiments that the order names, or all. */
export async function bringExperiments(
  job: JobContext,
  source: MlflowSource,
  order: ImportOrder,
): Promise<ExperimentMap> {
  const map = new Map<string, string>();
  for await (const from of source.experiments()) {
    job.signal.throwIfAborted();
    if (!isWanted(order, from)) continue;
    const ours = await bringOne(job, source, order, from);
    if (ours !== null) map.set(from.id, ours);
    job.progress('experiments');
  }
  return map;
}

export function isWanted(
  { experiments = [] }: ImportOrder,
  { name }: Pick<ForeignExperiment, 'name'>,
): boolean {
  return experiments.length === 0 || experiments.includes(name);
}

/** Where an experiment goes: to the one that it went to before, else to the one of its name. */
export function planExperiment(
  db: ReadableDb,
  sideId: number | null,
  order: ImportOrder,
  from: ForeignExperiment,
): { target: string; ours: string | null; action: 'create' | 'merge' | 'leave' } {
  const known = sideId === null ? null : findObject(db, sideId, 'experiment', from.id);
  const name = `${order.prefix ?? ''}${from.name}`;
  const sql = 'SELECT id, name, lifecycle FROM experiments WHERE';
  const row =
    known === null
      ? db.get<{ id: number; name: string; lifecycle: number }>(`${sql} name = ?`, name)
      : db.get<{ id: number; name: string; lifecycle: number }>(`${sql} id = ?`, Number(known.ours));
  if (row === undefined) {
    return { target: name, ours: null, action: known === null ? 'create' : 'leave' };
  }
  const isDeletedHere = row.lifecycle === 1 && from.lifecycle === 'active';
  return { target: row.name, ours: String(row.id), action: isDeletedHere ? 'leave' : 'merge' };
}

async function bringOne(
  job: JobContext,
  source: MlflowSource,
  order: ImportOrder,
  from: ForeignExperiment,
): Promise<string | null> {
  const { ctx, sideId, tally } = job;
  const plan = planExperiment(ctx.db, sideId, order, from);
  if (plan.action === 'leave') {
    tally.remark({
      kind: 'experiment',
      what: from.name,
      problem: 'deleted_here',
      detail: `"${plan.target}" was deleted here. Restore it, or import under other names with --prefix.`,
    });
    return null;
  }
  const known = findObject(ctx.db, sideId, 'experiment', from.id);
  if (known !== null && plan.ours !== null) {
    tally.report.same.experiments++;
    return plan.ours;
  }
  const made = await ctx.write((tx) => {
    const tags = plan.ours === null ? withOrigin(from.tags, source.address) : from.tags;
    const result = bringExperiment(tx, { ...from, name: plan.target, tags });
    rememberObject(tx, sideId, 'experiment', from.id, { ours: result.experimentId, fingerprint: 'whole' });
    tx.record({
      action: 'experiment.import',
      entityKind: 'experiment',
      entityId: result.experimentId,
      after: { name: plan.target, from: source.address, created: result.isNew },
    });
    return result;
  });
  tally.report[made.isNew ? 'fresh' : 'changed'].experiments++;
  return made.experimentId;
}
