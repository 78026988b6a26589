import type { CalendarDay } from '#contract/pipeline-views.ts';
import type { PipelineRunState } from '#contract/pipelines.ts';
import type { GlyphShape } from '#renderer/parts/status-glyph.tsx';

export const dayStates = ['good', 'failed', 'active', 'other', 'planned'] as const;
export type DayState = (typeof dayStates)[number];

export const dayShapes: Readonly<Record<DayState, GlyphShape>> = {
  good: 'finished',
  failed: 'failed',
  active: 'running',
  other: 'stopped',
  planned: 'queued',
};

const open: readonly PipelineRunState[] = ['running', 'queued', 'scheduled', 'paused'];

/** What a person should know first of a day; null where nothing was and nothing is to come. */
export function dayState(day: CalendarDay | undefined): DayState | null {
  if (day === undefined) return null;
  const { states, planned } = day;
  if ((states.failed ?? 0) > 0) return 'failed';
  if (open.some((state) => (states[state] ?? 0) > 0)) return 'active';
  if ((states.canceled ?? 0) > 0) return 'other';
  if ((states.success ?? 0) > 0) return 'good';
  return planned > 0 ? 'planned' : null;
}

export function countRuns({ states }: CalendarDay): number {
  return Object.values(states).reduce((sum, count) => sum + count, 0);
}
