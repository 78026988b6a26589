/** A table of texts, as every format gives it; null is missing. */
export interface RawTable {
  columns: string[];
  rows: (string | null)[][];
}

/** Rows that are read one by one, of the chosen columns alone. */
export interface KeptRows {
  columns: string[];
  /** So many rows the table may have. */
  most: number;
  /** @param cellAt what stands at a place of the whole row */
  add(cellAt: (place: number) => string | null): void;
  finish(): RawTable | { tooManyRows: number };
}

/** Rows of a table that is compared: each run is drawn from a thousand times, and more would take minutes. */
export const maxRows = 500_000;
/** A cell takes about 50 bytes. */
const maxCells = 8_000_000;

/** Keeps no more rows than a table may have, and counts the others. */
export function keepRows(names: readonly string[], places: readonly number[]): KeptRows {
  const columns = places.map((place) => names[place] ?? '');
  const most = Math.min(maxRows, Math.floor(maxCells / Math.max(1, columns.length)));
  let rows: (string | null)[][] = [];
  let seen = 0;
  return {
    columns,
    most,
    add: (cellAt) => {
      seen++;
      if (seen <= most) rows.push(places.map(cellAt));
      else rows = [];
    },
    finish: () => (seen > most ? { tooManyRows: seen } : { columns, rows }),
  };
}
