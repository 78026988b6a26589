/** Runs side by side: what differs, which is better, and whether the difference is more than chance. */
export { compareRuns } from './compare-runs.ts';
export { describeRunColumns } from './run-columns.ts';
export { rankParams } from './rank-params.ts';
export { testSignificance } from './significance.ts';
