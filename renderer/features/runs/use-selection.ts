import { useState } from 'react';

export type Selection = {
  readonly ids: ReadonlySet<string>;
  /** All that the search finds is selected, read or not; then `ids` says nothing. */
  readonly isAll: boolean;
  /** Adds or takes out one; with `range`, everything from the last one to this. */
  readonly toggle: (id: string, range: boolean, order: readonly string[]) => void;
  readonly setAll: (ids: readonly string[]) => void;
  readonly selectSearch: () => void;
  readonly clear: () => void;
};

type Selected = {
  readonly scope: string;
  readonly ids: ReadonlySet<string>;
  readonly last: string | null;
  readonly isAll: boolean;
};

/** The selected rows of one list; another `scope` (a filter, a view) starts with none. */
export function useSelection(scope: string): Selection {
  const none: Selected = { scope, ids: new Set(), last: null, isAll: false };
  const [state, setState] = useState(none);
  const current = state.scope === scope ? state : none;
  const set = (ids: ReadonlySet<string>, last: string | null): void =>
    setState({ scope, ids, last, isAll: false });
  return {
    ids: current.ids,
    isAll: current.isAll,
    toggle: (id, range, order) => {
      // From all, one is taken out of those that are in the list.
      const ids = new Set(current.isAll ? order : current.ids);
      if (range && current.last !== null)
        for (const between of idsBetween(order, current.last, id)) ids.add(between);
      else if (!ids.delete(id)) ids.add(id);
      set(ids, id);
    },
    setAll: (ids) => set(new Set(ids), null),
    selectSearch: () => setState({ ...current, scope, isAll: true }),
    clear: () => set(new Set(), null),
  };
}

function idsBetween(order: readonly string[], from: string, to: string): readonly string[] {
  const [start, end] = [order.indexOf(from), order.indexOf(to)].sort((a, b) => a - b);
  return start === undefined || end === undefined || start < 0 ? [to] : order.slice(start, end + 1);
}
