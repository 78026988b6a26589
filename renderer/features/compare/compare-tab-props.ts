import type { RunComparison } from '#contract/comparison.ts';
import type { ShownRuns } from './shown-runs.ts';

/** What every tab of a comparison gets. */
export type CompareTabProps = { readonly comparison: RunComparison; readonly shown: ShownRuns };
