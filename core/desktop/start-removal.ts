import { homedir } from 'node:os';
import { buildChildEnvironment } from '#core/processes/child-environment.ts';
import { buildCommandCall } from './command-shim.ts';
import type { DataQuestion } from './data-places.ts';
import type { ShellMachine } from './machine.ts';
import { appImageOf } from './places.ts';
import type { ShellPaths } from './program-paths.ts';
import { choosePlaces } from './remove-data.ts';

/** The process that holds the data open, and how it starts a program that outlives it. */
type Remover = Pick<ShellMachine, 'pid' | 'startDetached'>;

/** What the desktop's shell asks about the data: its engine, which has a workspace open, ends before they are removed. */
export function askForShell(
  { platform, env, program: file }: ShellMachine,
  { commands, resources }: ShellPaths,
): DataQuestion {
  const appImage = appImageOf({ platform, env, program: file });
  const program = { file, isDesktop: true, appImage, cli: commands };
  return { platform, env, home: homedir(), resources, program, isOpen: () => false };
}

/**
 * Starts the command that removes places of Stile's data once this process has ended: nothing can remove what it holds
 * open itself. To be followed by the end of this process.
 * @throws INVALID_ARGUMENT for what is none of Stile's places; then nothing is started
 */
export async function startRemoval(
  question: DataQuestion,
  places: readonly string[],
  { pid, startDetached }: Remover,
): Promise<void> {
  const { platform, env, home, program } = question;
  const chosen = (await choosePlaces(question, places)).map(({ path }) => path);
  const words = ['app', 'data', 'remove', '--yes', '--after-pid', String(pid), '--', ...chosen];
  // What says where Stile keeps its data has to say the same to the command.
  const ours = Object.entries(env).filter(([name]) => name.startsWith('STILE_'));
  const extra = ours.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  await startDetached({
    ...buildCommandCall(program, words),
    cwd: home,
    env: buildChildEnvironment(platform, env, {
      ...Object.fromEntries(extra),
      ...(program.isDesktop && { ELECTRON_RUN_AS_NODE: '1' }),
    }),
  });
}
