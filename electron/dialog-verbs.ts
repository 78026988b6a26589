import { dirname, join } from 'node:path';
import type { BrowserWindow, OpenDialogOptions } from 'electron';
import type { ShellContext, Verbs } from './shell-types.ts';

/** What a person chose in a dialog of a window may be shown in its folder later. */
const named = new WeakMap<BrowserWindow, Set<string>>();

/** Absolute paths that dialogs of this window have named. */
export function pathsNamedIn(window: BrowserWindow): ReadonlySet<string> {
  return named.get(window) ?? new Set();
}

/** Where a dialog opens: the system forgets the folder, so the shell remembers it. */
export function placeOf({ memory }: ShellContext, name = ''): { defaultPath?: string } {
  const { lastFolder } = memory.now;
  if (lastFolder === null) return name === '' ? {} : { defaultPath: name };
  return { defaultPath: join(lastFolder, name) };
}

/** Dialogs of the system that name files and folders. */
export function createDialogVerbs(ctx: ShellContext): Pick<Verbs, 'openDialog' | 'saveDialog'> {
  const { dialog } = ctx.electron;
  const note = (window: BrowserWindow, paths: string[]): void => {
    named.set(window, new Set([...pathsNamedIn(window), ...paths]));
    if (paths[0] !== undefined) ctx.memory.keep({ lastFolder: dirname(paths[0]) });
  };
  return {
    openDialog: async ({ title, filters, directory, several }, window) => {
      const properties: OpenDialogOptions['properties'] = directory
        ? ['openDirectory', 'createDirectory']
        : ['openFile'];
      if (several) properties.push('multiSelections');
      // macOS shows no title on this dialog, but a message.
      const options = { title, message: title, filters, properties, ...placeOf(ctx) };
      const { filePaths } = await dialog.showOpenDialog(window, options);
      note(window, filePaths);
      return { paths: filePaths };
    },
    saveDialog: async ({ title, name, filters }, window) => {
      const options = { title, message: title, filters, ...placeOf(ctx, name) };
      const { filePath } = await dialog.showSaveDialog(window, options);
      note(window, filePath === '' ? [] : [filePath]);
      return { path: filePath === '' ? null : filePath };
    },
  };
}
