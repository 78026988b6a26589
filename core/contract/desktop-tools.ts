import * as z from 'zod';
import { base, nothing } from './base.ts';

const bytes = z.number().int();

/** What of Stile lies where on this machine. */
export const dataPlaceKinds = [
  /** settings, window state and cache of the desktop app */
  'profile',
  'logs',
  'crashDumps',
  /** the list of recent workspaces */
  'recent',
  /** which editor files are opened in */
  'editor',
  /** the Python environments that Stile made */
  'pythonEnvironments',
  'workspace',
  /** the `stile` command on PATH */
  'command',
] as const;

export const dataPlace = z.object({
  kind: z.enum(dataPlaceKinds),
  /** absolute */
  path: z.string(),
  bytes,
  files: z.number().int(),
  /** An engine has this workspace open now. */
  isOpen: z.boolean(),
});
export type DataPlace = z.infer<typeof dataPlace>;

/** The `stile` command on PATH. */
export const commandStatus = z.object({
  /** Where it is, or would be put. */
  file: z.string(),
  exists: z.boolean(),
  /** Stile wrote it; what another program wrote is left alone. */
  isOurs: z.boolean(),
  /** It starts this very program. */
  pointsHere: z.boolean(),
  /** Its folder is on PATH, for terminals that are opened from now on. */
  onPath: z.boolean(),
  /** A terminal that is open already does not know it yet. */
  needsNewTerminal: z.boolean(),
  /** The line for the shell's profile that puts the folder on PATH; null where none is needed. */
  pathLine: z.string().nullable(),
});
export type CommandStatus = z.infer<typeof commandStatus>;

export const appInfo = z.object({
  version: z.string(),
  platform: z.string(),
  arch: z.string(),
  /** `desktop`: the installed app's own program; `node`: a checkout or the headless host. */
  runtime: z.enum(['desktop', 'node']),
  /** absolute: the program that runs this engine */
  program: z.string(),
  /** The folder that holds all data in portable mode; null when they lie where the system keeps them. */
  portableData: z.string().nullable(),
  folders: z.object({
    profile: z.string(),
    logs: z.string(),
    crashDumps: z.string(),
    pythonEnvironments: z.string(),
    defaultWorkspace: z.string(),
  }),
  recentFile: z.string(),
  /** The ids of the keys whose updates this build trusts. */
  updateKeys: z.array(z.string()),
});
export type AppInfo = z.infer<typeof appInfo>;

/** An update whose signature was checked. */
export const checkedUpdate = z.object({
  /** absolute */
  file: z.string(),
  version: z.string(),
  /** of the program that checked it */
  current: z.string(),
  platform: z.string(),
  arch: z.string(),
  bytes,
  keyId: z.string(),
});
export type CheckedUpdate = z.infer<typeof checkedUpdate>;

export const diagnosticsReport = z.object({
  /** Where it was written; null when `archive` brings it. */
  file: z.string().nullable(),
  /** A name for it: `stile-diagnostics-2026-11-27.zip`. */
  name: z.string(),
  bytes,
  /** What is inside. */
  entries: z.array(z.object({ path: z.string(), bytes })),
  /** For a browser, which has no file to write to. */
  archive: z.file().nullable(),
});
export type DiagnosticsReport = z.infer<typeof diagnosticsReport>;

const none = z.strictObject({});

/** What concerns the program on this machine rather than a workspace. None of it is written into the activity. */
export const appProcedures = {
  info: base.input(none).output(appInfo),
  /** Whether the `stile` command is on PATH. */
  command: base.input(none).output(commandStatus),
  /** Puts the `stile` command on PATH, without administrator's rights. @throws COMMAND_NOT_PLACED */
  addCommand: base.input(none).output(commandStatus),
  /** Takes it away again; fine when it is not there. @throws COMMAND_NOT_PLACED where it is not ours */
  removeCommand: base.input(none).output(commandStatus),
  /** Whether an installer with its `.sig.json` beside it is a newer Stile from someone trusted. @throws UPDATE_REFUSED */
  checkUpdate: base
    .input(z.strictObject({ file: z.string().min(1), allowOlder: z.boolean().default(false) }))
    .output(checkedUpdate),
  /** Everything that Stile keeps on this machine. Of a project only its `.stile` folder. */
  dataPlaces: base.input(none).output(z.object({ places: z.array(dataPlace) })),
  /**
   * Stops this host and removes these places when nothing runs in them any more. For hosts without a desktop, where
   * the shell does the same. @throws INVALID_ARGUMENT for what is not among `dataPlaces`, INVALID_STATE in the desktop app
   */
  removeData: base
    .input(z.strictObject({ places: z.array(z.string().min(1)).min(1).max(50) }))
    .output(nothing),
  /**
   * A zip with versions, system facts, health, figures of the database, and logs, without names and data of the user.
   * `file` is absolute; left out, the bytes come in the answer. @throws INVALID_ARGUMENT, ALREADY_EXISTS, DISK_FULL
   */
  diagnostics: base
    .input(
      z.strictObject({
        file: z.string().min(1).optional(),
        overwrite: z.boolean().default(false),
        /** The crash dumps themselves, which hold memory of the program, instead of their names and sizes. */
        withDumps: z.boolean().default(false),
      }),
    )
    .output(diagnosticsReport),
};
