import * as z from 'zod';
import type { DatasetVersion } from '#contract/datasets.ts';
import { invalidArgument } from '#core/kernel/errors.ts';
import { defineTaskType, type TaskContext } from '#core/tasks/index.ts';
import { addTable } from '../add.ts';
import { noTable } from '../content.ts';
import { dataInvalid } from '../data-errors.ts';
import { findDatasetVersion } from '../find.ts';
import type { Row } from '../formats/table-reader.ts';
import { copyText } from '../profile/value-counter.ts';
import { openVersion } from '../stored-files.ts';
import { drawPlaces, seedOfText } from './draw.ts';

const input = z.strictObject({
  /** The dataset that rows are drawn from. */
  warehouse: z.string().min(1),
  rows: z.number().int().min(1),
  /** Draws from `drift_warehouse` instead. */
  drift: z.boolean().default(false),
  drift_warehouse: z.string().min(1).optional(),
  /** 0, or left out: each pipeline run draws other rows, and a retry of it the same ones. */
  seed: z.number().int().default(0),
  /** Of the dataset that the batch becomes a version of. */
  name: z.string().min(1).default('batch_input'),
});

/** Draws rows without replacement: what would come in from outside, had the workshop a shop. */
export const generateBatch = defineTaskType({
  name: 'stile/generate-batch',
  description: 'Draw rows from a dataset, as a batch that would come from outside.',
  with: input,
  outputs: ['dataset', 'source', 'rows'],
  readsDatasets: ({ drift, warehouse, drift_warehouse: other }) => [drift ? (other ?? warehouse) : warehouse],
  run: async (task, options) => {
    const warehouse = findDatasetVersion(task.engine, chooseWarehouse(options));
    const available = warehouse.rows;
    if (available === null) throw noTable(warehouse.uri);
    if (options.rows > available) throw tooFewRows(warehouse.uri, options.rows, available);
    const seed = options.seed === 0 ? seedOfText(`${task.pipelineRunId}/${task.taskId}`) : options.seed;
    const rows = await pickRows(task, warehouse, drawPlaces(available, options.rows, seed));
    task.log(`drew ${rows.length} of ${available} rows of ${warehouse.uri} with seed ${seed}`);
    const batch = await addTable(task.engine, {
      name: options.name,
      columns: warehouse.columns.map(({ name }) => name),
      rows,
      message: `${rows.length} rows of ${warehouse.name} ${warehouse.version}, seed ${seed}`,
      derivedFrom: [warehouse.uri],
    });
    return { dataset: batch.uri, source: warehouse.name, rows: rows.length };
  },
});

function chooseWarehouse({ drift, warehouse, drift_warehouse }: z.output<typeof input>): string {
  if (!drift) return warehouse;
  if (drift_warehouse !== undefined) return drift_warehouse;
  throw invalidArgument(
    'with.drift_warehouse',
    '',
    'drift is on and there is no dataset to draw it from',
    'Name one in drift_warehouse, or set drift to false.',
  );
}

function tooFewRows(source: string, asked: number, available: number): Error {
  return dataInvalid(`${source} has ${available} rows, and ${asked} are asked for.`, {
    source,
    problem: 'too_few_rows',
    place: String(available),
    value: String(asked),
    remedy: `Ask for at most ${available}, or draw from a larger dataset.`,
  });
}

/** The rows at these places, in the order in which they were drawn; the file is read once. */
async function pickRows(
  task: TaskContext,
  version: DatasetVersion,
  places: readonly number[],
): Promise<Row[]> {
  const wanted = new Map(places.map((place, at) => [place, at]));
  const last = places.reduce((a, b) => Math.max(a, b), -1);
  const rows: Row[] = new Array<Row>(places.length);
  const width = version.columns.length;
  const reader = await openVersion(task.engine, version, task.signal);
  let seen = 0;
  try {
    for await (const batch of reader.batches) {
      for (const row of batch) {
        const at = wanted.get(seen++);
        if (at !== undefined) rows[at] = copyRow(row, width);
      }
      if (seen > last) break;
      task.progress(seen / (last + 1));
    }
  } finally {
    await reader.close();
  }
  return rows;
}

function copyRow(row: Row, width: number): Row {
  return Array.from({ length: width }, (_, at) => {
    const value = row[at] ?? null;
    return value === null ? null : copyText(value);
  });
}
