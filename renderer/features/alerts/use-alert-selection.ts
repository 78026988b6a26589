import { useState } from 'react';
import type { Alert } from '#contract/monitoring.ts';

export type AlertSelection = {
  readonly ids: ReadonlySet<string>;
  /** Those of them that the list still holds. */
  readonly alerts: readonly Alert[];
  /** Adds or takes out one; with `range`, all from the last one to this. */
  readonly toggle: (alertId: number, range: boolean) => void;
  readonly clear: () => void;
};

type Selected = { readonly scope: string; readonly ids: ReadonlySet<number>; readonly last: number | null };

/** The selected alerts of one list; another `scope` (a filter, a state) starts with none. */
export function useAlertSelection(scope: string, alerts: readonly Alert[]): AlertSelection {
  const none: Selected = { scope, ids: new Set(), last: null };
  const [state, setState] = useState(none);
  const current = state.scope === scope ? state : none;
  const selected = alerts.filter(({ alertId }) => current.ids.has(alertId));
  return {
    ids: new Set(selected.map(({ alertId }) => String(alertId))),
    alerts: selected,
    toggle: (alertId, range) => {
      const ids = new Set(current.ids);
      const order = alerts.map((alert) => alert.alertId);
      const [start = -1, end] = [order.indexOf(current.last ?? -1), order.indexOf(alertId)].sort(
        (a, b) => a - b,
      );
      if (range && start >= 0 && end !== undefined)
        for (const between of order.slice(start, end + 1)) ids.add(between);
      else if (!ids.delete(alertId)) ids.add(alertId);
      setState({ scope, ids, last: alertId });
    },
    clear: () => setState(none),
  };
}
