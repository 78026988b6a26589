import type { ActivityEntry } from '#contract/activity.ts';
import type { GridLine } from '#renderer/parts/grid/grid-types.ts';

const stepPrefix = 'step ';

/** The change that a line is of. */
export function changeOf(lineId: string): number {
  return Number(lineId.replace(stepPrefix, ''));
}

/**
 * Lines of a list in which a pipeline run is one, its newest step.
 * @param opened the steps of the runs that are open, by the id of the run, the newest first
 */
export function foldSteps(
  entries: readonly ActivityEntry[],
  opened: ReadonlyMap<string, readonly ActivityEntry[]>,
): readonly GridLine<ActivityEntry>[] {
  return entries.flatMap((item): GridLine<ActivityEntry>[] => {
    const id = String(item.activityId);
    if (item.steps === 1) return [{ id, item, level: 1, expanded: null }];
    const steps = opened.get(item.entityId);
    return [
      { id, item, level: 1, expanded: steps !== undefined },
      ...(steps ?? []).map((step) => ({
        id: `${stepPrefix}${String(step.activityId)}`,
        item: step,
        level: 2,
        expanded: null,
      })),
    ];
  });
}
