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

/** How many runs, or times to come, are in which state. */
export type DaySign = readonly [DayState, number];

/** All of a day, first what a person should know first. */
export function daySigns({ states, planned }: CalendarDay): readonly DaySign[] {
  const active = open.reduce((sum, state) => sum + (states[state] ?? 0), 0);
  const signs: readonly DaySign[] = [
    ['failed', states.failed ?? 0],
    ['active', active],
    ['other', states.canceled ?? 0],
    ['good', states.success ?? 0],
    ['planned', planned],
  ];
  return signs.filter(([, count]) => count > 0);
}

/** What a person should know first of a day; null where nothing was and nothing is to come. */
export function dayState(day: CalendarDay | undefined): DayState | null {
  return day === undefined ? null : (daySigns(day)[0]?.[0] ?? null);
}

export function countRuns({ states }: CalendarDay): number {
  return Object.values(states).reduce((sum, count) => sum + count, 0);
}
