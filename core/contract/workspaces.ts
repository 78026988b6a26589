import * as z from 'zod';
import { base, nothing } from './base.ts';
import { backupEntry, timestamp } from './entities.ts';
import { failure } from './python.ts';

/** What a check of a database has found. */
export const databaseCheck = z.object({
  /** The database, or the backup. */
  file: z.string(),
  checkedAt: timestamp,
  ms: z.number(),
  bytes: z.number().int(),
  /** What SQLite found wrong, at most twenty lines; empty when the file is whole. */
  problems: z.array(z.string()),
});
export type DatabaseCheck = z.infer<typeof databaseCheck>;

/** How the running engine came about. */
export const lastStart = z.object({
  startedAt: timestamp,
  /** Until then it made good what an earlier engine had left half done; activity of `engine` says what. */
  readyAt: timestamp,
  /** The engine before it did not close the workspace: it was killed, or the machine lost its power. */
  wasKilled: z.boolean(),
  /** A backup took the place of the database before this start; `replaced` is the file of before. */
  restored: z.object({ file: z.string(), replaced: z.string() }).nullable(),
  /** Why the workspace or the backup that was asked for is not the one that is open. */
  failure: failure.nullable(),
});
export type LastStart = z.infer<typeof lastStart>;

export const healthState = z.enum(['good', 'warning', 'bad']);
export type HealthState = z.infer<typeof healthState>;

/** What can fail before anything is done, each with what was found. */
export const healthCheck = z.object({
  id: z.enum(['folder', 'disk', 'place', 'path', 'port', 'python', 'trainer', 'node', 'sqlite']),
  state: healthState,
  /** What was found: a folder, free bytes, a sync program, a port, a version. */
  found: z.string(),
  /** Which of several findings it is, for a screen to word; see the words of `health` there. */
  finding: z.string(),
});
export type HealthCheck = z.infer<typeof healthCheck>;

/** A folder as a place for a workspace. */
export const folderReport = z.object({
  /** absolute */
  folder: z.string(),
  /** `project`: files of the user's own; their workspace is the folder `.stile` inside. */
  holds: z.enum(['nothing', 'workspace', 'project']),
  /** The folder that would be the workspace. */
  workspace: z.string(),
  /** Another engine that has it open. */
  openIn: z.object({ pid: z.number().int().nullable(), address: z.string().nullable() }).nullable(),
  checks: z.array(healthCheck),
});
export type FolderReport = z.infer<typeof folderReport>;

export const recentWorkspace = z.object({
  path: z.string(),
  name: z.string(),
  openedAt: timestamp,
  /** It is still there. */
  exists: z.boolean(),
  /** It is the one that is open here. */
  isOpen: z.boolean(),
});
export type RecentWorkspace = z.infer<typeof recentWorkspace>;

/** Bytes of a part of the workspace folder. */
export const usagePart = z.object({
  kind: z.enum(['database', 'artifacts', 'datasets', 'pipelines', 'logs', 'backups', 'replaced', 'other']),
  bytes: z.number().int(),
  files: z.number().int(),
});
export type UsagePart = z.infer<typeof usagePart>;

const makeWorkspace = z.strictObject({
  folder: z.string().min(1),
  template: z.enum(['empty', 'workshop']).default('empty'),
  /** Of the data of a template. */
  language: z.enum(['en', 'sv']).default('en'),
});

export const workspaceProcedures = {
  /** With how the last check and the last start went. */
  backups: base.input(z.strictObject({})).output(
    z.object({
      backups: z.array(backupEntry),
      lastStart,
      /** The last check of the database itself since this start; null before one. */
      lastCheck: databaseCheck.nullable(),
    }),
  ),
  backup: base.input(z.strictObject({})).output(backupEntry),
  /** Goes through every page of the database, or of a backup, in a thread of its own. @throws NOT_FOUND */
  check: base.input(z.strictObject({ backup: z.string().optional() })).output(databaseCheck),
  /**
   * Puts a backup in the place of the database, which is kept beside it: the engine answers, stops, and the next one
   * opens with the backup. @throws NOT_FOUND, ARCHIVE_INVALID, INVALID_STATE where no host goes on
   */
  restore: base.input(z.strictObject({ backup: z.string() })).output(z.object({ backup: z.string() })),
  export: base
    .input(z.strictObject({ file: z.string(), overwrite: z.boolean().default(false) }))
    .output(z.object({ file: z.string(), bytes: z.number().int(), files: z.number().int() })),
  /** What the workspace folder holds, by kind, and what is free on its disk. */
  usage: base
    .input(z.strictObject({}))
    .output(z.object({ parts: z.array(usagePart), freeBytes: z.number().int().nullable() })),
  /** The workspaces of this user, the one that was opened last first, at most 20. */
  recent: base.input(z.strictObject({})).output(z.object({ workspaces: z.array(recentWorkspace) })),
  /** Takes a workspace out of that list; its files stay. */
  forget: base.input(z.strictObject({ path: z.string() })).output(nothing),
  /** Whether a folder is good for a workspace; left out, the one that is open, and whether the machine is good for Stile. */
  inspect: base.input(z.strictObject({ folder: z.string().min(1).optional() })).output(folderReport),
  /** Makes a workspace in a folder that is new or empty, and does not open it. @throws ALREADY_EXISTS */
  make: base.input(makeWorkspace).output(z.object({ workspace: z.string() })),
  /**
   * Makes a workspace of a `.stile` file, in a folder that is new or empty, and does not open it. Both are whole paths.
   * @throws NOT_FOUND, ARCHIVE_INVALID, WORKSPACE_NEWER, ALREADY_EXISTS, WORKSPACE_NOT_WRITABLE, DISK_FULL
   */
  import: base
    .input(z.strictObject({ file: z.string().min(1), folder: z.string().min(1) }))
    .output(z.object({ workspace: z.string(), files: z.number().int() })),
  /**
   * The host goes on with the workspace of this folder: the engine answers, stops, and the next one opens at the same
   * address. @throws NOT_FOUND, WORKSPACE_IN_USE, WORKSPACE_NEWER, WORKSPACE_NOT_A_FOLDER, WORKSPACE_NOT_WRITABLE,
   *   INVALID_STATE where no host goes on
   */
  open: base.input(z.strictObject({ folder: z.string().min(1) })).output(z.object({ workspace: z.string() })),
};
