import { lazyPart } from '#renderer/parts/lazy-part.ts';

export type { ScheduleValue } from './form/schedule-value.ts';
export { scheduleTimesQuery } from './form/queries.ts';
export { wordPipelineProblem } from './problems/word-pipeline-problem.ts';
export { pipelineDraftQuery, pipelineFileQuery } from './queries.ts';

/** Comes with its own code when it is first shown. */
export const ScheduleForm = lazyPart(() => import('./form/schedule-form.tsx'), 'ScheduleForm');
