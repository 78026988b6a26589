import { setTimeout as wait } from 'node:timers/promises';
import { createAnnouncer } from '#core/store/announcer.ts';
import type { EngineContext } from '#core/store/context.ts';
import { insertRequests } from './request-log.ts';
import type { LogColumns } from './scorer-messages.ts';
import { toServingProblem, type ServingProblem } from './serving-problem.ts';

export interface LogWriterOptions {
  ctx: EngineContext;
  /** The log could not be written; null when it could again. */
  onProblem(problem: ServingProblem | null): void;
}

/** Puts batches of answered requests on the disk, one after the other, trying again while the disk refuses. */
export interface LogWriter {
  /** Resolves when the batch is on the disk. @throws when it is not, and the writer was told to stop */
  write(batch: LogColumns): Promise<void>;
  /** One try, for a caller who waits for it. @throws what the disk says */
  writeOnce(batch: LogColumns): Promise<void>;
  /** Tells the screens at once that the state of serving changed, which is rare; figures go at most four times a second. */
  announce(): void;
  /** The same for what changes often: with the next figures. */
  announceSoon(): void;
  /** Waits for what was given; from now on a refused batch is tried once more only. */
  stop(): Promise<void>;
}

const retryMs = 1000;

export function createLogWriter({ ctx, onProblem }: LogWriterOptions): LogWriter {
  const stopping = new AbortController();
  const announcer = createAnnouncer(ctx, { type: 'serving.changed' });
  let last: Promise<void> = Promise.resolve();

  const insert = async (batch: LogColumns): Promise<void> => {
    const isNews = announcer.isDue();
    await ctx.write((tx) => {
      insertRequests(tx, batch);
      tx.unchanged();
      if (isNews) tx.emit({ type: 'serving.changed' });
    });
    if (!isNews) announcer.later();
  };
  const insertWithRetry = async (batch: LogColumns): Promise<void> => {
    for (let hasFailed = false; ; hasFailed = true) {
      const isLastTry = stopping.signal.aborted;
      try {
        await insert(batch);
        if (hasFailed) onProblem(null);
        return;
      } catch (error) {
        if (!hasFailed) onProblem(toServingProblem(error));
        if (isLastTry) {
          ctx.logger.error({ err: error, requests: batch.requestId.length }, 'requests could not be logged');
          throw error;
        }
      }
      await wait(retryMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  return {
    write(batch) {
      const written = last.then(() => insertWithRetry(batch));
      last = written.catch(() => undefined);
      return written;
    },
    writeOnce(batch) {
      const written = insert(batch);
      last = Promise.allSettled([last, written]).then(() => undefined);
      return written;
    },
    announce: announcer.now,
    announceSoon: announcer.later,
    stop: async () => {
      stopping.abort();
      await last;
      announcer.stop();
    },
  };
}
