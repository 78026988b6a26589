import * as z from 'zod';
import { base } from './base.ts';

/** Editors with a window of their own that Stile knows how to open a file in, the most wanted first. */
export const editorIds = [
  'vscode',
  'cursor',
  'windsurf',
  'vscodium',
  'zed',
  'pycharm',
  'intellij',
  'sublime',
  'notepad-plus-plus',
  'kate',
  'gedit',
  'gnome-text-editor',
  /** What Windows and macOS bring along: they open a text, and never run it. */
  'notepad',
  'macos-text',
] as const;
const editorId = z.enum(editorIds);
export type EditorId = z.infer<typeof editorId>;

/** What files are opened in. Kept per user: a workspace that is handed over brings no command with it. */
export const editorChoice = z.discriminatedUnion('kind', [
  /** The editor that `VISUAL` or `EDITOR` names, otherwise the first that is found. */
  z.strictObject({ kind: z.literal('automatic') }),
  z.strictObject({ kind: z.literal('editor'), id: editorId }),
  /** A command line of the user's own with `{file}` and `{line}`; no shell reads it. */
  z.strictObject({ kind: z.literal('command'), command: z.string().max(2000) }),
]);
export type EditorChoice = z.infer<typeof editorChoice>;

export const foundEditor = z.object({
  id: editorId,
  name: z.string(),
  /** absolute: its program, on macOS its app */
  program: z.string(),
});
export type FoundEditor = z.infer<typeof foundEditor>;

export const editorStatus = z.object({
  choice: editorChoice,
  /** Those of this machine, the most wanted first. */
  found: z.array(foundEditor),
  /** What a file is opened in now; `id` is null for an own command. Null: nothing is found, or not what was chosen. */
  opens: z.object({ id: editorId.nullable(), name: z.string() }).nullable(),
  /** What was chosen and is not found, by its name or the program of an own command; null where all is well. */
  gone: z.string().nullable(),
  /** The variable that names an editor, and what comes of it where the choice is automatic; null without one. */
  variable: z
    .object({
      name: z.enum(['VISUAL', 'EDITOR']),
      value: z.string(),
      /** `terminal`: it needs one, and no window can open it; `unknown`: nothing is known of it. */
      state: z.enum(['used', 'terminal', 'unknown', 'not_found']),
    })
    .nullable(),
});
export type EditorStatus = z.infer<typeof editorStatus>;

const opened = z.object({
  /** The editor's name, or the program of an own command. */
  editor: z.string(),
  /** Null for an own command. */
  id: editorId.nullable(),
  file: z.string(),
  /** Where it was asked to begin; null where none was named, or the editor takes none. */
  line: z.number().int().nullable(),
  /** What is stored, such as an artifact, opens as a copy that cannot be written; null where the file itself is open. */
  copy: z.string().nullable(),
});
export type OpenedFile = z.infer<typeof opened>;

/** Opens files in the editor of the user who runs the engine. None of it is written into the activity. */
export const editorProcedures = {
  get: base.input(z.strictObject({})).output(editorStatus),
  /** @throws EDITOR_COMMAND_INVALID, EDITOR_NOT_OPENED where that editor is not found or the choice cannot be kept */
  choose: base.input(z.strictObject({ choice: editorChoice })).output(editorStatus),
  /**
   * Opens a text file of the workspace or its project. `path` is absolute on the engine's computer, or relative to the
   * workspace. Answers when the program runs, or has handed the file on.
   * @throws INVALID_ARGUMENT, PATH_NOT_ALLOWED, NOT_FOUND, EDITOR_COMMAND_INVALID, EDITOR_NOT_OPENED
   */
  open: base
    .input(
      z.strictObject({ path: z.string().min(1), line: z.number().int().min(1).max(100_000_000).optional() }),
    )
    .output(opened),
  /**
   * Opens a small file of Stile's own in what would be chosen; left out, in what is chosen. Chooses nothing.
   * @throws EDITOR_COMMAND_INVALID, EDITOR_NOT_OPENED
   */
  tryOut: base.input(z.strictObject({ choice: editorChoice.optional() })).output(opened),
};
