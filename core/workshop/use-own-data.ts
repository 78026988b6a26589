import type { Inputs, Outputs } from '#contract/procedures.ts';
import { invalidArgument, StileError } from '#core/kernel/errors.ts';
import { addDataset, addTable, readColumns } from '#core/datasets/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import { addShippedData, driftPack } from './drift-pack.ts';
import {
  reportTemplate,
  writePipelines,
  type TemplateNames,
  type WorkshopServices,
} from './fill-template.ts';
import { minRowsPerClass, usualBatchRows } from './limits.ts';
import { splitRows, type LabelledRow, type Split } from './split-rows.ts';

/**
 * The workshop's pipelines on a file of the user. The file is kept as a dataset with the columns `text` and `label`;
 * rows without either, and repeated texts, are left out and counted. The rest is split by label, the same way each
 * time: 70 % to train on, 15 % held out for good, 15 % to draw batches from.
 * @throws DATA_INVALID with what is wrong with the file and what to do; nothing but the dataset itself is kept then
 */
export async function useOwnData(
  ctx: EngineContext,
  services: WorkshopServices,
  input: Inputs['workshop']['useData'],
): Promise<Outputs['workshop']['useData']> {
  const { name, textColumn, labelColumn } = input;
  checkRequest(input);
  const whole = await addDataset(ctx, {
    name,
    source: input.source,
    csv: input.csv ?? {},
    columns: { text: textColumn, label: labelColumn },
    message: `Text from "${textColumn}", label from "${labelColumn}"`,
  });
  const [texts = [], labels = []] = await readColumns(ctx, whole.uri, ['text', 'label']);
  const { rows, skipped } = cleanRows(texts, labels);
  const split = splitRows(rows, name);
  checkSplit(split, name, labelColumn);

  const names = buildNames(name, split);
  const parts = [
    { dataset: names.train, part: split.train, what: 'to train on' },
    { dataset: names.heldout, part: split.heldout, what: 'held out: no model is trained on them' },
    { dataset: names.warehouse, part: split.warehouse, what: 'to draw batches from' },
  ];
  for (const { dataset, part, what } of parts) {
    await addTable(ctx, {
      name: dataset,
      columns: ['text', 'label'],
      rows: part.map(({ text, label }) => [text, label]),
      description: `Rows of ${name} ${what}`,
      message: `Split of version ${whole.version}`,
      derivedFrom: [whole.uri],
    });
  }
  await addShippedData(ctx, driftPack.warehouse);
  const pipelines = await writePipelines(ctx, services, names);
  const datasets = [name, ...parts.map(({ dataset }) => dataset), names.driftWarehouse];
  return {
    ...reportTemplate(names, pipelines, datasets),
    rows: {
      train: split.train.length,
      heldout: split.heldout.length,
      warehouse: split.warehouse.length,
    },
    skippedRows: skipped + split.rareRows,
    classes: split.classes,
  };
}

/** What is named after the dataset adds this many characters to its name at most: `_classification`. */
const longestName = 200 - '_classification'.length;

/** Refuses before anything is kept what would go wrong half-way. */
function checkRequest({ name, textColumn, labelColumn }: Inputs['workshop']['useData']): void {
  if (name.length > longestName) {
    const rule = `datasets, a model and pipelines are named after it, which leaves it ${longestName} characters`;
    throw invalidArgument('name', name, rule, 'Take a shorter name.');
  }
  if (textColumn === labelColumn) {
    const rule = 'that is the column of the texts';
    throw invalidArgument('labelColumn', labelColumn, rule, 'Choose the column with the labels.');
  }
}

function buildNames(name: string, split: Split): TemplateNames {
  return {
    prefix: `${name}_`,
    model: `${name}_classifier`,
    experiment: `${name}_classification`,
    train: `${name}_train`,
    heldout: `${name}_heldout`,
    warehouse: `${name}_warehouse`,
    batchInput: `${name}_batch_input`,
    driftWarehouse: driftPack.warehouse.dataset,
    drift: null,
    minAccuracy: majorityShare(split.heldout),
    batchRows: Math.min(usualBatchRows, split.warehouse.length),
  };
}

/** Guessing the commonest label reaches this on the held-out rows; a model that does not is no use. Rounded up to 0.01. */
function majorityShare(rows: readonly LabelledRow[]): number {
  const counts = new Map<string, number>();
  for (const { label } of rows) counts.set(label, (counts.get(label) ?? 0) + 1);
  return Math.ceil((Math.max(...counts.values()) / rows.length) * 100) / 100;
}

function cleanRows(
  texts: readonly (string | null)[],
  labels: readonly (string | null)[],
): { rows: LabelledRow[]; skipped: number } {
  const seen = new Set<string>();
  const rows: LabelledRow[] = [];
  for (const [i, text] of texts.entries()) {
    const label = labels[i]?.trim() ?? '';
    const key = (text ?? '').trim().replace(/\s+/g, ' ').toLowerCase();
    if (key === '' || label === '' || seen.has(key) || text === null) continue;
    seen.add(key);
    rows.push({ text, label });
  }
  return { rows, skipped: texts.length - rows.length };
}

function checkSplit(split: Split, name: string, labelColumn: string): void {
  const { classes, rareRows, rareClasses } = split;
  if (classes.length >= 2) return;
  const [only] = classes;
  if (only !== undefined && rareRows === 0) {
    const remedy = 'Choose another label column, or a file that has rows of at least two labels.';
    throw new StileError(
      'DATA_INVALID',
      `In ${name} every row has the same label "${only.label}" (column "${labelColumn}"), and a classifier needs two. ${remedy}`,
      { source: name, problem: 'one_class', place: labelColumn, value: only.label, remedy },
    );
  }
  const usable = classes.reduce((sum, { count }) => sum + count, 0) + rareRows;
  const remedy = `Give at least ${minRowsPerClass} rows with a text for each of two labels, or choose another label column.`;
  const problem = usable < 2 * minRowsPerClass ? 'too_few_rows' : 'too_few_per_class';
  const message =
    problem === 'too_few_rows'
      ? `${name} has ${usable} usable rows, which is too few to train and measure a model. ${remedy}`
      : `The column "${labelColumn}" of ${name} has ${rareClasses + classes.length} different values, and ${rareClasses} of them stand in fewer than ${minRowsPerClass} rows. ${remedy}`;
  throw new StileError('DATA_INVALID', message, {
    source: name,
    problem,
    place: labelColumn,
    value: String(problem === 'too_few_rows' ? usable : rareClasses),
    remedy,
  });
}
