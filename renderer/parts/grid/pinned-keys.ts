import type { GridRow } from './grid-types.ts';
import type { LineList } from './line-list.ts';

/** A pinned row may stand in the list as well: there it has an id of its own. */
export function pinnedId(id: string): string {
  return `pinned:${id}`;
}

/** The rows that the keyboard goes through: pinned ones come before the first of the list. */
export function joinPinned<T>(pinned: readonly GridRow<T>[], list: LineList<T>, activeId: string | null) {
  // A row that was pinned just now stays the active one, though it has left the list.
  const isGone = activeId !== null && list.at(list.indexOf(activeId))?.id !== activeId;
  const pinnedIndex = pinned.findIndex(({ id }) => pinnedId(id) === activeId || (isGone && id === activeId));
  const isPinned = pinnedIndex >= 0;
  /** In the list alone; -1 while a pinned row is active. */
  const activeIndex = isPinned ? -1 : list.indexOf(activeId);
  return {
    activeIndex,
    activeDomId: isPinned ? pinnedId(pinned[pinnedIndex]?.id ?? '') : list.at(activeIndex)?.id,
    activePinned: pinned[pinnedIndex]?.id,
    keys: {
      list: {
        count: pinned.length + list.count,
        at: (index: number) => pinned[index] ?? list.at(index - pinned.length),
      },
      activeIndex: isPinned ? pinnedIndex : pinned.length + activeIndex,
    },
    /** The id of a row by its place among all, and its place in the list; null for a pinned one. */
    rowAt: (index: number): { readonly id: string | null; readonly listIndex: number | null } => {
      const row = pinned[index];
      if (row !== undefined) return { id: pinnedId(row.id), listIndex: null };
      return { id: list.at(index - pinned.length)?.id ?? null, listIndex: index - pinned.length };
    },
  };
}
