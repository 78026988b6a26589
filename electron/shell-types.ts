import type * as Electron from 'electron';
import type { EngineSupervisor } from '#core/desktop/engine-supervisor.ts';
import type { ShellMachine } from '#core/desktop/machine.ts';
import type { ShellPaths } from '#core/desktop/program-paths.ts';
import type { ShellVerbs } from '#core/desktop/shell-answer.ts';
import type { ShellLog } from '#core/desktop/shell-log.ts';
import type { ShellMemory } from '#core/desktop/shell-memory.ts';

/** `main.ts` hands in the real one, tests hand in a fake with the part that the shell uses. */
export type ShellElectron = typeof Electron;

export interface ShellContext {
  electron: ShellElectron;
  paths: ShellPaths;
  machine: ShellMachine;
  memory: ShellMemory;
  /** Writes into the log of the desktop app. */
  log: ShellLog;
}

export type Engine = EngineSupervisor<Electron.MessagePortMain>;

/** What pages may ask, with the window that asks. */
export type Verbs = ShellVerbs<Electron.BrowserWindow>;
