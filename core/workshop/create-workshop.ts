import { join } from 'node:path';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import type { EngineContext } from '#core/store/context.ts';
import { addShippedData, driftPack, type ShippedData } from './drift-pack.ts';
import {
  reportTemplate,
  writePipelines,
  type TemplateNames,
  type WorkshopServices,
} from './fill-template.ts';
import { usualBatchRows } from './limits.ts';
import { useOwnData } from './use-own-data.ts';

const names: TemplateNames = {
  prefix: '',
  model: 'sentiment_classifier',
  experiment: 'sentiment_classification',
  train: 'reviews',
  heldout: 'reviews_heldout',
  warehouse: 'customer_reviews',
  batchInput: 'batch_input',
  driftWarehouse: driftPack.warehouse.dataset,
  drift: { train: driftPack.train.dataset, heldout: driftPack.heldout.dataset },
  minAccuracy: 0.75,
  batchRows: usualBatchRows,
};

const englishData: readonly ShippedData[] = [
  { dataset: names.train, file: 'reviews-train.csv', description: 'Labelled reviews to train on' },
  {
    dataset: names.heldout,
    file: 'reviews-heldout.csv',
    description: 'The frozen rows that every model is measured on; none is trained on them',
  },
  { dataset: names.warehouse, file: 'warehouse.csv', description: 'What batches are drawn from' },
  driftPack.train,
  driftPack.heldout,
  driftPack.warehouse,
];

/**
 * Puts data and pipelines of the workshop into the workspace. What is there already stays as it is, so a second call
 * changes nothing and one that was broken off is finished by the next.
 */
export async function createWorkshop(
  ctx: EngineContext,
  services: WorkshopServices,
  input: Inputs['workshop']['create'],
): Promise<Outputs['workshop']['create']> {
  if (input.language === 'sv') return createSwedish(ctx, services);
  for (const data of englishData) await addShippedData(ctx, data);
  const pipelines = await writePipelines(ctx, services, names);
  return reportTemplate(
    names,
    pipelines,
    englishData.map(({ dataset }) => dataset),
  );
}

/** The Swedish reviews take the road of any file of labelled texts. */
async function createSwedish(
  ctx: EngineContext,
  services: WorkshopServices,
): Promise<Outputs['workshop']['create']> {
  const { model, experiment, pipelines, datasets } = await useOwnData(ctx, services, {
    name: 'omdomen',
    source: { kind: 'file', path: join(ctx.resources, 'workshop', 'reviews-sv.csv') },
    textColumn: 'text',
    labelColumn: 'label',
  });
  return { model, experiment, pipelines, datasets };
}
