import { useTranslation } from 'react-i18next';
import type { PipelineRunState, TaskRun, TaskState } from '#contract/pipelines.ts';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import type { GlyphShape } from '#renderer/parts/status-glyph.tsx';

/** How a task looks: its state, or that it took over what an earlier run made. */
export type TaskLook = TaskState | 'reused';

/** What is reused did not run, so it does not look like a success of this run. */
export function lookOf({ state, part }: Pick<TaskRun, 'state' | 'part'>): TaskLook {
  return part === 'reuse' && state === 'success' ? 'reused' : state;
}

export const taskShapes: Readonly<Record<TaskLook, GlyphShape>> = {
  none: 'queued',
  scheduled: 'queued',
  queued: 'queued',
  running: 'running',
  success: 'finished',
  failed: 'failed',
  up_for_retry: 'retrying',
  up_for_reschedule: 'waiting',
  canceled: 'stopped',
  interrupted: 'warning',
  skipped: 'stopped',
  upstream_failed: 'stopped',
  removed: 'leftOut',
  reused: 'reused',
  restarting: 'retrying',
  awaiting_input: 'waiting',
};

export const pipelineRunShapes: Readonly<Record<PipelineRunState, GlyphShape>> = {
  scheduled: 'queued',
  queued: 'queued',
  running: 'running',
  paused: 'waiting',
  success: 'finished',
  failed: 'failed',
  canceled: 'stopped',
};

export function TaskStateLabel({ state }: { state: TaskLook }) {
  const { t } = useTranslation();
  return <StateLabel shape={taskShapes[state]}>{t(`taskStates.${state}`)}</StateLabel>;
}

export function PipelineRunStateLabel({ state }: { state: PipelineRunState }) {
  const { t } = useTranslation();
  return <StateLabel shape={pipelineRunShapes[state]}>{t(`pipelineRunStates.${state}`)}</StateLabel>;
}
