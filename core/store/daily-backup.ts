import type { BackupEntry, WorkspaceWarning } from '#contract/entities.ts';
import type { EngineEvent } from '#contract/events.ts';
import type { Clock } from '#core/kernel/clock.ts';
import { errorText, hasCode } from '#core/kernel/errors.ts';
import type { Logger } from '#core/kernel/logger.ts';
import type { WorkspacePaths } from '#core/kernel/workspace-paths.ts';
import { listBackups, makeBackup } from './backups.ts';
import type { Connection } from './database.ts';

export interface DailyBackupOptions {
  connection: Connection;
  paths: WorkspacePaths;
  clock: Clock;
  logger: Logger;
  hub: { announce(events: readonly EngineEvent[]): void };
  /** Called when the copy shows that the database is damaged. */
  noteDamage(): void;
}

export interface DailyBackup {
  /** Says so when the last try failed. */
  warnings(): WorkspaceWarning[];
  /** Makes no more backups; waits for one that is being made. */
  stop(): Promise<void>;
}

const dayMs = 24 * 60 * 60 * 1000;
/** How often the age of the newest backup is looked at: a laptop that slept catches up within the hour. */
const lookMs = 60 * 60 * 1000;
/** The first look waits until the start is over. */
const firstLookMs = 10_000;

/** Backs the database up once a day while the engine runs. */
export function startDailyBackup(options: DailyBackupOptions): DailyBackup {
  let failure: string | null = null;
  let running: Promise<void> = Promise.resolve();
  const look = (): void => {
    running = running.then(async () => {
      const before = failure;
      failure = await backupIfDue(options);
      if (failure !== before) options.hub.announce([{ type: 'workspace.changed' }]);
    });
  };
  const first = setTimeout(look, firstLookMs).unref();
  const timer = setInterval(look, lookMs).unref();
  return {
    warnings: () => (failure === null ? [] : [{ code: 'BACKUP_FAILED', detail: failure }]),
    stop: async () => {
      clearTimeout(first);
      clearInterval(timer);
      await running;
    },
  };
}

/** Makes the day's backup when there is none yet; returns why it failed. */
export async function backupIfDue(options: DailyBackupOptions): Promise<string | null> {
  const { connection, paths, clock, logger } = options;
  const now = clock.now();
  try {
    // One from the future was made while the clock was wrong, and must not hold up the others.
    const isRecent = ({ createdAt }: BackupEntry): boolean => createdAt <= now && now - createdAt < dayMs;
    if (listBackups(paths).some((entry) => entry.reason === 'daily' && isRecent(entry))) return null;
    await makeBackup(connection, paths, 'daily', now);
    return null;
  } catch (error) {
    logger.error({ cause: errorText(error) }, 'the daily backup failed');
    if (hasCode(error, 'WORKSPACE_DAMAGED')) options.noteDamage();
    return errorText(error);
  }
}
