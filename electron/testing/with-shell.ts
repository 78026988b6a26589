import { fileURLToPath } from 'node:url';
import type { ShellMachine } from '#core/desktop/machine.ts';
import type { ShellPaths } from '#core/desktop/program-paths.ts';
import { startShell } from '../shell.ts';
import { createFakeElectron } from './fake-electron.ts';
import type { FakeElectron } from './fake-electron.ts';
import { createFakeMachine } from './fake-machine.ts';
import type { FakeMachine } from './fake-machine.ts';
import type { FakeWindow } from './fake-window.ts';

export interface Shell extends FakeElectron {
  machine: FakeMachine;
  /** the first window */
  window: FakeWindow;
}

interface ShellOptions {
  machine?: Partial<ShellMachine>;
  electron?: Parameters<typeof createFakeElectron>[0];
  paths?: Partial<ShellPaths>;
}

export const standInPaths: ShellPaths = {
  renderer: '/app/dist/renderer',
  preload: '/app/dist/electron/preload.cjs',
  engine: fileURLToPath(new URL('./stand-in-engine.ts', import.meta.url)),
  commands: '/app/dist/cli.cjs',
  resources: '/app/resources',
};

/** Runs `work` with a shell that has started and is ready; ends its engine processes afterwards. */
export async function withShell(options: ShellOptions, work: (shell: Shell) => Promise<void>): Promise<void> {
  const platform = options.machine?.platform ?? 'linux';
  const fake = createFakeElectron({ platform, ...options.electron });
  const machine = createFakeMachine(options.machine);
  try {
    startShell(fake.electron, { ...standInPaths, ...options.paths }, machine);
    await fake.app.becomeReady();
    const [window] = fake.windows;
    if (!window) throw new Error('The shell opened no window when the app was ready.');
    await work({ ...fake, machine, window });
  } finally {
    await fake.dispose();
  }
}
