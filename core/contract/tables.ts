import * as z from 'zod';
import { base } from './base.ts';
import { columnProfile } from './datasets.ts';

/** A file: `runs:/<run id>/<path>`, or `models:/<name>/<version>/<path>`. */
export const fileAddress = z.strictObject({ uri: z.string() });

/** A CSV or Parquet file. */
const tableRef = fileAddress;

/** Some rows of a table of any size. */
export const tableWindow = z.object({
  /** Names of all columns; a row holds the first 200 of them. */
  columns: z.array(z.string()),
  /** Null is missing; a cell of more than 10,000 characters is cut and ends in an ellipsis. */
  rows: z.array(z.array(z.string().nullable())),
  /** Rows that are known so far, and whether those are all. */
  knownRows: z.number().int(),
  isWhole: z.boolean(),
});
export type TableWindow = z.infer<typeof tableWindow>;

export const tableProcedures = {
  /** @throws NOT_FOUND, DATA_INVALID */
  read: base
    .input(
      tableRef.extend({
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(1000).default(100),
      }),
    )
    .output(tableWindow),
  /** Reads a table to its end. @throws NOT_FOUND, DATA_INVALID, CANCELED */
  count: base.input(tableRef).output(z.object({ rows: z.number().int() })),
  /** What each column of the whole table holds. @throws NOT_FOUND, DATA_INVALID, CANCELED */
  profile: base.input(tableRef).output(z.object({ rows: z.number().int(), columns: z.array(columnProfile) })),
};
