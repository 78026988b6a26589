import * as z from 'zod';
import type { ErrorCode } from './errors.ts';

/** What a page may say that the shell only shows: short, so that a page gone wrong cannot fill a system's menu. */
const label = z.string().max(300);
const sentence = z.string().max(2000);
const file = z.string().min(1).max(32_000);
/** A screen of the app, as its address without the origin: `/experiments/1/runs/ab12?tab=charts`. */
const screen = z.string().max(4000).startsWith('/');

/** Items that Electron knows by itself; it brings what they do and their keys, but no translation. */
export const menuRoles = [
  'about', 'services', 'hide', 'hideOthers', 'unhide', 'quit', 'close', 'minimize', 'zoom', 'front',
  'undo', 'redo', 'cut', 'copy', 'paste', 'pasteAndMatchStyle', 'delete', 'selectAll',
  'reload', 'toggleDevTools', 'resetZoom', 'zoomIn', 'zoomOut', 'togglefullscreen',
] as const; // prettier-ignore

export type MenuItem =
  | { kind: 'separator' }
  | { kind: 'role'; role: (typeof menuRoles)[number]; label: string }
  /** One command of the page: `id` comes back as a `command` event. `keys` as Electron writes them, `CmdOrCtrl+K`. */
  | { kind: 'command'; id: string; label: string; keys?: string | undefined; checked?: boolean | undefined }
  | { kind: 'submenu'; label: string; items: MenuItem[] };

const menuItem: z.ZodType<MenuItem> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('separator') }),
    z.strictObject({ kind: z.literal('role'), role: z.enum(menuRoles), label }),
    z.strictObject({
      kind: z.literal('command'),
      id: label,
      label,
      keys: z.string().max(60).optional(),
      checked: z.boolean().optional(),
    }),
    z.strictObject({ kind: z.literal('submenu'), label, items: z.array(menuItem).max(300) }),
  ]),
);

/** The few texts that the shell shows by itself. */
const shellWords = z.strictObject({
  openLinkQuestion: sentence,
  openLink: label,
  cancel: label,
  /** of the tray's menu */
  show: label,
  quit: label,
});
export type ShellWords = z.infer<typeof shellWords>;

/**
 * How the desktop looks, as the page wants it: in the user's language, from the one list of commands. The shell
 * keeps it for its next start, so that menus are there before the page is.
 */
export const presentation = z.strictObject({
  language: z.enum(['en', 'sv']),
  theme: z.enum(['system', 'light', 'dark']),
  /** `role` names the menus that a system gives a place of their own. */
  menus: z
    .array(z.strictObject({ role: z.enum(['app', 'window', 'help']).optional(), label, items: z.array(menuItem).max(300) }))
    .max(12), // prettier-ignore
  /** What the dock's or the tray's menu, and the jump list, offer beside the window. */
  shortcuts: z.array(z.strictObject({ id: label, label })).max(10),
  /** Workspaces of before, the last one first; opened through the `command` event `workspace.open:<path>`. */
  recent: z.array(z.strictObject({ path: file, label })).max(10),
  words: shellWords,
});
export type Presentation = z.infer<typeof presentation>;

export const shellSettings = z.strictObject({
  /** Closing the last window keeps the tracking server; an icon in the tray brings the window back. Off at first. */
  keepInBackground: z.boolean(),
  /** The system shows what happened while no window has the focus. On at first. */
  notifications: z.boolean(),
});
export type ShellSettings = z.infer<typeof shellSettings>;

/** Folders that the shell may open in the system's file manager. */
export const shellFolders = ['logs', 'crashDumps', 'profile', 'workspace'] as const;

const filters = z
  .array(z.strictObject({ name: label, extensions: z.array(z.string().regex(/^[a-z0-9]+$|^\*$/i)).max(20) }))
  .max(20)
  .default([]);

/**
 * All that a page may ask of the shell, with the shape of what it brings. The shell checks each request again: a page
 * shows texts that anyone may have written.
 */
export const shellRequests = {
  describe: z.strictObject({}),
  present: presentation,
  changeSettings: shellSettings.partial(),
  openDialog: z.strictObject({
    title: label,
    filters,
    directory: z.boolean().default(false),
    several: z.boolean().default(false),
  }),
  saveDialog: z.strictObject({ title: label, name: z.string().max(250), filters }),
  /** Shows a file of the workspace, of the project that it belongs to, or one that a dialog of this window named, in its folder. */
  reveal: z.strictObject({ path: file }),
  openFolder: z.strictObject({ folder: z.enum(shellFolders) }),
  /** Asks the person first; only https and mailto. */
  openExternal: z.strictObject({ url: z.string().max(4000) }),
  /** `key`: the same is shown once, though several windows tell of it. A click opens `screen`. */
  notify: z.strictObject({ key: label, title: label, body: sentence, screen }),
  /** How many things wait for a person; 0 takes the badge away. */
  setBadge: z.strictObject({ count: z.number().int().min(0).max(9999), label }),
  /** Of the work of this window, from 0 to 1; null: none. */
  setProgress: z.strictObject({ fraction: z.number().min(0).max(1).nullable() }),
  /** Lets the person drag a file of the workspace out of the window. Ask on `dragstart`, after `preventDefault`. */
  startDrag: z.strictObject({ path: file }),
  /** Where no menu bar is seen: the same menus at a place of the page, in CSS pixels. */
  popupMenu: z.strictObject({ x: z.number().int(), y: z.number().int() }),
  newWindow: z.strictObject({ screen: screen.optional() }),
  /** The page's answer to `closing`: `asking` at once if it asks a person, then what was chosen. */
  answerClose: z.strictObject({ answer: z.enum(['asking', 'stay', 'background', 'close']) }),
  /**
   * Starts the engine on another workspace, for when there is none that could be asked. Only a folder that a dialog of
   * this window named, or one of `recent`.
   */
  openWorkspace: z.strictObject({ folder: file }),
  /** Checks a downloaded update again, opens its installer and quits. */
  installUpdate: z.strictObject({ path: file }),
  /** Quits, and removes these places, which must be among `dataPlaces`, when nothing runs any more. */
  removeData: z.strictObject({ places: z.array(file).min(1).max(50) }),
  /** Versions, logs and what crashed, for when there is no engine to ask. */
  saveDiagnostics: z.strictObject({ path: file }),
} as const;

export type ShellVerb = keyof typeof shellRequests;
export type ShellInput<V extends ShellVerb> = z.input<(typeof shellRequests)[V]>;

/** What the desktop can do here, and how it is set. */
export interface ShellFacts {
  version: string;
  electron: string;
  chromium: string;
  isPackaged: boolean;
  /** All data lies beside the program. */
  isPortable: boolean;
  /** The menus are not seen as a bar (Windows): the page offers a button for `popupMenu`. */
  hidesMenuBar: boolean;
  /** This system shows notifications; an unsigned app on macOS does not. */
  canNotify: boolean;
  canBadge: boolean;
  settings: ShellSettings;
  folders: Record<(typeof shellFolders)[number], string>;
}

export interface ShellOutputs {
  describe: ShellFacts;
  present: null;
  changeSettings: ShellSettings;
  /** absolute; empty when the person cancelled */
  openDialog: { paths: string[] };
  saveDialog: { path: string | null };
  reveal: null;
  openFolder: null;
  openExternal: null;
  /** `shown` false: tell it in the window instead */
  notify: { shown: boolean };
  setBadge: null;
  setProgress: null;
  startDrag: null;
  popupMenu: null;
  newWindow: null;
  answerClose: null;
  openWorkspace: null;
  installUpdate: { version: string };
  removeData: null;
  saveDiagnostics: { path: string; bytes: number };
}

/** Errors cross as data: what Electron makes of a rejection is a sentence. */
export type ShellAnswer<V extends ShellVerb> =
  { ok: true; value: ShellOutputs[V] } | { ok: false; code: ErrorCode; message: string; data: object };

/** What the shell tells a page, in order; those that come before the page listens wait for it. */
export type ShellEvent =
  /** A menu item, a shortcut of the dock, the tray or the jump list. */
  | { kind: 'command'; id: string }
  /** A `stile://` link that was opened on this machine: well-formed, but what it names may not exist. */
  | { kind: 'openLink'; link: string }
  /** A screen of a notification that was clicked. */
  | { kind: 'openScreen'; screen: string }
  /** A `.stile` file that was opened or dropped on the icon. Absolute. */
  | { kind: 'openFile'; path: string }
  /** A window is to close, or the app is to quit: answer by `answerClose` within 1.5 seconds, or it does. */
  | { kind: 'closing'; scope: 'window' | 'app' }
  | { kind: 'settings'; settings: ShellSettings };
