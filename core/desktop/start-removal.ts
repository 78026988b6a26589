import { homedir } from 'node:os';
import { buildCommandCall } from './command-shim.ts';
import type { ShellMachine } from './machine.ts';
import { appImageOf } from './places.ts';
import type { ShellPaths } from './program-paths.ts';
import { choosePlaces } from './remove-data.ts';

/**
 * Starts the command that removes places of Stile's data once this process has ended: nothing can remove what it holds
 * open itself. To be followed by the end of this process.
 * @throws INVALID_ARGUMENT for what is none of Stile's places; then nothing is started
 */
export async function startRemoval(
  places: readonly string[],
  machine: ShellMachine,
  { commands, resources }: ShellPaths,
): Promise<void> {
  const { platform, env, pid, program: file } = machine;
  const program = {
    file,
    isDesktop: true,
    appImage: appImageOf({ platform, env, program: file }),
    cli: commands,
  };
  const question = { platform, env, home: homedir(), resources, program, isOpen: () => false };
  await choosePlaces(question, places);
  const words = ['app', 'data', 'remove', '--yes', '--after-pid', String(pid), '--', ...places];
  const { command, args } = buildCommandCall(program, words);
  machine.startDetached(command, args, { ...env, ELECTRON_RUN_AS_NODE: '1' });
}
