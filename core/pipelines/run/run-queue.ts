import type { Logger } from '#core/kernel/logger.ts';
import { startRun, type ActiveRun } from './active-run.ts';
import type { RestoredRun } from './restore-run.ts';
import type { RunPlan, RunServices } from './run-services.ts';

/** Runs that work and runs that wait for their turn, first come, first served per pipeline. */
export interface RunQueue {
  /**
   * Starts the run, or lets it wait while its pipeline has as many as it may; one that runs already, for an engine
   * before this one, goes on at once.
   */
  add(plan: RunPlan, restored: RestoredRun | null): void;
  /** Works on it, or lets it wait. */
  has(pipelineRunId: string): boolean;
  active(pipelineRunId: string): ActiveRun | undefined;
  allActive(): ActiveRun[];
  /** Takes a waiting run out; false when it does not wait here. */
  withdraw(pipelineRunId: string): boolean;
  /** Resolves when the run is over; rejects when its end could not be written. */
  whenEnded(pipelineRunId: string, signal: AbortSignal): Promise<void>;
  /** Tells those who wait for a run, or for one of its pipeline, that did not go through `add`. */
  noteEnd(pipelineRunId: string, pipeline: string): void;
  /** Starts nothing more. */
  close(): void;
}

interface Waiting {
  plan: RunPlan;
  restored: RestoredRun | null;
}

/** @param onEnd told of each run of a pipeline that has ended */
export function createRunQueue(
  services: RunServices,
  { logger, onEnd }: { logger: Logger; onEnd(pipeline: string): void },
): RunQueue {
  const active = new Map<string, { run: ActiveRun; pipeline: string }>();
  const waiting = new Map<string, Waiting[]>();
  const ends = createEndListeners();
  let isClosed = false;

  const begin = ({ plan, restored }: Waiting): void => {
    const { pipelineRunId, pipeline } = plan.ref;
    const run = startRun(services, plan, restored, () => {
      startNext(pipeline);
    });
    active.set(pipelineRunId, { run, pipeline });
    followEnd(run, { logger, pipelineRunId }, (error) => {
      active.delete(pipelineRunId);
      ends.tell(pipelineRunId, error);
      if (!isClosed) onEnd(pipeline);
      startNext(pipeline);
    });
  };
  const startNext = (pipeline: string): void => {
    const line = waiting.get(pipeline) ?? [];
    for (let next = line[0]; next !== undefined && !isClosed; next = line[0]) {
      const running = [...active.values()].filter(
        (other) => other.pipeline === pipeline && !other.run.isWaitingForPast,
      ).length;
      if (running >= next.plan.definition.maxActiveRuns) return;
      line.shift();
      begin(next);
    }
    if (line.length === 0) waiting.delete(pipeline);
  };
  return {
    add: (plan, restored) => {
      const { pipeline } = plan.ref;
      if (restored?.isRunning === true) {
        begin({ plan, restored });
        return;
      }
      waiting.set(pipeline, [...(waiting.get(pipeline) ?? []), { plan, restored }]);
      startNext(pipeline);
    },
    has: (pipelineRunId) =>
      active.has(pipelineRunId) ||
      [...waiting.values()].some((line) => line.some(({ plan }) => plan.ref.pipelineRunId === pipelineRunId)),
    active: (pipelineRunId) => active.get(pipelineRunId)?.run,
    allActive: () => [...active.values()].map(({ run }) => run),
    withdraw: (pipelineRunId) => withdraw(waiting, pipelineRunId),
    whenEnded: ends.wait,
    noteEnd: (pipelineRunId, pipeline) => {
      ends.tell(pipelineRunId);
      if (!isClosed) onEnd(pipeline);
    },
    close: () => {
      isClosed = true;
      for (const pipelineRunId of ends.waitedFor()) if (!active.has(pipelineRunId)) ends.tell(pipelineRunId);
    },
  };
}

function followEnd(
  run: ActiveRun,
  { logger, pipelineRunId }: { logger: Logger; pipelineRunId: string },
  over: (error?: unknown) => void,
): void {
  run.ended.then(
    () => {
      over();
    },
    (error: unknown) => {
      logger.error({ err: error, pipelineRunId }, 'the end of a pipeline run is not written');
      over(error);
    },
  );
}

function withdraw(waiting: ReadonlyMap<string, Waiting[]>, pipelineRunId: string): boolean {
  for (const line of waiting.values()) {
    const at = line.findIndex(({ plan }) => plan.ref.pipelineRunId === pipelineRunId);
    if (at !== -1) line.splice(at, 1);
    if (at !== -1) return true;
  }
  return false;
}

interface EndListeners {
  /** Resolves when the run's end is told, or `signal` is aborted; rejects when it is told with an error. */
  wait(pipelineRunId: string, signal: AbortSignal): Promise<void>;
  tell(pipelineRunId: string, error?: unknown): void;
  waitedFor(): string[];
}

function createEndListeners(): EndListeners {
  const listeners = new Map<string, Set<(error?: unknown) => void>>();
  return {
    wait: (pipelineRunId, signal) => {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const listener = (error?: unknown): void => {
        if (error === undefined) resolve();
        else reject(error);
      };
      const told = listeners.get(pipelineRunId) ?? new Set();
      listeners.set(pipelineRunId, told.add(listener));
      const forget = (): void => {
        told.delete(listener);
        if (told.size === 0 && listeners.get(pipelineRunId) === told) listeners.delete(pipelineRunId);
        resolve();
      };
      if (signal.aborted) forget();
      else signal.addEventListener('abort', forget, { once: true });
      return promise;
    },
    tell: (pipelineRunId, error) => {
      const told = listeners.get(pipelineRunId) ?? [];
      listeners.delete(pipelineRunId);
      for (const listener of told) listener(error);
    },
    waitedFor: () => [...listeners.keys()],
  };
}
