import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DataGrid } from '#renderer/parts/grid/data-grid.tsx';
import { isFiller } from '#renderer/parts/grid/grid-types.ts';
import type { GridRow } from '#renderer/parts/grid/grid-types.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { changeColumn, moveColumn, printColumns } from './column-spec.ts';
import type { ColumnChoice } from './column-spec.ts';
import { withGroupCells } from './groups/group-columns.tsx';
import { isGroup } from './groups/group-row.ts';
import type { TableItem } from './groups/group-row.ts';
import { newestFirst } from './queries.ts';
import { buildRunColumns, nameColumnId } from './run-columns.tsx';
import type { RunsTableProps } from './runs-table-props.ts';
import { useRunsHandlers } from './use-runs-handlers.ts';

export function RunsTable(props: RunsTableProps) {
  const { model, name, shownId, selection, onChange } = props;
  const { t } = useTranslation();
  const locale = useLocale();
  const { runSearch, roots, tree, columns: values, offset, matching, pinned, aliases } = model;
  const columns = useMemo(() => {
    const built = buildRunColumns({
      t,
      locale,
      choices: values.choices,
      all: values.all,
      rows: roots ?? [],
      baseline: pinned.baseline,
      aliases,
      pinnedIds: new Set(pinned.ids),
      onToggle: tree.toggle,
    });
    return withGroupCells(built, { t, locale, all: values.all, onToggle: tree.toggle });
  }, [t, locale, values, roots, pinned.baseline, pinned.ids, aliases, tree.toggle]);
  const pinnedRows = useMemo(
    (): readonly GridRow<TableItem>[] =>
      pinned.runs.map((item) => ({ id: item.runId, item, level: 1, expanded: null })),
    [pinned.runs],
  );
  const runIds = useMemo(
    () => tree.lines.flatMap((line) => (isFiller(line) || isGroup(line.item) ? [] : [line.id])),
    [tree.lines],
  );
  const handlers = useRunsHandlers(props, runIds);

  function order(next: string | undefined): void {
    onChange({ order: next === newestFirst ? undefined : next });
    model.goToTop();
  }
  function setColumns(choices: readonly ColumnChoice[]): void {
    onChange({ columns: printColumns(choices) }, true);
  }
  const selected = useMemo(
    () => (selection.isAll ? new Set([...runIds, ...pinned.ids]) : selection.ids),
    [selection.isAll, selection.ids, runIds, pinned.ids],
  );
  return (
    <DataGrid<TableItem>
      tree
      label={t('runs.list', { name })}
      lines={tree.lines}
      columns={columns}
      total={model.isGrouped ? tree.lines.length : Math.max(matching ?? 0, offset + tree.lines.length)}
      offset={offset}
      order={runSearch.order}
      onOrder={order}
      selected={selected}
      selectAllLabel={t('runs.selectAll')}
      selectLabel={({ item }) => (isGroup(item) ? '' : t('runs.select', { name: item.name }))}
      onSelectAll={() => selection.setAll(selected.size > 0 ? [] : runIds)}
      shownId={shownId}
      onView={model.follow}
      onWidth={model.setWidth}
      topKey={model.topKey}
      frozen={1 + values.choices.filter(({ isPinned }) => isPinned).length}
      pinned={pinnedRows}
      columnChanges={{
        hint: t('runTable.headKeys'),
        onResize: (id, px) => setColumns(resizeColumn(values.choices, id, px)),
        onMove: (id, by) => {
          const index = values.choices.findIndex((choice) => choice.id === id);
          setColumns(moveColumn(values.choices, id, index + by));
        },
      }}
      handlers={handlers}
    />
  );
}

/** The name always stands there; it is in the list only once it has a width of its own. */
function resizeColumn(choices: readonly ColumnChoice[], id: string, px: number): readonly ColumnChoice[] {
  const isKnown = choices.some((choice) => choice.id === id);
  return isKnown || id !== nameColumnId ? changeColumn(choices, id, { px }) : [{ id, px }, ...choices];
}
