import { mkdir } from 'node:fs/promises';
import type { ShellFacts } from '#contract/shell.ts';
import { findAllowedFile, findOwnFolder, refuseFolder } from '#core/desktop/allowed-files.ts';
import { pathsNamedIn } from './dialog-verbs.ts';
import { offerExternal } from './external-links.ts';
import { currentPresentation, picture } from './presentation.ts';
import type { Engine, ShellContext, Verbs } from './shell-types.ts';

type Names = 'reveal' | 'openFolder' | 'openExternal' | 'startDrag' | 'openWorkspace';

/** What hands files and links to the system. A page may name any path: only some are handed on. */
export function createFileVerbs(ctx: ShellContext, engine: Engine): Pick<Verbs, Names> {
  const { shell } = ctx.electron;
  return {
    reveal: async ({ path }, window) => {
      const folder = findOwnFolder(engine.workspace);
      shell.showItemInFolder(await findAllowedFile(path, folder, pathsNamedIn(window)));
    },
    openFolder: async ({ folder }) => {
      const path = foldersOf(ctx, engine)[folder];
      if (path === '') throw refuseFolder(folder, 'no workspace is open');
      if (folder !== 'workspace') await mkdir(path, { recursive: true });
      const problem = await shell.openPath(path);
      if (problem !== '') throw refuseFolder(path, problem);
    },
    openExternal: ({ url }, window) => offerExternal(ctx, url, window),
    openWorkspace: ({ folder }, window) => {
      const isRecent = currentPresentation(ctx).recent.some(({ path }) => path === folder);
      if (!isRecent && !pathsNamedIn(window).has(folder)) throw refuseFolder(folder, 'nobody chose it here');
      engine.startOn(folder);
    },
    startDrag: async ({ path }, window) => {
      const file = await findAllowedFile(path, engine.workspace);
      window.webContents.startDrag({ file, icon: picture(ctx, 'tray@2x.png') });
    },
  };
}

/** The folders that a person may look into; the workspace's is empty while none is open. */
export function foldersOf({ electron: { app } }: ShellContext, engine: Engine): ShellFacts['folders'] {
  return {
    logs: app.getPath('logs'),
    crashDumps: app.getPath('crashDumps'),
    profile: app.getPath('userData'),
    workspace: engine.workspace ?? '',
  };
}
