export { metricHistoryQuery, recentRunsQuery, runInputsQuery, runQuery } from './queries.ts';
export { trainingInput } from './training-input.ts';
export { useSelection } from './use-selection.ts';
export type { Selection } from './use-selection.ts';
export { RunLink } from './run-link.tsx';
export { RunDuration } from './run-duration.tsx';
