import type { EngineEvent, EventBatch } from '#contract/events.ts';
import { createEmitter } from '#core/kernel/emitter.ts';

/** Numbers what the commits announce and hands it to subscribers, merged. */
export interface EventHub {
  /** Called once per commit, after it. */
  announce(events: readonly EngineEvent[]): void;
  /**
   * Batches from now on. The first batch comes at once and is empty: it tells the epoch and the last number, so that a
   * subscriber who comes back learns what it missed. Ends when the signal aborts or the hub closes.
   */
  subscribe(signal: AbortSignal | undefined): AsyncGenerator<EventBatch, void>;
  /** Hears every commit's facts at once, in this process; returns the way to stop. */
  listen(listener: (events: readonly EngineEvent[]) => void): () => void;
  close(): void;
  readonly epoch: string;
}

export interface EventHubOptions {
  /** A name for this life of the engine. */
  epoch: string;
  onError(error: unknown): void;
}

/**
 * Shortest time between two batches of one subscriber, in ms: about four a second. Runs of pipelines are watched while
 * they go on: what is told of them waits less.
 */
const batchGapMs = 250;
const liveGapMs = 80;

export function createEventHub(options: EventHubOptions): EventHub {
  const { epoch } = options;
  const emitter = createEmitter<readonly EngineEvent[]>(options.onError);
  const closed = new AbortController();
  let lastNumber = 0;
  return {
    epoch,
    announce(events) {
      lastNumber += events.length;
      emitter.emit(events);
    },
    subscribe: (signal) => {
      const ended = signal === undefined ? closed.signal : AbortSignal.any([signal, closed.signal]);
      return streamBatches({
        epoch,
        start: () => lastNumber,
        ended,
        listen: (listener) => emitter.on(listener),
      });
    },
    listen: (listener) => emitter.on(listener),
    close: () => {
      closed.abort();
    },
  };
}

interface StreamOptions {
  epoch: string;
  /** Read when the stream begins, which is when its reader first asks: what came before was never promised. */
  start(): number;
  ended: AbortSignal;
  listen(listener: (events: readonly EngineEvent[]) => void): () => void;
}

async function* streamBatches({
  epoch,
  start,
  ended,
  listen,
}: StreamOptions): AsyncGenerator<EventBatch, void> {
  let gathered = new Map<string, EngineEvent>();
  let [from, to] = [start() + 1, start()];
  let wake = Promise.withResolvers<void>();
  let live = Promise.withResolvers<void>();
  const stopListening = listen((events) => {
    to += events.length;
    for (const event of events) gather(gathered, event);
    wake.resolve();
    if (events.some(({ type }) => type === 'pipelineRun.changed' || type === 'pipelineRun.progress'))
      live.resolve();
  });
  const onEnd = (): void => {
    wake.resolve();
  };
  ended.addEventListener('abort', onEnd);
  if (ended.aborted) onEnd();
  try {
    yield { epoch, from, to, events: [] };
    for (;;) {
      await wake.promise;
      if (ended.aborted) return;
      const batch = { epoch, from, to, events: [...gathered.values()] };
      gathered = new Map();
      from = to + 1;
      wake = Promise.withResolvers<void>();
      live = Promise.withResolvers<void>();
      yield batch;
      await pause(liveGapMs, ended);
      if (ended.aborted) return;
      await Promise.race([live.promise, pause(batchGapMs - liveGapMs, ended)]);
      if (ended.aborted) return;
    }
  } finally {
    stopListening();
    ended.removeEventListener('abort', onEnd);
  }
}

/** From this many single runs on, a batch says "the runs of this experiment" instead of naming each. */
const maxRunsNamed = 200;

/** Merges equal facts; metric facts of one run unite their keys. */
function gather(gathered: Map<string, EngineEvent>, event: EngineEvent): void {
  const key = eventKey(event);
  const known = gathered.get(key);
  if (event.type === 'run.metrics' && known?.type === 'run.metrics') {
    gathered.set(key, { ...event, keys: [...new Set([...known.keys, ...event.keys])] });
    return;
  }
  if (event.type === 'pipeline.changed' && known?.type === 'pipeline.changed') {
    // The newest hash is the one that counts; a change beside the file says none.
    gathered.set(key, { ...known, ...event });
    return;
  }
  if (known === undefined && event.type === 'run.changed' && gathered.size >= maxRunsNamed) {
    const { experimentId } = event;
    gathered.set(`runs.changed ${experimentId}`, { type: 'runs.changed', experimentId });
    return;
  }
  gathered.set(key, event);
}

/** What an event is of, without what a later one of the same brings anew. */
function eventKey(event: EngineEvent): string {
  return Object.values({ ...event, keys: '', hash: '', revision: '' }).join(' ');
}

function pause(ms: number, ended: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      ended.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    ended.addEventListener('abort', done);
  });
}
