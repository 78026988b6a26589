import type { Actor } from '#contract/entities.ts';
import type { EngineEvent } from '#contract/events.ts';
import type { EngineContext } from '#core/store/context.ts';

export interface ServingOptions {
  contextFor(actor: Actor): EngineContext;
  /** Hears every commit's facts at once; returns the way to stop. */
  listen(listener: (events: readonly EngineEvent[]) => void): () => void;
}

/** Answers with registered models, in this process and over HTTP by a worker. */
export interface ServingService {
  /** Starts the worker that answers over HTTP; hosts call this, one-shot commands do not. */
  start(port?: number): Promise<void>;
  /** Answers what is under way, writes the rest of the log, ends the worker. */
  stop(): Promise<void>;
}

export function createServing(_options: ServingOptions): ServingService {
  return { start: () => Promise.resolve(), stop: () => Promise.resolve() };
}
