import { Button, NumberInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { ColumnTable } from '#renderer/features/datasets/index.ts';
import { DataGrid } from '#renderer/parts/grid/data-grid.tsx';
import type { GridColumn } from '#renderer/parts/grid/grid-types.ts';
import { formatCount } from '#renderer/parts/numbers.ts';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import classes from '../artifacts-tab.module.css';
import { tableProfileQuery } from './table-queries.ts';
import { useTableWindow } from './use-table-window.ts';
import type { TableRow } from './use-table-window.ts';

type TableViewProps = { readonly uri: string; readonly path: string };

const columnPx = 140;
/** Columns of a row that the engine hands over. */
const mostColumns = 200;

/** A table of any size: the engine reads the rows that are in view. */
export function TableView({ uri, path }: TableViewProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [isProfile, setProfile] = useState(false);
  const table = useTableWindow(uri);
  const columns = useMemo(
    () => buildColumns(table.columns ?? [], locale, t('runPage.rowNumber')),
    [table.columns, locale, t],
  );
  if (table.error !== null && table.columns === undefined) return <InlineProblem error={table.error} />;
  if (table.columns === undefined) return <StillBars />;
  const facts = {
    count: table.total,
    columns: t('runPage.tableColumns', { count: table.columns.length }),
  };
  return (
    <>
      <div className={classes.tools}>
        <span className="g3 sm grow" role="status">
          {table.isCounting ? t('runPage.tableCounting', facts) : t('runPage.tableFacts', facts)}
          {table.columns.length > mostColumns && ` ${t('runPage.tableWide', { count: mostColumns })}`}
        </span>
        {!isProfile && (
          <NumberInput
            size="xs"
            w={120}
            aria-label={t('runPage.goToRow')}
            placeholder={t('runPage.goToRow')}
            min={1}
            hideControls
            allowDecimal={false}
            onKeyDown={(event) => {
              const row = Number(event.currentTarget.value.replace(/\D/g, ''));
              if (event.key === 'Enter' && row > 0) table.onRow(row);
            }}
          />
        )}
        <Button size="compact-xs" aria-pressed={isProfile} onClick={() => setProfile(!isProfile)}>
          {isProfile ? t('runPage.showRows') : t('runPage.showProfile')}
        </Button>
      </div>
      {isProfile ? (
        <Profile uri={uri} />
      ) : (
        <DataGrid<TableRow>
          label={path}
          lines={table.lines}
          columns={columns}
          total={table.total}
          offset={table.offset}
          after={table.after}
          frozen={1}
          onView={table.onView}
          {...(table.goTo && { goTo: table.goTo })}
          handlers={{ onOpen: () => undefined, onInspect: () => undefined }}
        />
      )}
    </>
  );
}

/** What each column holds, of all rows. */
function Profile({ uri }: Pick<TableViewProps, 'uri'>) {
  const { bridge } = useApp();
  const profile = useQuery(tableProfileQuery(bridge.client, uri));
  if (profile.isError) return <InlineProblem error={profile.error} />;
  if (profile.data === undefined) return <StillBars />;
  return (
    <div className={classes.body}>
      <ColumnTable columns={profile.data.columns} />
    </div>
  );
}

function buildColumns(
  names: readonly string[],
  locale: string,
  rowLabel: string,
): readonly GridColumn<TableRow>[] {
  const row: GridColumn<TableRow> = {
    id: 'row',
    head: '#',
    label: rowLabel,
    width: '76px',
    px: 76,
    align: 'right',
    cell: ({ item }) => <span className="g3">{formatCount(item.row + 1, locale)}</span>,
  };
  const own = names.slice(0, mostColumns).map((name, place): GridColumn<TableRow> => ({
    id: `${String(place)} ${name}`,
    head: name,
    label: name,
    width: `minmax(${String(columnPx)}px, 1fr)`,
    px: columnPx,
    cell: ({ item }) => <span className="ell">{item.cells[place] ?? <span className="g3">–</span>}</span>,
    title: ({ item }) => item.cells[place] ?? undefined,
  }));
  return [row, ...own];
}
