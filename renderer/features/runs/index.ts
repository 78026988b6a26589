export { metricHistoryQuery, recentRunsQuery, runQuery } from './queries.ts';
export { RunDuration } from './run-duration.tsx';
