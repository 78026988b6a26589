import type { PipelineOperation } from '#contract/pipeline-editing.ts';
import type { ScheduleValue } from '#renderer/features/pipeline-editor/index.ts';

/** The operations that make one schedule of a file another: what both say alike is not touched. */
export function scheduleEdits(
  from: ScheduleValue | undefined,
  to: ScheduleValue | undefined,
): readonly PipelineOperation[] {
  if (to === undefined) return from === undefined ? [] : [{ op: 'unset', path: ['schedule'] }];
  if (from === undefined) return [{ op: 'set', path: ['schedule'], value: to }];
  const keys = [...new Set([...Object.keys(to), ...Object.keys(from)])] as (keyof ScheduleValue)[];
  const set = keys
    .filter((key) => to[key] !== undefined && to[key] !== from[key])
    .map((key) => ({ op: 'set' as const, path: ['schedule', key], value: to[key] }));
  // What goes comes last: the schedule is never empty, which would take it out as a whole.
  const unset = keys
    .filter((key) => to[key] === undefined && from[key] !== undefined)
    .map((key) => ({ op: 'unset' as const, path: ['schedule', key] }));
  return [...set, ...unset];
}
