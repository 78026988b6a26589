import type { BrowserWindow } from 'electron';
import type { Closing } from '#core/desktop/closing.ts';
import { installUpdate } from '#core/desktop/install-update.ts';
import { saveDiagnostics } from '#core/desktop/save-diagnostics.ts';
import { askForShell, startRemoval } from '#core/desktop/start-removal.ts';
import { pathsNamedIn } from './dialog-verbs.ts';
import type { Engine, ShellContext, Verbs } from './shell-types.ts';

type Names = 'installUpdate' | 'removeData' | 'saveDiagnostics';

/** What concerns the program itself. */
export function createProgramVerbs(
  { electron, machine, paths }: ShellContext,
  { engine, closing }: { engine: Engine; closing: Closing<BrowserWindow> },
): Pick<Verbs, Names> {
  const program = { ...machine, version: electron.app.getVersion(), resources: paths.resources };
  return {
    installUpdate: async ({ path }) => {
      const { version } = await installUpdate(path, program, electron.shell);
      closing.quitNow();
      return { version };
    },
    saveDiagnostics: ({ path }, window) =>
      saveDiagnostics(path, pathsNamedIn(window), { ...program, workspace: engine.lastWorkspace }),
    removeData: async ({ places }) => {
      await startRemoval(askForShell(machine, paths), places, machine);
      closing.quitNow();
    },
  };
}
