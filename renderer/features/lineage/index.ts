export { LineageSteps } from './lineage-steps.tsx';
