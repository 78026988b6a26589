import type { DatasetVersion } from '#contract/datasets.ts';

/** A row in the order of the columns; null is missing. */
export type Row = (string | null)[];

export type Warning = DatasetVersion['warnings'][number];

/** A table that is read from its beginning to its end, a batch of rows at a time. */
export interface TableReader {
  /** May grow while rows are read: JSON lines bring their columns as they come. */
  columns: string[];
  /** Rows of one piece of the file; a row may be shorter than `columns` is by now. */
  batches: AsyncIterable<Row[]>;
  /** What was odd, complete once all was read. */
  warnings(): Warning[];
  /** Lets go of the file; a second call does nothing. */
  close(): Promise<void>;
}

export interface ReadOptions {
  /** As the user named it, for messages. */
  source: string;
  signal?: AbortSignal | undefined;
}
