import type * as z from 'zod';
import type { addDataset as addInput, DatasetVersion } from '#contract/datasets.ts';
import { discardBlobs } from '#core/store/blobs.ts';
import type { EngineContext } from '#core/store/context.ts';
import { dataInvalid } from './data-errors.ts';
import { commitVersion, type NewVersion } from './commit-version.ts';
import { findLayout, hashContent, mapColumns, readContent, sameDialect, writeTable } from './content.ts';
import { findContent } from './find.ts';
import type { CsvOptions } from './formats/csv-dialect.ts';
import { refuseDuplicates } from './formats/columns.ts';
import type { Row } from './formats/table-reader.ts';
import { checkDatasetName } from './names.ts';
import type { StagedSource } from './sources/staged-source.ts';
import { stageSource } from './sources/stage-source.ts';
import { removeUpload } from './sources/upload.ts';

export type AddDataset = z.input<typeof addInput>;
export type AddedVersion = DatasetVersion & { isNew: boolean };

export interface AddOptions {
  /** Ends it with CANCELED; nothing is kept. */
  signal?: AbortSignal | undefined;
}

/**
 * Makes a version of a dataset from a file, a folder, an address, a query or an upload. Content that the dataset has
 * already gives the version that has it. Without a mapping of columns the bytes are kept as they are.
 * @throws DATA_INVALID, INVALID_ARGUMENT, DISK_FULL, CANCELED; nothing is kept then
 */
export async function addDataset(
  ctx: EngineContext,
  input: AddDataset,
  { signal }: AddOptions = {},
): Promise<AddedVersion> {
  checkDatasetName(input.name);
  await requireWritable(ctx);
  const staged: StagedSource[] = [await stageSource(ctx, input.source, { signal })];
  try {
    const added = await addStaged(ctx, input, staged, signal);
    if (input.source.kind === 'upload') await removeUpload(ctx, input.source.uploadId);
    return added;
  } finally {
    await discardBlobs(staged.flatMap(({ files }) => files.map(({ blob }) => blob)));
  }
}

/** @param staged gets what is staged besides, so that the caller discards all of it */
async function addStaged(
  ctx: EngineContext,
  input: AddDataset,
  staged: StagedSource[],
  signal: AbortSignal | undefined,
): Promise<AddedVersion> {
  let [source] = staged;
  if (source === undefined) throw new Error('there is nothing to add');
  const { location } = source.origin;
  let csv: CsvOptions = input.csv ?? {};
  if (input.columns !== undefined) {
    source = await mapColumns(ctx, source, await findLayout(source, csv), input.columns, signal);
    staged.push(source);
    csv = {};
  }
  const sha256 = hashContent(source);
  const same = findContent(ctx.db, input.name, sha256).find((version) => sameDialect(version.csv, csv));
  const content = same ?? (await readContent(await findLayout(source, csv), { source: location, signal }));
  return commitVersion(ctx, {
    ...{ name: input.name, description: input.description, message: input.message ?? '' },
    ...{ sha256, origin: source.origin, files: source.files },
    content:
      same === undefined ? { ...content, warnings: [...source.warnings, ...content.warnings] } : content,
  });
}

export interface AddTable {
  name: string;
  columns: readonly string[];
  /** Each as long as `columns`; null is missing. */
  rows: readonly Row[] | AsyncIterable<readonly Row[]>;
  message: string;
  description?: string | undefined;
  /** Addresses of the dataset versions that it was made of, for the lineage. */
  derivedFrom?: readonly string[];
}

/**
 * Makes a version of a dataset from rows at hand, stored as a CSV. Rows may come in batches.
 * @throws DATA_INVALID `empty`, `duplicate_column`; NOT_FOUND for an unknown `derivedFrom`
 */
export async function addTable(ctx: EngineContext, table: AddTable): Promise<AddedVersion> {
  const { name, columns } = table;
  checkDatasetName(name);
  const source = `the table "${name}"`;
  if (columns.length === 0) {
    throw dataInvalid(`${source} has no columns.`, {
      source,
      problem: 'empty',
      remedy: 'Give it at least one.',
    });
  }
  refuseDuplicates(columns, source);
  await requireWritable(ctx);
  const blob = await writeTable(ctx, columns, toBatches(table.rows));
  const staged: StagedSource = {
    origin: { kind: 'table', location: (table.derivedFrom ?? []).join(' ') },
    files: [{ path: `${name}.csv`, blob }],
    mediaType: '',
    isOwnCsv: true,
    warnings: [],
  };
  try {
    const sha256 = hashContent(staged);
    const [same] = findContent(ctx.db, name, sha256);
    const content = same ?? (await readContent(await findLayout(staged, {}), { source }));
    const version: NewVersion = {
      ...{ name, description: table.description, message: table.message, sha256 },
      ...{ origin: staged.origin, files: staged.files, content, derivedFrom: table.derivedFrom },
    };
    return await commitVersion(ctx, version);
  } finally {
    await discardBlobs([blob]);
  }
}

/** How many rows are written before other work gets its turn. */
const batchRows = 1000;

async function* toBatches(
  rows: readonly Row[] | AsyncIterable<readonly Row[]>,
): AsyncGenerator<readonly Row[], void> {
  if (Symbol.asyncIterator in rows) yield* rows;
  else for (let at = 0; at < rows.length; at += batchRows) yield rows.slice(at, at + batchRows);
}

/** Files are copied before anything is written to the database: a workspace that takes no writes says so first. */
function requireWritable(ctx: EngineContext): Promise<void> {
  return ctx.write((tx) => {
    tx.unchanged();
  });
}
