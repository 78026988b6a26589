export { ExperimentTabs } from './experiment-tabs.tsx';
export { JsonView } from './json-view.tsx';
