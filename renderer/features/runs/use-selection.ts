import { useState } from 'react';

export type Selection = {
  readonly ids: ReadonlySet<string>;
  /** Adds or takes out one; with `range`, everything from the last one to this. */
  readonly toggle: (id: string, range: boolean, order: readonly string[]) => void;
  readonly setAll: (ids: readonly string[]) => void;
  readonly clear: () => void;
};

/** The selected rows of one list; another `scope` (a filter, a view) starts with none. */
export function useSelection(scope: string): Selection {
  const [state, setState] = useState({ scope, ids: new Set<string>() as ReadonlySet<string>, last: null as string | null });
  const current = state.scope === scope ? state : { scope, ids: new Set<string>(), last: null };
  const set = (ids: ReadonlySet<string>, last: string | null): void => setState({ scope, ids, last });
  return {
    ids: current.ids,
    toggle: (id, range, order) => {
      const ids = new Set(current.ids);
      if (range && current.last !== null) for (const between of idsBetween(order, current.last, id)) ids.add(between);
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
