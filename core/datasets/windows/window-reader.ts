export interface WindowRange {
  /** The first row, from 0. */
  offset: number;
  /** Rows at most. */
  limit: number;
  signal?: AbortSignal | undefined;
}

export interface TableWindow {
  /** In the order of the columns; null is missing. */
  rows: (string | null)[][];
  /** Rows that are known so far, and whether those are all. */
  knownRows: number;
  isWhole: boolean;
}

export interface WindowReader {
  columns: readonly string[];
  read(range: WindowRange): Promise<TableWindow>;
  /** Reads on to the end. @throws CANCELED */
  countRows(signal?: AbortSignal): Promise<number>;
}
