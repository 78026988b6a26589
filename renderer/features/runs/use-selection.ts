import { useState } from 'react';

export type Selection = {
  readonly ids: ReadonlySet<string>;
  /** Adds or takes out one; with `range`, everything from the last one to this. */
  readonly toggle: (id: string, range: boolean, order: readonly string[]) => void;
  readonly setAll: (ids: readonly string[]) => void;
  readonly clear: () => void;
};

type Selected = { readonly scope: string; readonly ids: ReadonlySet<string>; readonly last: string | null };

/** The selected rows of one list; another `scope` (a filter, a view) starts with none. */
export function useSelection(scope: string): Selection {
  const none: Selected = { scope, ids: new Set(), last: null };
  const [state, setState] = useState(none);
  const current = state.scope === scope ? state : none;
  const set = (ids: ReadonlySet<string>, last: string | null): void => setState({ scope, ids, last });
  return {
    ids: current.ids,
    toggle: (id, range, order) => {
      const ids = new Set(current.ids);
      if (range && current.last !== null)
        for (const between of idsBetween(order, current.last, id)) ids.add(between);
      else if (!ids.delete(id)) ids.add(id);
      set(ids, id);
    },
    setAll: (ids) => set(new Set(ids), null),
    clear: () => set(new Set(), null),
  };
}

function idsBetween(order: readonly string[], from: string, to: string): readonly string[] {
  const [start, end] = [order.indexOf(from), order.indexOf(to)].sort((a, b) => a - b);
  return start === undefined || end === undefined || start < 0 ? [to] : order.slice(start, end + 1);
}
