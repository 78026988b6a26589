export { DatasetLink } from './dataset-link.tsx';
export { LineageOf, LineageSteps } from './lineage-steps.tsx';
