export { ExperimentPanel } from './experiment-panel.tsx';
export { experimentListQuery, experimentQuery } from './queries.ts';
