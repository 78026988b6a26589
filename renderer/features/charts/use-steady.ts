import { useState } from 'react';
import { styleRuns, type RunStyle } from '#renderer/parts/run-colors.ts';
import type { ChartRun } from './queries.ts';

type Steady = { readonly runs: readonly ChartRun[]; readonly styleOf: (runId: string) => RunStyle };

/** The same objects while they say the same: charts are drawn anew only when something changes. */
export function useSteady(
  runs: readonly ChartRun[],
  given: ((runId: string) => RunStyle) | undefined,
): Steady {
  const styles = styleRuns(runs.map(({ runId }) => runId));
  const styleOf = (runId: string): RunStyle => given?.(runId) ?? styles.get(runId) ?? quiet;
  const key = JSON.stringify(runs.map(({ runId, name }) => [runId, name, styleOf(runId)]));
  const [known, setKnown] = useState({ key, runs, styleOf });
  if (known.key === key) return known;
  const next = { key, runs, styleOf };
  setKnown(next);
  return next;
}

const quiet: RunStyle = { token: 'ink4', color: 'var(--st-ink4)', dash: [] };
