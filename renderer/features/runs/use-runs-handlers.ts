import type { GridHandlers } from '#renderer/parts/grid/grid-types.ts';
import { maxComparedRuns, useOpenCompare } from '../compare/index.ts';
import { isGroupId } from './groups/group-row.ts';
import type { RunsTableProps } from './runs-table-props.ts';
import { useOpenRun } from './use-open-run.ts';
import { useRunMarks } from './use-run-marks.ts';

/** What clicks and keys do with the rows of the table. `runIds` are the runs that it shows, in their order. */
export function useRunsHandlers(props: RunsTableProps, runIds: readonly string[]): GridHandlers {
  const { model, shownId, selection, onChange } = props;
  const { runSearch, tree, pinned } = model;
  const compare = useOpenCompare();
  const openRun = useOpenRun(runSearch);
  const marks = useRunMarks(pinned, onChange);
  const isSelected = selection.isAll || selection.ids.size > 0;

  function remove(id: string): void {
    if (runSearch.view === 'deleted' || (!isSelected && isGroupId(id))) return;
    props.onRemove(selection.isAll ? null : isSelected ? [...selection.ids] : [id]);
    selection.clear();
  }
  function tag(id: string): void {
    if (isGroupId(id) || runSearch.view === 'deleted') return;
    if (!isSelected) selection.toggle(id, false, runIds);
    props.onTag();
  }
  /** A group has no page and no details: it opens in its place. */
  const ofRun =
    (act: (id: string) => void) =>
    (id: string): void =>
      isGroupId(id) ? tree.toggle(id) : act(id);
  return {
    onOpen: ofRun(openRun),
    onInspect: ofRun((id) => onChange({ run: id === shownId ? undefined : id, panel: undefined })),
    onToggleExpand: tree.toggle,
    onMore: tree.more,
    onSelect: (id, range) => selection.toggle(id, range, runIds),
    onNew: () => onChange({ panel: 'new', run: undefined }),
    onFilter: props.onFilter,
    onEscape: () => (isSelected ? selection.clear() : onChange({ run: undefined, panel: undefined })),
    onDelete: remove,
    rowKeys: {
      b: ofRun(marks.toggleBaseline),
      p: ofRun(marks.togglePin),
      e: remove,
      g: props.onGroup,
      t: tag,
    },
    onCompare: () => {
      if (selection.ids.size >= 2 && selection.ids.size <= maxComparedRuns) compare([...selection.ids]);
    },
  };
}
