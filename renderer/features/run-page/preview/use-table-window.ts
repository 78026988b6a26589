import { useQueries, useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { TableWindow } from '#contract/tables.ts';
import { useApp } from '#renderer/app-context.ts';
import type { GridRow, GridView } from '#renderer/parts/grid/grid-types.ts';
import { tableRowsQuery, tableWindowQuery, windowRows } from './table-queries.ts';

export type TableRow = { readonly row: number; readonly cells: readonly (string | null)[] };

/** A browser cannot draw a list that is taller; what lies beyond is reached by the number of its row. */
const mostGridRows = 1_000_000;

/** The rows of a table around those that are in view; the others are read when they come into view. */
export function useTableWindow(uri: string) {
  const { bridge } = useApp();
  const { client } = bridge;
  const [base, setBase] = useState(0);
  const [page, setPage] = useState(0);
  const [goTo, setGoTo] = useState<{ readonly index: number; readonly key: string }>();
  const top = useQuery(tableWindowQuery(client, uri, 0));
  const isWhole = top.data?.isWhole === true;
  const counted = useQuery({
    ...tableRowsQuery(client, uri),
    enabled: top.data !== undefined && !isWhole,
  });
  const wanted = [page - 1, page, page + 1].filter((one) => one >= Math.floor(base / windowRows));
  const { read, error } = useQueries({
    queries: wanted.map((one) => tableWindowQuery(client, uri, one)),
    combine: readWindows,
  });
  const known = Math.max(top.data?.knownRows ?? 0, ...read.map((window) => window?.knownRows ?? 0));
  const first = wanted[0] ?? 0;
  const total = counted.data ?? known;
  const { start, rows } = useMemo(() => joinWindows(first, read), [first, read]);
  const shown = Math.min(Math.max(0, total - base), mostGridRows);
  const offset = Math.max(0, start - base);
  const lines = useMemo(
    () => toLines(rows.slice(Math.max(0, base - start)), Math.max(start, base)),
    [start, base, rows],
  );
  const onView = useCallback(
    ({ first: from, last }: GridView): void => setPage(Math.floor((base + (from + last) / 2) / windowRows)),
    [base],
  );
  return {
    columns: top.data?.columns,
    error: top.error ?? error,
    lines,
    offset,
    after: Math.max(0, shown - offset - lines.length),
    total,
    isCounting: counted.isFetching,
    goTo,
    onView,
    /** @param row from 1 */
    onRow: (row: number): void => {
      const index = Math.max(0, Math.min(total - 1, row - 1));
      const nextBase = Math.floor(index / mostGridRows) * mostGridRows;
      setBase(nextBase);
      setPage(Math.floor(index / windowRows));
      setGoTo({ index: index - nextBase, key: `${String(index)} ${String(Date.now())}` });
    },
  };
}

type Windows = readonly (TableWindow | undefined)[];

function readWindows(results: readonly UseQueryResult<TableWindow>[]): {
  readonly read: Windows;
  readonly error: Error | null;
} {
  return {
    read: results.map(({ data }) => data),
    error: results.find(({ error }) => error !== null)?.error ?? null,
  };
}

/** The pages from the first that is there to the first that is not, as one stretch of rows. @param first its page */
function joinWindows(first: number, read: Windows): { start: number; rows: TableWindow['rows'] } {
  const at = Math.max(
    0,
    read.findIndex((window) => window !== undefined),
  );
  const from = read.slice(at);
  const end = from.indexOf(undefined);
  const rows = from.slice(0, end < 0 ? undefined : end).flatMap((window) => window?.rows ?? []);
  return { start: (first + at) * windowRows, rows };
}

function toLines(rows: readonly (readonly (string | null)[])[], first: number): readonly GridRow<TableRow>[] {
  return rows.map((cells, index) => ({
    id: String(first + index),
    item: { row: first + index, cells },
    level: 1,
    expanded: null,
  }));
}
