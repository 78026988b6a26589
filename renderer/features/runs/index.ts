export { metricHistoryQuery, recentRunsQuery, runInputsQuery, runQuery } from './queries.ts';
export { trainingInput } from './training-input.ts';
export { RunDuration } from './run-duration.tsx';
