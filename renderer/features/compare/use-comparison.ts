import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { EngineEvent } from '#contract/events.ts';
import { useApp } from '#renderer/app-context.ts';
import { keys } from '#renderer/bridge/keys.ts';
import { comparisonQuery } from './queries.ts';

/** Metrics of running runs tick at most so often. */
const paceMs = 1000;

/** The comparison of these runs, live: it is read again when one of them changes. */
export function useComparison(refs: readonly string[], baseline: string | undefined) {
  const { bridge } = useApp();
  const queryClient = useQueryClient();
  const query = useQuery(comparisonQuery(bridge.client, refs, baseline));
  const runs = query.data?.runs;
  const watched = useMemo(() => new Set(runs?.map(({ runId }) => runId)), [runs]);
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const stop = bridge.onBatch(({ events }) => {
      const stale = new Set(events.flatMap((event) => staleParts(event, watched)));
      if (stale.size === 0) return;
      waiting ??= setTimeout(() => {
        waiting = undefined;
        for (const part of stale)
          void queryClient.invalidateQueries({ queryKey: [...keys.comparison, part] });
      }, paceMs);
    });
    return () => {
      stop();
      clearTimeout(waiting);
    };
  }, [bridge, queryClient, watched]);
  return query;
}

/** What of a comparison a fact makes stale: its table, or what was read from files. */
function staleParts(event: EngineEvent, watched: ReadonlySet<string>): ('read' | 'files')[] {
  switch (event.type) {
    case 'run.artifacts':
      return watched.has(event.runId) ? ['files'] : [];
    case 'run.changed':
    case 'run.metrics':
      return watched.has(event.runId) ? ['read'] : [];
    case 'runs.changed':
    case 'experiment.changed':
    case 'model.changed':
      return ['read'];
    default:
      return [];
  }
}
