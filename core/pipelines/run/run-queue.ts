import type { Logger } from '#core/kernel/logger.ts';
import { startRun, type ActiveRun } from './active-run.ts';
import type { RunPlan, RunServices } from './run-services.ts';

/** Runs that work and runs that wait for their turn, first come, first served per pipeline. */
export interface RunQueue {
  /** Starts the run, or lets it wait while its pipeline has as many as it may. */
  add(plan: RunPlan): void;
  active(pipelineRunId: string): ActiveRun | undefined;
  allActive(): ActiveRun[];
  /** Takes a waiting run out; false when it does not wait here. */
  withdraw(pipelineRunId: string): boolean;
  /** Resolves when the run is over; rejects when its end could not be written. */
  whenEnded(pipelineRunId: string, signal: AbortSignal): Promise<void>;
  /** Tells those who wait for a run that did not go through `add`. */
  noteEnd(pipelineRunId: string): void;
  /** Starts nothing more. */
  close(): void;
}

export function createRunQueue(services: RunServices, logger: Logger): RunQueue {
  const active = new Map<string, { run: ActiveRun; pipeline: string }>();
  const waiting = new Map<string, RunPlan[]>();
  const ends = createEndListeners();
  let isClosed = false;

  const begin = (plan: RunPlan): void => {
    const { pipelineRunId, pipeline } = plan.ref;
    const run = startRun(services, plan);
    active.set(pipelineRunId, { run, pipeline });
    const over = (error?: unknown): void => {
      active.delete(pipelineRunId);
      ends.tell(pipelineRunId, error);
      startNext(pipeline);
    };
    run.ended.then(
      () => {
        over();
      },
      (error: unknown) => {
        logger.error({ err: error, pipelineRunId }, 'the end of a pipeline run is not written');
        over(error);
      },
    );
  };
  const startNext = (pipeline: string): void => {
    const line = waiting.get(pipeline) ?? [];
    for (let next = line[0]; next !== undefined && !isClosed; next = line[0]) {
      const running = [...active.values()].filter((other) => other.pipeline === pipeline).length;
      if (running >= next.definition.maxActiveRuns) return;
      line.shift();
      begin(next);
    }
    if (line.length === 0) waiting.delete(pipeline);
  };
  return {
    add: (plan) => {
      const { pipeline } = plan.ref;
      waiting.set(pipeline, [...(waiting.get(pipeline) ?? []), plan]);
      startNext(pipeline);
    },
    active: (pipelineRunId) => active.get(pipelineRunId)?.run,
    allActive: () => [...active.values()].map(({ run }) => run),
    withdraw: (pipelineRunId) => withdraw(waiting, pipelineRunId),
    whenEnded: ends.wait,
    noteEnd: ends.tell,
    close: () => {
      isClosed = true;
      for (const pipelineRunId of ends.waitedFor()) if (!active.has(pipelineRunId)) ends.tell(pipelineRunId);
    },
  };
}

function withdraw(waiting: ReadonlyMap<string, RunPlan[]>, pipelineRunId: string): boolean {
  for (const line of waiting.values()) {
    const at = line.findIndex(({ ref }) => ref.pipelineRunId === pipelineRunId);
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
