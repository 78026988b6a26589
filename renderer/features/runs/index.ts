export { metricHistoryQuery, recentRunsQuery, runInputsQuery, runQuery } from './queries.ts';
export { RunDuration } from './run-duration.tsx';
