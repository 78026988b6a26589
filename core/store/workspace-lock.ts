import { existsSync, readdirSync, readFileSync, rmSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import * as z from 'zod';
import { hasCode, StileError, systemCode } from '#core/kernel/errors.ts';
import { writeFileAtomic } from '#core/kernel/files.ts';
import { parseJson } from '#core/kernel/json.ts';
import type { WorkspacePaths } from '#core/kernel/workspace-paths.ts';

/** What `engine.json` says of the running engine. Readable by its owner only: it holds the RPC token. */
const engineFile = z.object({
  pid: z.number().int(),
  /** Made anew at each start: tells this engine from a later program with the same pid or port. */
  startToken: z.string(),
  /** `http://127.0.0.1:5000`; null while nothing listens. */
  address: z.string().nullable(),
  rpcToken: z.string(),
});
export type EngineFile = z.infer<typeof engineFile>;

export interface WorkspaceLock {
  release(): void;
}

/**
 * SQLite takes the lock in steps. Of two engines that start at the same moment each may hold one step for a moment;
 * without waiting for the other to step back, both would find the workspace in use.
 */
const lockTimeoutMs = 150;

/**
 * Makes this process the one engine of the workspace. The lock is a lock of the operating system, taken by SQLite on
 * a small file: it ends with the process however that dies, so nothing is ever left behind to clean up.
 * @throws WORKSPACE_IN_USE with the pid and address of the engine that has it
 */
export function lockWorkspace(paths: WorkspacePaths): WorkspaceLock {
  const db = takeFile(paths);
  return {
    release: () => {
      if (!db.open) return;
      removeEngineFile(paths);
      db.close();
    },
  };
}

/** The file under the lock, which ends with its connection. @throws WORKSPACE_IN_USE */
function takeFile(paths: WorkspacePaths): Database.Database {
  const db = new Database(paths.lock, { timeout: lockTimeoutMs });
  try {
    db.pragma('journal_mode = MEMORY');
    // An open transaction holds the lock. SQLite's exclusive locking mode would not step back, and two would lock each
    // other out.
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    throw systemCode(error).startsWith('SQLITE_BUSY') ? inUse(paths) : error;
  }
  return db;
}

/** Whether some engine has the workspace open, this very process included; makes nothing. */
export function isLocked(paths: WorkspacePaths): boolean {
  if (!existsSync(paths.lock)) return false;
  try {
    takeFile(paths).close();
    return false;
  } catch (error) {
    return hasCode(error, 'WORKSPACE_IN_USE');
  }
}

/** On a disk that became read-only it stays, which does no harm: whoever reads it asks whether that engine lives. */
function removeEngineFile(paths: WorkspacePaths): void {
  try {
    unlinkSync(paths.engineFile);
  } catch {
    return;
  }
}

/** Tells commands where the engine is. Call it while holding the lock. */
export function writeEngineFile(paths: WorkspacePaths, engine: EngineFile): void {
  writeFileAtomic(paths.engineFile, `${JSON.stringify(engine, null, 2)}\n`, 0o600);
}

/** Removes what an engine has left that was killed while it wrote `engine.json`. Call it while holding the lock. */
export function dropUnfinishedEngineFiles(paths: WorkspacePaths): void {
  const unfinished = readdirSync(paths.root).filter((name) => /^engine\.json\.\d+\.tmp$/.test(name));
  for (const name of unfinished) rmSync(join(paths.root, name), { force: true });
}

/** What the last engine of this workspace wrote: it may be dead. Null when there is nothing to read. */
export function readEngineFile(paths: WorkspacePaths): EngineFile | null {
  try {
    const parsed = engineFile.safeParse(parseJson(readFileSync(paths.engineFile, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function inUse(paths: WorkspacePaths): StileError {
  const engine = readEngineFile(paths);
  const who = engine === null ? 'another Stile' : `process ${engine.pid}`;
  const where = engine?.address == null ? '' : ` at ${engine.address}`;
  return new StileError(
    'WORKSPACE_IN_USE',
    `The workspace ${paths.root} is open in ${who}${where}. Use that one, or stop it first.`,
    { path: paths.root, pid: engine?.pid ?? null, address: engine?.address ?? null },
  );
}
