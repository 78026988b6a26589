import * as z from 'zod';
import { base, nothing, page } from './base.ts';
import { timestamp } from './entities.ts';

/** Types that a column is read as; `mixed` is text that no narrower type covers. */
export const columnType = z.enum(['boolean', 'integer', 'number', 'datetime', 'text', 'mixed']);
export type ColumnType = z.infer<typeof columnType>;

/** What a column of a dataset version holds. Shares are 0 to 1; figures of numbers only for numbers. */
export const columnProfile = z.object({
  name: z.string(),
  type: columnType,
  missing: z.number().int(),
  /** Exact up to 10,000 distinct values, then null. */
  distinct: z.number().int().nullable(),
  min: z.union([z.number(), z.string()]).nullable(),
  max: z.union([z.number(), z.string()]).nullable(),
  mean: z.number().nullable(),
  /** Population standard deviation. */
  deviation: z.number().nullable(),
  /** Characters, for texts. */
  meanLength: z.number().nullable(),
  /** The commonest values with their counts, at most 10. */
  top: z.array(z.object({ value: z.string(), count: z.number().int() })),
  /** Equal-width bins from `min` to `max` of a number, or of the lengths of a text; counts. */
  histogram: z.array(z.number().int()),
});
export type ColumnProfile = z.infer<typeof columnProfile>;

export const dataFormat = z.enum(['csv', 'jsonl', 'parquet', 'binary']);
export type DataFormat = z.infer<typeof dataFormat>;

export const csvDialect = z.object({ delimiter: z.string(), encoding: z.string(), hasHeader: z.boolean() });
export type CsvDialect = z.infer<typeof csvDialect>;

export const datasetFile = z.object({ path: z.string(), bytes: z.number().int(), sha256: z.string() });
export type DatasetFile = z.infer<typeof datasetFile>;

/** One immutable version of a dataset. */
export const datasetVersion = z.object({
  name: z.string(),
  version: z.number().int(),
  /** `datasets:/<name>/<version>` */
  uri: z.string(),
  /** Of the content, 64 hex characters; for a folder of the sorted lines `path NUL size NUL sha256`. */
  sha256: z.string(),
  /** The first 32 characters of it: what MLflow's clients see as digest. */
  digest: z.string(),
  format: dataFormat,
  csv: csvDialect.nullable(),
  /** null for files that are not tables */
  rows: z.number().int().nullable(),
  columns: z.array(columnProfile),
  bytes: z.number().int(),
  files: z.array(datasetFile),
  /** Where it came from, e.g. a path or an address. */
  source: z.object({ kind: z.enum(['file', 'folder', 'url', 'sqlite', 'table']), location: z.string() }),
  message: z.string(),
  createdAt: timestamp,
  /** What was odd but could be read: skipped empty rows, a guessed encoding. */
  warnings: z.array(z.object({ code: z.string(), count: z.number().int(), detail: z.string() })),
});
export type DatasetVersion = z.infer<typeof datasetVersion>;

export const datasetSummary = z.object({
  name: z.string(),
  description: z.string(),
  versions: z.number().int(),
  latest: datasetVersion.omit({ columns: true, files: true }),
});
export type DatasetSummary = z.infer<typeof datasetSummary>;

export const dataSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('file'), path: z.string() }),
  z.strictObject({ kind: z.literal('folder'), path: z.string() }),
  z.strictObject({ kind: z.literal('url'), url: z.string() }),
  /** `query` is one SELECT. */
  z.strictObject({ kind: z.literal('sqlite'), path: z.string(), query: z.string() }),
  /** A finished upload of `datasets.upload`. */
  z.strictObject({ kind: z.literal('upload'), uploadId: z.string() }),
]);
export type DataSource = z.infer<typeof dataSource>;

/** How to read a CSV; what is left out is found out. */
const csvOptions = z
  .strictObject({
    delimiter: z.string().min(1).max(1).optional(),
    encoding: z.string().optional(),
    hasHeader: z.boolean().optional(),
  })
  .default({});

const inspection = z.object({
  format: dataFormat,
  csv: csvDialect.nullable(),
  columns: z.array(z.object({ name: z.string(), type: columnType })),
  /** The first rows as texts; null is missing. */
  sample: z.array(z.array(z.string().nullable())),
  bytes: z.number().int(),
  /** Whole rows when the file is small, else null. */
  rows: z.number().int().nullable(),
});
export type DataInspection = z.infer<typeof inspection>;

const datasetRef = z.strictObject({ name: z.string(), version: z.number().int().min(1).optional() });

export const addDataset = z.strictObject({
  name: z.string(),
  source: dataSource,
  csv: csvOptions,
  /** New column name -> column of the source; left out: all columns as they are. */
  columns: z.record(z.string(), z.string()).optional(),
  description: z.string().optional(),
  message: z.string().default(''),
});

export const datasetProcedures = {
  inspect: base.input(z.strictObject({ source: dataSource, csv: csvOptions })).output(inspection),
  /** The same content again gives the version that has it: `isNew` is false then. */
  add: base.input(addDataset).output(datasetVersion.extend({ isNew: z.boolean() })),
  /** One piece of an uploaded file, at most `limits.artifactChunkBytes`; the first has offset 0 and no `uploadId`. */
  upload: base
    .input(
      z.strictObject({
        fileName: z.string(),
        uploadId: z.string().optional(),
        offset: z.number().int().min(0),
        chunk: z.file(),
        last: z.boolean(),
      }),
    )
    .output(z.object({ uploadId: z.string(), size: z.number().int() })),
  list: base.input(z.strictObject({})).output(z.object({ datasets: z.array(datasetSummary) })),
  /** The newest version when none is named. */
  get: base.input(datasetRef).output(datasetVersion),
  versions: base
    .input(z.strictObject({ name: z.string() }))
    .output(z.object({ versions: z.array(datasetVersion) })),
  preview: base
    .input(
      z.strictObject({
        name: z.string(),
        version: z.number().int().min(1).optional(),
        offset: z.number().int().min(0).default(0),
        maxResults: page.maxResults,
      }),
    )
    .output(z.object({ columns: z.array(z.string()), rows: z.array(z.array(z.string().nullable())) })),
  diff: base.input(z.strictObject({ name: z.string(), from: z.number().int(), to: z.number().int() })).output(
    z.object({
      columnsAdded: z.array(z.string()),
      columnsRemoved: z.array(z.string()),
      columnsRetyped: z.array(z.object({ name: z.string(), from: columnType, to: columnType })),
      /** By whole rows, duplicates counted; null for files that are not tables. */
      rowsAdded: z.number().int().nullable(),
      rowsRemoved: z.number().int().nullable(),
      filesAdded: z.array(z.string()),
      filesRemoved: z.array(z.string()),
      filesChanged: z.array(z.string()),
    }),
  ),
  /** Reads the stored files again and compares their hashes. */
  verify: base
    .input(datasetRef)
    .output(z.object({ files: z.number().int(), bytes: z.number().int(), damaged: z.array(z.string()) })),
  /** Writes the files of a version into a folder that is empty or new. */
  restore: base
    .input(datasetRef.extend({ folder: z.string() }))
    .output(z.object({ folder: z.string(), files: z.number().int() })),
  describe: base.input(z.strictObject({ name: z.string(), description: z.string() })).output(nothing),
};
