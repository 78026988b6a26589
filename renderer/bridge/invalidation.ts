import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { EngineEvent, EventBatch } from '#contract/events.ts';
import { keys } from './keys.ts';

/** Metrics tick at most once a second on screen, how tasks stand as often as the engine tells; everything else within a quarter. */
const paceMs = { live: 40, soon: 250, calm: 1000 } as const;
type Pace = keyof typeof paceMs;

/** `live`: what a person watches while it happens; `calm`: what is read over many runs, whatever the pace of the others. */
type Stale = {
  pace: Pace;
  keys: readonly QueryKey[];
  live?: readonly QueryKey[];
  calm?: readonly QueryKey[];
};

/** The queries that a fact makes stale. */
export function staleKeys(event: EngineEvent): Stale {
  switch (event.type) {
    case 'experiment.changed':
      return {
        pace: 'soon',
        keys: [
          keys.experimentLists,
          keys.experiment(event.experimentId),
          keys.activity('experiment', event.experimentId),
        ],
      };
    case 'run.changed':
      return {
        pace: 'soon',
        keys: [...listKeys(event.experimentId), keys.run(event.runId), keys.activity('run', event.runId)],
      };
    case 'run.metrics':
      return {
        pace: 'calm',
        keys: [
          keys.runLists(event.experimentId),
          keys.recentRuns,
          keys.run(event.runId),
          keys.activity('run', event.runId),
          ...event.keys.map((key) => keys.metricHistory(event.runId, key)),
          keys.series(event.experimentId),
          keys.series(keys.severalExperiments),
        ],
      };
    case 'run.artifacts':
      return {
        pace: 'soon',
        keys: [keys.artifacts(event.runId), keys.tables, keys.activity('run', event.runId)],
      };
    case 'runs.changed':
      return { pace: 'soon', keys: [...listKeys(event.experimentId), keys.runs, keys.activityOfAll] };
    case 'view.changed':
      return { pace: 'soon', keys: [keys.runViews(event.experimentId)] };
    case 'workspace.changed':
      return { pace: 'calm', keys: [keys.system, keys.backups, keys.workspaceUsage] };
    default:
      return staleByProduction(event);
  }
}

type ProductionEvent = Exclude<
  EngineEvent,
  { type: `${'experiment' | 'run' | 'runs' | 'view' | 'workspace'}.${string}` }
>;

/** What comes after the run: data, models, pipelines, batches, alerts, answers. */
function staleByProduction(event: ProductionEvent): Stale {
  switch (event.type) {
    case 'dataset.changed':
      return { pace: 'soon', keys: [keys.datasets, keys.pipelineStandings] };
    case 'model.changed':
      return {
        pace: 'soon',
        keys: [
          keys.modelLists,
          keys.model(event.name),
          keys.modelTimeline(event.name),
          keys.activity('model', event.name),
          ['activity', 'model_version'],
          keys.batchLists,
          keys.alertLists,
          keys.lineage,
          keys.serving,
          keys.pipelineStandings,
        ],
      };
    case 'loggedModel.changed':
      return { pace: 'soon', keys: [keys.loggedModels, keys.lineage] };
    case 'pipeline.changed':
      return {
        pace: 'soon',
        keys: [
          keys.pipelines,
          keys.pipelineFile(event.name),
          keys.pipelinePythons,
          keys.pipelineVersions,
          keys.pipelineCalendar,
          keys.pipelineStandings,
        ],
      };
    case 'pipeline.layoutChanged':
      return { pace: 'soon', keys: [keys.pipelineLayout(event.name)] };
    case 'pipeline.draftChanged':
      return { pace: 'soon', keys: [keys.pipelineDrafts] };
    case 'pipelineRun.changed':
      return {
        pace: 'soon',
        live: [keys.pipelineStandings],
        calm: [keys.pipelineCalendar],
        keys: [
          keys.pipelines,
          keys.pipelineVersions,
          keys.pipelineRunLists,
          keys.pipelineRun(event.pipelineRunId),
          keys.pipelineLog(event.pipelineRunId),
          keys.jobs,
        ],
      };
    case 'pipelineRun.progress':
      return {
        pace: 'soon',
        live: [keys.pipelineStandings],
        keys: [
          keys.pipelineRunLists,
          keys.pipelineRun(event.pipelineRunId),
          keys.pipelineLog(event.pipelineRunId),
          keys.jobs,
        ],
      };
    case 'batch.changed':
      return {
        pace: 'soon',
        keys: [
          keys.modelTimeline(event.model),
          keys.batchLists,
          keys.batch(event.batchId),
          keys.batchRows(event.batchId),
          keys.lineage,
        ],
      };
    case 'alert.changed':
      return {
        pace: 'soon',
        keys: [
          keys.modelTimeline(event.model),
          keys.alertLists,
          keys.alert(event.alertId),
          keys.activity('alert', String(event.alertId)),
          keys.lineage,
        ],
      };
    default:
      return staleByService(event);
  }
}

type ServiceEvent = Extract<
  EngineEvent,
  { type: `${'serving' | 'python' | 'transfer' | 'trace' | 'jobs'}.${string}` }
>;

/** What goes on beside: answers, Pythons, imports, traces. */
function staleByService(event: ServiceEvent): Stale {
  switch (event.type) {
    case 'serving.changed':
      return { pace: 'calm', keys: [keys.serving] };
    case 'python.changed':
      return { pace: 'calm', keys: [keys.python, keys.pipelinePythons, keys.serving, keys.jobs] };
    case 'transfer.changed':
      return { pace: 'soon', keys: [keys.transfers, keys.jobs] };
    case 'jobs.changed':
      return { pace: 'soon', keys: [keys.jobs] };
    case 'trace.changed':
      return { pace: 'calm', keys: [keys.traces] };
  }
}

function listKeys(experimentId: string): readonly QueryKey[] {
  return [keys.experimentLists, keys.runLists(experimentId), keys.runCounts(experimentId), keys.recentRuns];
}

export type Invalidator = {
  accept: (batch: EventBatch) => void;
  /** Reads everything on screen again: after a gap, another life of the engine, or a reconnect. */
  invalidateAll: () => void;
};

export function createInvalidator(queryClient: QueryClient): Invalidator {
  let seen: { epoch: string; to: number } | null = null;
  const lanes = {
    live: createLane(queryClient, paceMs.live),
    soon: createLane(queryClient, paceMs.soon),
    calm: createLane(queryClient, paceMs.calm),
  };

  function invalidateAll(): void {
    void readAgain(queryClient, {});
  }
  return {
    invalidateAll,
    accept: (batch) => {
      const missed = seen !== null && (seen.epoch !== batch.epoch || batch.from > seen.to + 1);
      seen = { epoch: batch.epoch, to: batch.to };
      if (missed) return invalidateAll();
      // Whatever happened, a row of activity says so.
      if (batch.events.length > 0) lanes.calm.add(keys.activityList);
      for (const event of batch.events) {
        const stale = staleKeys(event);
        for (const key of stale.keys) lanes[stale.pace].add(key);
        for (const key of stale.live ?? []) lanes.live.add(key);
        for (const key of stale.calm ?? []) lanes.calm.add(key);
      }
    },
  };
}

/**
 * Reads what is on the screen again. A first read that is under way is not begun anew by that, and may have been answered
 * before the fact: it is read once more when it is over.
 */
async function readAgain(queryClient: QueryClient, filters: { queryKey?: QueryKey }): Promise<void> {
  const begun = queryClient
    .getQueryCache()
    .findAll({ ...filters, fetchStatus: 'fetching' })
    .filter(({ state }) => state.data === undefined);
  await queryClient.invalidateQueries(filters);
  await Promise.all(begun.map(({ queryKey }) => queryClient.invalidateQueries({ queryKey, exact: true })));
}

/**
 * Collects keys and invalidates them together. The next round waits for the reads of this one, so a stream of facts
 * never cancels reads faster than they can end, and a fact that arrives during a read is not lost.
 */
function createLane(queryClient: QueryClient, everyMs: number) {
  const waiting = new Map<string, QueryKey>();
  let busy = false;

  async function flush(): Promise<void> {
    while (waiting.size > 0) {
      const round = [...waiting.values()];
      waiting.clear();
      await Promise.all(round.map((queryKey) => readAgain(queryClient, { queryKey })));
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
    busy = false;
  }
  return {
    add: (key: QueryKey): void => {
      waiting.set(JSON.stringify(key), key);
      if (busy) return;
      busy = true;
      // A moment's wait lets the other facts of the same commit join.
      setTimeout(() => void flush(), 20);
    },
  };
}
