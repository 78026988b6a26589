import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TemplateReport } from '#contract/workshop.ts';
import type { PipelineRunner } from '#core/pipelines/index.ts';
import type { EngineContext } from '#core/store/context.ts';

/** What of the engine itself a template needs. */
export interface WorkshopServices {
  runner: Pick<PipelineRunner, 'save' | 'list'>;
}

/** What the template's files are filled with: names of datasets, of the model and of what belongs together. */
export interface TemplateNames {
  /** Before the names of the pipelines: empty, or `churn_`. */
  prefix: string;
  model: string;
  experiment: string;
  train: string;
  heldout: string;
  warehouse: string;
  batchInput: string;
  driftWarehouse: string;
  /** Labelled rows of the drift pack; null where the labels are not those of the data. */
  drift: { train: string; heldout: string } | null;
  /** What a first model must reach on the held-out rows, 0 to 1. */
  minAccuracy: number;
  /** Rows of a batch where nobody says how many: no more than the warehouse has. */
  batchRows: number;
}

/** Writes the two pipelines of the workshop; files of these names that are there stay as they are. */
export async function writePipelines(
  ctx: EngineContext,
  { runner }: WorkshopServices,
  names: TemplateNames,
): Promise<string[]> {
  const { pipelines } = await runner.list(ctx);
  const present = new Set(pipelines.map(({ name }) => name));
  const wanted = ['train', 'predict'].map((file) => ({ file, name: `${names.prefix}${file}` }));
  for (const { file, name } of wanted) {
    if (present.has(name)) continue;
    await runner.save(ctx, { name, text: fillTemplate(await readTemplate(ctx, file), names), force: false });
  }
  return wanted.map(({ name }) => name);
}

function readTemplate(ctx: EngineContext, file: string): Promise<string> {
  return readFile(join(ctx.resources, 'templates', 'workshop', `${file}.yaml`), 'utf8');
}

/** Ends a line that only makes sense with labelled drift rows. */
const driftMark = / #drift$/;

/** Fills in `<<name>>`; lines marked for drift rows go where there are none. */
export function fillTemplate(template: string, names: TemplateNames): string {
  const values: Record<string, string> = {
    prefix: names.prefix,
    model: names.model,
    experiment: names.experiment,
    train: names.train,
    heldout: names.heldout,
    warehouse: names.warehouse,
    batchInput: names.batchInput,
    driftWarehouse: names.driftWarehouse,
    driftTrain: names.drift?.train ?? '',
    driftHeldout: names.drift?.heldout ?? '',
    minAccuracy: String(names.minAccuracy),
    batchRows: String(names.batchRows),
  };
  return template
    .split('\n')
    .filter((line) => names.drift !== null || !driftMark.test(line))
    .map((line) => line.replace(driftMark, '').replace(/<<(\w+)>>/g, (_, key: string) => values[key] ?? ''))
    .join('\n');
}

export function reportTemplate(
  names: TemplateNames,
  pipelines: string[],
  datasets: readonly string[],
): TemplateReport {
  return { model: names.model, experiment: names.experiment, pipelines, datasets: [...datasets] };
}
