import type { BrowserWindow } from 'electron';
import type { Closing } from '#core/desktop/closing.ts';
import { installUpdate } from '#core/desktop/install-update.ts';
import type { ShellContext, Verbs } from './shell-types.ts';

type Names = 'installUpdate' | 'removeData' | 'saveDiagnostics';

/** What concerns the program itself. */
export function createProgramVerbs(ctx: ShellContext, closing: Closing<BrowserWindow>): Pick<Verbs, Names> {
  const { electron, machine, paths } = ctx;
  return {
    installUpdate: async ({ path }) => {
      const version = electron.app.getVersion();
      const program = { ...machine, version, resources: paths.resources };
      const update = await installUpdate(path, program, electron.shell);
      closing.quitNow();
      return { version: update.version };
    },
    saveDiagnostics: () => Promise.reject(new Error('not there yet')),
    removeData: ({ places }) => {
      const args = ['app', 'data', 'remove', ...places, '--yes', '--after-pid', String(machine.pid)];
      machine.startDetached(machine.program, [paths.commands, ...args], {
        ...machine.env,
        ELECTRON_RUN_AS_NODE: '1',
      });
      closing.quitNow();
    },
  };
}
