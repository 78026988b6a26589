import type { BrowserWindow } from 'electron';
import type { Closing } from '#core/desktop/closing.ts';
import type { ShellContext, Verbs } from './shell-types.ts';

/** What concerns the program itself. */
export function createProgramVerbs(
  ctx: ShellContext,
  closing: Closing<BrowserWindow>,
): Pick<Verbs, 'installUpdate' | 'removeData' | 'saveDiagnostics'> {
  return {
    installUpdate: () => Promise.reject(new Error('not there yet')),
    saveDiagnostics: () => Promise.reject(new Error('not there yet')),
    removeData: ({ places }) => {
      const { machine, paths } = ctx;
      const args = ['app', 'data', 'remove', ...places, '--yes', '--after-pid', String(machine.pid)];
      machine.startDetached(machine.program, [paths.commands, ...args], {
        ...machine.env,
        ELECTRON_RUN_AS_NODE: '1',
      });
      closing.quitNow();
    },
  };
}
