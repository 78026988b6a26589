export { DatasetLink } from './dataset-link.tsx';
export { LineageLink } from './lineage-link.tsx';
export { LineageOf, LineageSteps } from './lineage-steps.tsx';
