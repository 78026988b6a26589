import type { ImportOrder, TransferPreview } from '#contract/transfer.ts';
import type { EngineContext } from '#core/store/context.ts';
import { findObject, findSide } from '../objects.ts';
import { isWanted, planExperiment } from './experiments.ts';
import { toModelName } from './import-names.ts';
import { isPrompt } from './models.ts';
import type { MlflowSource } from './source.ts';

/** What an import would find and make. Nothing is written. */
export async function previewImport(
  ctx: EngineContext,
  source: MlflowSource,
  order: ImportOrder,
  signal: AbortSignal,
): Promise<TransferPreview> {
  const sideId = findSide(ctx.db, 'import', source.address);
  const preview: TransferPreview = {
    direction: 'import',
    address: source.address,
    kind: source.kind,
    version: source.version,
    experiments: [],
    models: [],
    remarks: [],
  };
  for await (const from of source.experiments()) {
    signal.throwIfAborted();
    if (!isWanted(order, from)) continue;
    const { target, ours, action } = planExperiment(ctx.db, sideId, order, from);
    const runs = await source.countRuns(from.id);
    preview.experiments.push({ name: from.name, target, action, runs, known: countKnown(ctx, sideId, ours) });
  }
  if (order.models !== false) await addModels(ctx, source, order, sideId, preview);
  return preview;
}

/** Runs of an experiment here that came from this source. */
function countKnown({ db }: EngineContext, sideId: number | null, experimentId: string | null): number {
  if (sideId === null || experimentId === null) return 0;
  const row = db.get<{ n: number }>(
    `SELECT count(*) AS n FROM transfer_objects o JOIN runs r ON r.uuid = o.ours
     WHERE o.side_id = ? AND o.kind = 'run' AND r.experiment_id = ?`,
    sideId,
    Number(experimentId),
  );
  return row?.n ?? 0;
}

async function addModels(
  ctx: EngineContext,
  source: MlflowSource,
  order: ImportOrder,
  sideId: number | null,
  preview: TransferPreview,
): Promise<void> {
  for await (const model of source.models()) {
    if (isPrompt(model)) continue;
    const known = sideId === null ? null : findObject(ctx.db, sideId, 'model', model.name);
    const target = known?.ours ?? toModelName(order.prefix ?? '', model.name);
    const isHere = ctx.db.get('SELECT 1 FROM registered_models WHERE name = ?', target) !== undefined;
    const action = isHere ? 'merge' : known === null ? 'create' : 'leave';
    const versions = model.versions.map(({ version }) => version);
    preview.models.push({ name: model.name, target, action, versions });
  }
}
