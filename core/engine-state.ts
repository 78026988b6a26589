import type { SystemInfo } from '#contract/entities.ts';
import type { DatabaseCheck } from '#contract/workspaces.ts';
import type { DailyBackup } from '#core/store/daily-backup.ts';
import type { Listening } from './engine-options.ts';

/** What changes while an engine lives. */
export interface EngineState {
  listening: Listening | null;
  dailyBackup: DailyBackup | null;
  lastClient: SystemInfo['lastClient'];
  /** When all was made good that an earlier engine had left half done, ms since 1970 UTC. */
  readyAt: number | null;
  /** The last check of the database. */
  lastCheck: DatabaseCheck | null;
}

export function createEngineState(): EngineState {
  return { listening: null, dailyBackup: null, lastClient: null, readyAt: null, lastCheck: null };
}
