import type { TaskType } from '#core/tasks/index.ts';
import { generateBatch } from './generate-batch.ts';
import { loadDataset } from './load-dataset.ts';

/** The kinds of task that datasets bring. */
export const datasetTaskTypes: readonly TaskType[] = [loadDataset, generateBatch];
