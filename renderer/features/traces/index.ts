export { ExperimentTabs } from './experiment-tabs.tsx';
