import type { Alert } from '#contract/monitoring.ts';
import type { RegisteredModel } from '#contract/registry.ts';
import type { ServingStatus } from '#contract/serving.ts';

/** What answers requests with a model: `/invocations`, its name alone, or nothing yet. */
export type ServingState = 'endpoint' | 'byName' | 'preparing' | 'failed' | null;

/** What the list of models shows of one. */
export type ModelLine = {
  readonly model: RegisteredModel;
  readonly challenger: number | null;
  readonly openAlerts: number;
  readonly serving: ServingState;
};
export type ModelSort = 'name' | 'champion' | 'versions' | 'health' | 'changed';

type Around = {
  readonly alerts: readonly Alert[];
  /** Undefined until it is read. */
  readonly serving: ServingStatus | undefined;
};

/** The models whose name or one of whose aliases contains the text, with what the list shows, in order. */
export function listModelLines(
  models: readonly RegisteredModel[],
  { alerts, serving }: Around,
  { filter, sort }: { filter: string; sort: ModelSort },
): readonly ModelLine[] {
  const wanted = filter.trim().replace(/^@/, '').toLowerCase();
  const lines = models
    .filter(({ name, aliases }) =>
      [name, ...aliases.map(({ alias }) => alias)].some((text) => text.toLowerCase().includes(wanted)),
    )
    .map((model) => ({
      model,
      challenger: model.aliases.find(({ alias }) => alias === 'challenger')?.version ?? null,
      openAlerts: alerts.filter(({ modelName }) => modelName === model.name).length,
      serving: servingOf(model.name, model.champion?.version.version ?? null, serving),
    }));
  return lines.toSorted((a, b) => compare[sort](a, b) || a.model.name.localeCompare(b.model.name));
}

/** How it stands with the answers of a version; null where nothing listens, or nobody asks for that version. */
export function servingOf(
  name: string,
  version: number | null,
  serving: ServingStatus | undefined,
): ServingState {
  if (serving?.address == null) return null;
  const isIt = (one: { name: string; version: number }): boolean =>
    one.name === name && one.version === version;
  const python = serving.python.find(isIt)?.state ?? 'ready';
  if (python !== 'ready' && python !== 'off') return python === 'failed' ? 'failed' : 'preparing';
  if (serving.model !== null && isIt(serving.model)) return 'endpoint';
  return serving.models.some(isIt) ? 'byName' : null;
}

const compare: Readonly<Record<ModelSort, (a: ModelLine, b: ModelLine) => number>> = {
  name: () => 0,
  champion: (a, b) => (b.model.champion?.since ?? 0) - (a.model.champion?.since ?? 0),
  versions: (a, b) => b.model.versionCount - a.model.versionCount,
  health: (a, b) => b.openAlerts - a.openAlerts,
  changed: (a, b) => b.model.updatedAt - a.model.updatedAt,
};
