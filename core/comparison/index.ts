/** Runs side by side: what differs, which is better, and whether the difference is more than chance. */
export { compareFiles } from './files/compare-files.ts';
export { diffConfig } from './files/diff-config.ts';
export { diffFile } from './files/diff-file.ts';
export { diffLines } from './files/diff-lines.ts';
export { writeReport } from './report/write-report.ts';
export { compareRuns } from './compare-runs.ts';
export { readExperimentHeadlines } from './experiment-headlines.ts';
export { describeRunColumns } from './run-columns.ts';
export { rankParams } from './rank-params.ts';
export { testSignificance } from './significance.ts';
