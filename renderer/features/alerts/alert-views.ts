import type { AlertView } from '#contract/alert-handling.ts';
import type { AlertState } from '#contract/monitoring.ts';
import type { GlyphShape } from '#renderer/parts/status-glyph.tsx';
import type { AlertsSearch } from '#renderer/search-params.ts';
import type { AlertFilter } from './queries.ts';

/** The lists that alerts are looked at in, in the order of their work; the first is what the page opens with. */
export const alertViews = [
  'firing',
  'acknowledged',
  'snoozed',
  'resolved',
  'all',
] as const satisfies readonly AlertView[];

export const alertShapes: Readonly<Record<AlertState, GlyphShape>> = {
  firing: 'warning',
  acknowledged: 'waiting',
  snoozed: 'queued',
  resolved: 'finished',
};

export function viewOf({ state }: Pick<AlertsSearch, 'state'>): (typeof alertViews)[number] {
  return state ?? 'firing';
}

/** What the address says, as the engine takes it. */
export function searchToFilter({ state, severity, signal, model, text }: AlertsSearch): AlertFilter {
  return {
    state: viewOf(state === undefined ? {} : { state }),
    ...(severity !== undefined && { severity }),
    ...(signal !== undefined && { signal }),
    ...(model !== undefined && { model }),
    ...(text !== undefined && { text }),
  };
}

export function isNarrowed({ severity, signal, model, text }: AlertsSearch): boolean {
  return [severity, signal, model, text].some((value) => value !== undefined);
}
