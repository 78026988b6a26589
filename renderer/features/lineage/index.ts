export { DatasetLink } from './dataset-link.tsx';
export { LineageSteps } from './lineage-steps.tsx';
