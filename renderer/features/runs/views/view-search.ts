import type { RunViewSettings } from '#contract/run-views.ts';
import { joinOrder, splitOrder } from '#renderer/parts/grid/order-terms.ts';
import type { RunsSearch } from '#renderer/search-params.ts';
import { parseColumns, printColumns } from '../column-spec.ts';
import { parseGroups, printGroups } from '../groups/group-spec.ts';

/** The parts of the address that a saved view keeps. */
export const viewKeys = [
  'filter',
  'order',
  'view',
  'columns',
  'group',
  'baseline',
  'pins',
  'layout',
  'split',
  'charts',
] as const;
export type ViewSearch = Pick<RunsSearch, (typeof viewKeys)[number]>;

/** An address that says nothing of them: the table as it begins. */
export const plainSearch = Object.fromEntries(viewKeys.map((key) => [key, undefined])) as {
  readonly [K in (typeof viewKeys)[number]]: undefined;
};

/** The settings of a view as the address has them: every key, also those that are as the table begins. */
export function settingsToSearch(settings: RunViewSettings): {
  [K in (typeof viewKeys)[number]]: ViewSearch[K];
} {
  const { filter, orderBy, lifecycle, columns, groupBy, baseline, pins, layout, chartsPercent, charts } =
    settings;
  return {
    filter: filter || undefined,
    order: joinOrder(orderBy) || undefined,
    view: lifecycle === 'deleted' ? 'deleted' : undefined,
    columns: columns === null ? undefined : printColumns(columns.map(dropUndefined)),
    group: printGroups(groupBy),
    baseline: baseline ?? undefined,
    pins: pins.join(',') || undefined,
    layout: layout === 'table' ? undefined : layout,
    split: chartsPercent ?? undefined,
    charts: charts || undefined,
  };
}

export function searchToSettings(search: ViewSearch): RunViewSettings {
  return {
    filter: search.filter ?? '',
    orderBy: [...splitOrder(search.order ?? '')],
    lifecycle: search.view ?? 'active',
    columns: search.columns === undefined ? null : [...parseColumns(search.columns)],
    groupBy: [...parseGroups(search.group)],
    layout: search.layout ?? 'table',
    chartsPercent: search.split === undefined ? null : Math.min(90, Math.max(10, search.split)),
    charts: search.charts ?? '',
    baseline: search.baseline ?? null,
    pins: search.pins?.split(',') ?? [],
  };
}

export function hasViewState(search: ViewSearch): boolean {
  return viewKeys.some((key) => search[key] !== undefined);
}

/** Whether the address shows just what a view is set to. */
export function showsSettings(search: ViewSearch, settings: RunViewSettings): boolean {
  const saved = settingsToSearch(settings);
  const shown = settingsToSearch(searchToSettings(search));
  return viewKeys.every((key) => saved[key] === shown[key]);
}

function dropUndefined({ id, px, isPinned }: NonNullable<RunViewSettings['columns']>[number]) {
  return { id, ...(px === undefined ? {} : { px }), ...(isPinned === true ? { isPinned } : {}) };
}
