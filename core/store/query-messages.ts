import type { ErrorData } from '#contract/errors.ts';
import type { QueryRow } from './query-file.ts';

/** What the thread of a query is started with. */
export interface QueryOrder {
  file: string;
  query: string;
}

/** Asks it for more rows. */
export interface NextRows {
  count: number;
}

/** What it answers: once the columns, then rows for each request; after `refused` it ends. */
export type QueryReport =
  | { kind: 'columns'; columns: string[] }
  | { kind: 'rows'; rows: QueryRow[] }
  | { kind: 'refused'; message: string; data: ErrorData<'DATA_INVALID'> };
