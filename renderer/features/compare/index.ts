export { maxComparedRuns, useOpenCompare } from './use-open-compare.ts';
