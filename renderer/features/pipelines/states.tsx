import { useTranslation } from 'react-i18next';
import type { PipelineRunState, TaskState } from '#contract/pipelines.ts';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import type { GlyphShape } from '#renderer/parts/status-glyph.tsx';

export const taskShapes: Readonly<Record<TaskState, GlyphShape>> = {
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
  removed: 'stopped',
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

export function TaskStateLabel({ state }: { state: TaskState }) {
  const { t } = useTranslation();
  return <StateLabel shape={taskShapes[state]}>{t(`taskStates.${state}`)}</StateLabel>;
}

export function PipelineRunStateLabel({ state }: { state: PipelineRunState }) {
  const { t } = useTranslation();
  return <StateLabel shape={pipelineRunShapes[state]}>{t(`pipelineRunStates.${state}`)}</StateLabel>;
}
