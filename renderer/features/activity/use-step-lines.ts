import { useQueries } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { ActivityEntry } from '#contract/activity.ts';
import { useApp } from '#renderer/app-context.ts';
import type { ActivitySearch } from '#renderer/search-params.ts';
import { searchToFilter } from './activity-filter.ts';
import { foldSteps } from './fold-steps.ts';
import { stepsQuery } from './queries.ts';

/** The changes as lines: the steps of a pipeline run are one, which opens to all of them. */
export function useStepLines(entries: readonly ActivityEntry[], search: ActivitySearch) {
  const { bridge } = useApp();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const { by, text, from, until } = search;
  const opened = useMemo(
    () =>
      entries
        .filter(({ entityId, steps }) => steps > 1 && open.has(entityId))
        .map(({ entityId }) => entityId),
    [entries, open],
  );
  const steps = useQueries({
    queries: opened.map((entityId) =>
      stepsQuery(bridge.client, {
        ...searchToFilter({ kind: 'pipeline_run', id: entityId, by, text, from, until }),
        fold: false,
      }),
    ),
    combine: joinSteps,
  });
  const lines = useMemo(
    () => foldSteps(entries, new Map(opened.map((entityId, index) => [entityId, steps[index] ?? []]))),
    [entries, opened, steps],
  );
  const toggle = useCallback(
    (lineId: string): void => {
      const entry = entries.find(({ activityId }) => String(activityId) === lineId);
      if (entry === undefined) return;
      setOpen((now) => {
        const next = new Set(now);
        if (!next.delete(entry.entityId)) next.add(entry.entityId);
        return next;
      });
    },
    [entries],
  );
  return {
    lines,
    steps: steps.flat(),
    toggle,
  };
}

/** Outside of the hook, so that the lists stay the same until one of them changes. */
function joinSteps(read: readonly UseQueryResult<ActivityEntry[]>[]): readonly (readonly ActivityEntry[])[] {
  return read.map(({ data }) => data ?? []);
}
