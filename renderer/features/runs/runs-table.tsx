import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DataGrid } from '#renderer/parts/grid/data-grid.tsx';
import { isFiller } from '#renderer/parts/grid/grid-types.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import type { RunsSearch } from '#renderer/search-params.ts';
import { maxComparedRuns, useOpenCompare } from '../compare/index.ts';
import { changeColumn, moveColumn, printColumns } from './column-spec.ts';
import type { ColumnChoice } from './column-spec.ts';
import { withGroupCells } from './groups/group-columns.tsx';
import { isGroup, isGroupId } from './groups/group-row.ts';
import type { TableItem } from './groups/group-row.ts';
import { newestFirst } from './queries.ts';
import { buildRunColumns, nameColumnId } from './run-columns.tsx';
import { useRunMarks } from './use-run-marks.ts';
import { useOpenRun } from './use-open-run.ts';
import type { RunsModel } from './use-runs-model.ts';
import type { Selection } from './use-selection.ts';

export type RunsTableProps = {
  readonly model: RunsModel;
  readonly name: string;
  readonly shownId: string | undefined;
  readonly selection: Selection;
  readonly onChange: (next: Partial<RunsSearch>, replace?: boolean) => void;
  readonly onFilter: () => void;
  /** Opens what the key of an act opens: the tag of the selection, the groups. */
  readonly onTag: () => void;
  readonly onGroup: () => void;
  readonly onRemove: (runIds: readonly string[] | null) => void;
};

export function RunsTable({ model, name, shownId, selection, onChange, onFilter, ...acts }: RunsTableProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const compare = useOpenCompare();
  const { runSearch, roots, tree, columns: values, offset, matching, pinned, aliases } = model;
  const openRun = useOpenRun(runSearch);
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
    () => pinned.runs.map((item) => ({ id: item.runId, item, level: 1, expanded: null })),
    [pinned.runs],
  );
  const marks = useRunMarks(pinned, onChange);
  const runIds = useMemo(
    () => tree.lines.flatMap((line) => (isFiller(line) || isGroup(line.item) ? [] : [line.id])),
    [tree.lines],
  );

  function order(next: string | undefined): void {
    onChange({ order: next === newestFirst ? undefined : next });
    model.goToTop();
  }
  function setColumns(choices: readonly ColumnChoice[]): void {
    onChange({ columns: printColumns(choices) }, true);
  }
  function remove(id: string): void {
    if (runSearch.view === 'deleted') return;
    const isSelected = selection.isAll || selection.ids.size > 0;
    if (!isSelected && isGroupId(id)) return;
    acts.onRemove(selection.isAll ? null : isSelected ? [...selection.ids] : [id]);
    selection.clear();
  }
  function leave(): void {
    if (selection.isAll || selection.ids.size > 0) selection.clear();
    else onChange({ run: undefined, panel: undefined });
  }
  /** A group has no page and no details: it opens in its place. */
  const ofRun =
    (act: (id: string) => void) =>
    (id: string): void =>
      isGroupId(id) ? tree.toggle(id) : act(id);
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
      handlers={{
        onOpen: ofRun(openRun),
        onInspect: ofRun((id) => onChange({ run: id === shownId ? undefined : id, panel: undefined })),
        onToggleExpand: tree.toggle,
        onMore: tree.more,
        onSelect: (id, range) => selection.toggle(id, range, runIds),
        onNew: () => onChange({ panel: 'new', run: undefined }),
        onFilter,
        onEscape: leave,
        onDelete: remove,
        rowKeys: {
          b: ofRun(marks.toggleBaseline),
          p: ofRun(marks.togglePin),
          e: remove,
          g: acts.onGroup,
          t: (id) => {
            if (isGroupId(id)) return;
            if (!selection.isAll && selection.ids.size === 0) selection.toggle(id, false, runIds);
            acts.onTag();
          },
        },
        onCompare: () => {
          if (selection.ids.size >= 2 && selection.ids.size <= maxComparedRuns) compare([...selection.ids]);
        },
      }}
    />
  );
}

/** The name always stands there; it is in the list only once it has a width of its own. */
function resizeColumn(choices: readonly ColumnChoice[], id: string, px: number): readonly ColumnChoice[] {
  const isKnown = choices.some((choice) => choice.id === id);
  return isKnown || id !== nameColumnId ? changeColumn(choices, id, { px }) : [{ id, px }, ...choices];
}
