import type { Alert } from '#contract/monitoring.ts';
import type { RegisteredModel, VersionMetric } from '#contract/registry.ts';
import { accuracyOn, accuracySplits } from './version-metrics.ts';

/** What the list of models shows of one. */
export type ModelLine = {
  readonly model: RegisteredModel;
  readonly challenger: number | null;
  readonly openAlerts: number;
  readonly metric: VersionMetric | null;
};
export type ModelSort = 'name' | 'champion' | 'versions' | 'health' | 'changed';

/** The models whose name or one of whose aliases contains the text, with what the list shows, in order. */
export function listModelLines(
  models: readonly RegisteredModel[],
  alerts: readonly Alert[],
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
      metric: tellingMetric(model),
    }));
  return lines.toSorted((a, b) => compare[sort](a, b) || a.model.name.localeCompare(b.model.name));
}

const compare: Readonly<Record<ModelSort, (a: ModelLine, b: ModelLine) => number>> = {
  name: () => 0,
  champion: (a, b) => (b.model.champion?.since ?? 0) - (a.model.champion?.since ?? 0),
  versions: (a, b) => b.model.versionCount - a.model.versionCount,
  health: (a, b) => b.openAlerts - a.openAlerts,
  changed: (a, b) => b.model.updatedAt - a.model.updatedAt,
};

/** The figure of the newest version that says most: its accuracy on held-out rows, else what there is. */
function tellingMetric({ latestVersion }: RegisteredModel): VersionMetric | null {
  if (latestVersion === null) return null;
  const [split] = accuracySplits([latestVersion]);
  return (split === undefined ? null : accuracyOn(latestVersion, split)) ?? latestVersion.metrics[0] ?? null;
}
