import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DataGrid } from '#renderer/parts/grid/data-grid.tsx';
import type { GridColumn, GridRow } from '#renderer/parts/grid/grid-types.ts';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import classes from '../artifacts-tab.module.css';
import { readCsv, readParquet } from './read-table.ts';
import { useParsed } from './use-blob.ts';

type TableViewProps = { readonly path: string; readonly blob: Blob; readonly isCut: boolean };
type Row = readonly string[];

const columnPx = 140;

/** The beginning of a table, in the grid of all lists. */
export function TableView({ path, blob, isCut }: TableViewProps) {
  const { t } = useTranslation();
  const table = useParsed(
    blob,
    'table',
    /\.parquet$/i.test(path) ? readParquet : (bytes) => readCsv(bytes, isCut),
  );
  const columns = useMemo(() => (table === undefined ? [] : buildColumns(table.columns)), [table]);
  const lines = useMemo(
    () =>
      (table?.rows ?? []).map((item, index): GridRow<Row> => ({
        id: String(index),
        item,
        level: 1,
        expanded: null,
      })),
    [table],
  );
  if (table === undefined) return <StillBars />;
  const facts = { rows: table.rows.length, columns: table.columns.length };
  return (
    <>
      <p className={classes.note}>
        {table.isCut ? t('runPage.tableFactsCut', facts) : t('runPage.tableFacts', facts)}
      </p>
      <DataGrid<Row>
        label={path}
        lines={lines}
        columns={columns}
        total={lines.length}
        handlers={{ onOpen: () => undefined, onInspect: () => undefined }}
      />
    </>
  );
}

function buildColumns(names: readonly string[]): readonly GridColumn<Row>[] {
  return names.map((name, place) => ({
    id: `${String(place)} ${name}`,
    head: name,
    label: name,
    width: `minmax(${String(columnPx)}px, 1fr)`,
    cell: ({ item }) => <span className="ell">{item[place]}</span>,
    title: ({ item }) => item[place],
  }));
}
