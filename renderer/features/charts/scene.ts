import type { Store } from '#renderer/bridge/store.ts';
import type { XKind } from '#renderer/parts/charts/axis-text.ts';
import type { Crosshair } from '#renderer/parts/charts/make-plot.ts';
import type { RunStyle } from '#renderer/parts/run-colors.ts';
import type { ChartRun } from './queries.ts';
import type { ChartSettings } from './settings.ts';

export type PointCount = { readonly shown: number; readonly total: number };

/** What all charts of a page share. */
export type ChartScene = {
  readonly runs: readonly ChartRun[];
  readonly settings: ChartSettings;
  readonly onSettings: (next: ChartSettings) => void;
  readonly paused: boolean;
  /** The look of a run among several. */
  readonly styleOf: (runId: string) => RunStyle;
  readonly crosshair: Crosshair;
  /** How many points each chart draws, by its id. */
  readonly counts: Store<ReadonlyMap<string, PointCount>>;
};

export function xKindOf(x: ChartSettings['x']): XKind {
  if (x === 'time') return 'time';
  return x === 'relative' ? 'duration' : 'number';
}

export function isLogY({ logY, flipped }: ChartSettings, id: string): boolean {
  return logY !== flipped.includes(id);
}
