import type { ErrorData } from '#contract/errors.ts';

/** A value as SQLite holds it. Whole numbers beyond 2^53 lose their last digits. */
export type Cell = string | number | null | Uint8Array;

export interface ForeignQuery {
  sql: string;
  params: (string | number)[];
}

/** What the thread of a foreign file is started with. */
export interface ForeignOrder {
  file: string;
}

/** What it answers to each list of queries. */
export type ForeignAnswer =
  { kind: 'rows'; rows: Cell[][][] } | { kind: 'refused'; message: string; data: ErrorData<'DATA_INVALID'> };
