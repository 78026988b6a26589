import type { PushOrder, TransferPreview } from '#contract/transfer.ts';
import type { EngineContext } from '#core/store/context.ts';
import { listModelVersions } from '#core/registry/index.ts';
import { countRuns } from '#core/tracking/index.ts';
import { toLifecycle } from '../import/cells.ts';
import { findSide } from '../objects.ts';
import { restCode } from '../rest/mlflow-http.ts';
import { findByName } from './experiments.ts';
import type { PushTarget } from './open-target.ts';
import { api } from './push-context.ts';
import { chosenExperiments, chosenModels } from './selection.ts';

/** What a push would send. Nothing is written, here or there. */
export async function previewPush(
  ctx: EngineContext,
  { http, address, version }: PushTarget,
  order: PushOrder,
): Promise<TransferPreview> {
  const sideId = findSide(ctx.db, 'push', address);
  const preview: TransferPreview = {
    direction: 'push',
    address,
    kind: 'server',
    version,
    experiments: [],
    models: [],
    remarks: [],
  };
  for (const { name, experimentId } of chosenExperiments(ctx, order)) {
    const found = await findByName(http, name);
    const isDeleted = found !== null && toLifecycle(found['lifecycle_stage']) === 'deleted';
    preview.experiments.push({
      name,
      target: name,
      action: found === null ? 'create' : isDeleted ? 'leave' : 'merge',
      runs: countRuns(ctx, { experimentIds: [experimentId] }),
      known: countSent(ctx, sideId, experimentId),
    });
  }
  for (const { name } of chosenModels(ctx, order)) {
    const versions = listModelVersions(ctx, name).map((each) => each.version);
    const action = (await hasModel(http, name)) ? 'merge' : 'create';
    preview.models.push({ name, target: name, action, versions: versions.reverse() });
    remarkGaps(preview, name, versions);
  }
  return preview;
}

function countSent({ db }: EngineContext, sideId: number | null, experimentId: string): number {
  const row = db.get<{ n: number }>(
    `SELECT count(*) AS n FROM transfer_objects o JOIN runs r ON r.uuid = o.ours
     WHERE o.side_id = ? AND o.kind = 'run' AND o.fingerprint <> '' AND r.experiment_id = ? AND r.lifecycle = 0`,
    sideId ?? -1,
    Number(experimentId),
  );
  return row?.n ?? 0;
}

async function hasModel(http: PushTarget['http'], name: string): Promise<boolean> {
  try {
    await http.get(`${api}/registered-models/get`, { name });
    return true;
  } catch (error) {
    if (restCode(error) === 'RESOURCE_DOES_NOT_EXIST') return false;
    throw error;
  }
}

function remarkGaps(preview: TransferPreview, name: string, versions: readonly number[]): void {
  const isWhole = versions.every((version, index) => version === index + 1);
  if (isWhole) return;
  preview.remarks.push({
    kind: 'version',
    what: name,
    problem: 'renumbered',
    detail: `It has the versions ${versions.slice(0, 20).join(', ')} here: MLflow numbers versions itself, without gaps.`,
  });
}
