import type { Actor } from '#contract/entities.ts';
import type { Clock } from '#core/kernel/clock.ts';
import type { Ids } from '#core/kernel/ids.ts';
import type { Logger } from '#core/kernel/logger.ts';
import type { WorkspacePaths } from '#core/kernel/workspace-paths.ts';
import type { ReadableDb } from './database.ts';
import type { WriteFn } from './write-queue.ts';

/** What every feature function takes first: reads go to `db`, changes through `write`. */
export interface EngineContext {
  db: ReadableDb;
  /** Queues a change; resolves when it is on the disk. See `createWriteQueue`. */
  write<T>(fn: WriteFn<T>): Promise<T>;
  clock: Clock;
  ids: Ids;
  logger: Logger;
  paths: WorkspacePaths;
  /** Absolute folder of what ships and is not code. */
  resources: string;
  /** Who asks: goes into the activity row of each write. */
  actor: Actor;
}
