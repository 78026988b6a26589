import * as z from 'zod';
import type { DatasetVersion } from '#contract/datasets.ts';
import { defineTaskType, type TaskContext, type TaskOutputs } from '#core/tasks/index.ts';
import { addTable } from '../add.ts';
import { noTable } from '../content.ts';
import { dataInvalid } from '../data-errors.ts';
import { findDatasetVersion } from '../find.ts';
import type { Row } from '../formats/table-reader.ts';
import { openVersion } from '../stored-files.ts';

const input = z.strictObject({
  /** `reviews`, `reviews@3`, `datasets:/reviews/3` */
  dataset: z.string().min(1),
  /** Datasets whose rows are put after those of the first. */
  append: z.union([z.string().min(1), z.array(z.string().min(1))]).optional(),
  /** False: nothing is appended in this run. */
  append_if: z.boolean().default(true),
  /** Of the dataset that the joined rows become a version of; the first one's own when left out. */
  name: z.string().min(1).optional(),
  /** Only these; with `append` left out they are only checked. */
  columns: z.array(z.string().min(1)).min(1).optional(),
});

/**
 * Pins a dataset to an exact version, so that every later task, and every retry, works on the same rows. With `append`
 * the rows of others follow, and the whole is stored as a new version.
 */
export const loadDataset = defineTaskType({
  name: 'stile/load-dataset',
  description: 'Choose an exact version of a dataset, and put the rows of others after it.',
  with: input,
  outputs: ['dataset', 'name', 'version', 'rows'],
  // What it puts a new version behind by itself is another one after each run.
  readsDatasets: ({ dataset, append, append_if: appends, name }) => {
    const sources = [dataset, ...(append === undefined || !appends ? [] : [append].flat())];
    if (sources.length === 1 && name === undefined) return sources;
    const target = name ?? nameOf(dataset);
    return sources.filter((ref) => nameOf(ref) !== target);
  },
  run: async (task, { dataset, append, append_if: appends, name, columns }) => {
    const first = findDatasetVersion(task.engine, dataset);
    const others = (append === undefined || !appends ? [] : [append].flat()).map((ref) =>
      findDatasetVersion(task.engine, ref),
    );
    const kept = commonColumns([first, ...others], columns);
    if (others.length === 0 && name === undefined && columns === undefined) return outputsOf(task, first);
    if (others.length === 0 && (name === undefined || name === first.name)) {
      const isWhole = kept.length === first.columns.length;
      if (isWhole) return outputsOf(task, first);
    }
    const sources = [first, ...others];
    const joined = await addTable(task.engine, {
      name: name ?? first.name,
      columns: kept,
      rows: readAll(task, sources, kept),
      message: `rows of ${sources.map(({ name: from, version }) => `${from} ${version}`).join(' and ')}`,
      derivedFrom: sources.map(({ uri }) => uri),
    });
    return outputsOf(task, joined);
  },
});

/** The reference itself, where it names none. */
function nameOf(ref: string): string {
  return /^(?:datasets:\/)?([^/@]+)/.exec(ref)?.[1] ?? ref;
}

function outputsOf(task: TaskContext, { uri, name, version, rows }: DatasetVersion): TaskOutputs {
  task.log(`${uri}: ${rows ?? 'no'} rows`);
  return { dataset: uri, name, version, rows };
}

/** In the order of the first one, or as asked. @throws DATA_INVALID `missing_column` */
function commonColumns(versions: readonly DatasetVersion[], asked: readonly string[] | undefined): string[] {
  const [first, ...rest] = versions.map((version) => {
    if (version.format === 'binary' && versions.length > 1) throw noTable(version.uri);
    return version.columns.map(({ name }) => name);
  });
  const common = (first ?? []).filter((name) => rest.every((columns) => columns.includes(name)));
  const missing = (asked ?? []).find((name) => !common.includes(name));
  const source = versions.map(({ uri }) => uri).join(' and ');
  if (missing !== undefined || (common.length === 0 && versions.length > 1)) {
    const what =
      missing === undefined
        ? `${source} have no column in common.`
        : `${source}: not every one has a column "${missing}". In common: ${common.join(', ')}.`;
    throw dataInvalid(what, {
      source,
      problem: 'missing_column',
      place: common.join(', '),
      value: missing ?? '',
      remedy: 'Give the columns the same names in all of them.',
    });
  }
  return asked === undefined ? common : [...asked];
}

async function* readAll(
  task: TaskContext,
  versions: readonly DatasetVersion[],
  columns: readonly string[],
): AsyncGenerator<Row[], void> {
  for (const [at, version] of versions.entries()) {
    const places = columns.map((name) => version.columns.findIndex((column) => column.name === name));
    const reader = await openVersion(task.engine, version, task.signal);
    try {
      for await (const batch of reader.batches) {
        yield batch.map((row) => places.map((place) => row[place] ?? null));
      }
    } finally {
      await reader.close();
    }
    task.log(`read ${version.uri}: ${version.rows ?? 0} rows`);
    task.progress((at + 1) / versions.length);
  }
}
