import type { ComparedRun, RunComparison } from '#contract/comparison.ts';
import { styleRuns } from '#renderer/parts/run-colors.ts';
import type { RunStyle } from '#renderer/parts/run-colors.ts';

/** The runs that are shown now, in their order, with the look of each. */
export type ShownRuns = {
  readonly runs: readonly ComparedRun[];
  /** Where each of `runs` stands in the rows of the comparison. */
  readonly places: readonly number[];
  readonly baseline: ComparedRun | undefined;
  /** The place of the baseline in the rows of the comparison. */
  readonly baselinePlace: number;
  readonly styleOf: (runId: string) => RunStyle;
};

/** Hidden runs keep their colour, so that nothing changes when they come back. */
export function showRuns(comparison: RunComparison, hidden: ReadonlySet<string>): ShownRuns {
  const { runs, baseline } = comparison;
  const base = runs[baseline];
  const styles = styleRuns(
    runs.map(({ runId }) => runId),
    base?.runId,
  );
  const places = runs.flatMap(({ runId }, place) => (hidden.has(runId) ? [] : [place]));
  return {
    runs: places.flatMap((place) => runs[place] ?? []),
    places,
    baseline: base,
    baselinePlace: baseline,
    styleOf: (runId) => styles.get(runId) ?? { token: 'ink4', color: 'var(--st-ink4)', dash: [] },
  };
}
