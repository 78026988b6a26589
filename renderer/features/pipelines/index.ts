import { lazyPart } from '#renderer/parts/lazy-part.ts';

export { hasFaults, paramFields, paramsToSend } from './param-fields.ts';
export { ParamInput } from './param-input.tsx';
export { Elapsed, spanOf } from './elapsed.tsx';
export { pipelineListQuery, pipelineRunListQuery, pipelineRunQuery, taskLogQuery } from './queries.ts';
export { wordWaits } from './word-waits.ts';
export { lookOf, PipelineRunStateLabel, taskShapes } from './states.tsx';
export { groupInstances } from './task-groups.ts';
export { wordWhy } from './word-why.ts';
export type { Why } from './word-why.ts';
export { useStartPipeline } from './use-start-pipeline.ts';

/** Comes with its own code when it is first shown. */
export const PipelineCalendar = lazyPart(
  () => import('./calendar/pipeline-calendar.tsx'),
  'PipelineCalendar',
);
export const PipelineVersions = lazyPart(
  () => import('./versions/pipeline-versions.tsx'),
  'PipelineVersions',
);
export const PipelinePageMenu = lazyPart(() => import('./list/pipeline-page-menu.tsx'), 'PipelinePageMenu');
export const PipelineGrid = lazyPart(() => import('./grid/pipeline-grid.tsx'), 'PipelineGrid');

export const InstanceList = lazyPart(() => import('./instance-list.tsx'), 'InstanceList');
export const LogPane = lazyPart(() => import('./log/log-pane.tsx'), 'LogPane');
