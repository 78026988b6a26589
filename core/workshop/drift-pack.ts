import { join } from 'node:path';
import { hasCode } from '#core/kernel/errors.ts';
import { addDataset, findDatasetVersion } from '#core/datasets/index.ts';
import type { EngineContext } from '#core/store/context.ts';

/** A file of resources/workshop and the dataset that it becomes. */
export interface ShippedData {
  dataset: string;
  file: string;
  description: string;
}

export const driftPack = {
  train: {
    dataset: 'drift_labelled',
    file: 'drift-train.csv',
    description: 'Labelled reviews of another domain, in slang and in Swedish: what retraining learns from',
  },
  heldout: {
    dataset: 'drift_heldout',
    file: 'drift-heldout.csv',
    description: 'Labelled rows of the drift pack that no model is trained on',
  },
  warehouse: {
    dataset: 'drift_warehouse',
    file: 'drift-warehouse.csv',
    description: 'What the drift switch draws its batches from',
  },
} satisfies Record<string, ShippedData>;

/** Adds a file that ships with Stile. A dataset of this name that is there stays as it is, also for a newer Stile. */
export async function addShippedData(
  ctx: EngineContext,
  { dataset, file, description }: ShippedData,
): Promise<void> {
  if (isThere(ctx, dataset)) return;
  const path = join(ctx.resources, 'workshop', file);
  await addDataset(ctx, {
    name: dataset,
    source: { kind: 'file', path },
    csv: { delimiter: ',', encoding: 'utf-8', hasHeader: true },
    description,
    message: 'Shipped with Stile',
  });
}

function isThere(ctx: EngineContext, dataset: string): boolean {
  try {
    findDatasetVersion(ctx, dataset);
    return true;
  } catch (error) {
    if (hasCode(error, 'NOT_FOUND')) return false;
    throw error;
  }
}
