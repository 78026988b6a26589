import { Agent } from 'node:http';
import type { Command } from 'commander';
import type { DataPlace } from '#contract/desktop-tools.ts';
import type { DataQuestion, RemovedPlace } from '#core/engine-bundle.ts';
import { invalidArgument, StileError } from '#core/kernel/errors.ts';
import { buildWorkspacePaths } from '#core/kernel/workspace-paths.ts';
import type { Surroundings } from '../surroundings.ts';
import { questionOf } from './app-question.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandContext, CommandRunner } from './command-runner.ts';
import { findEngine } from './find-engine.ts';
import { createHttpClient } from './http-link.ts';
import { formatTable, type Column } from './table.ts';
import { examples } from './text-blocks.ts';
import { waitUntilStopped } from './wait-until-stopped.ts';
import { wordBytes } from './words.ts';

/** `stile app data ...` */
export function addDataCommands(app: Command, runner: CommandRunner): void {
  const group = app.command('data').description('everything that Stile keeps on this machine');
  group.addHelpText('after', examples('stile app data list', 'stile app data remove logs crashDumps --yes'));
  group
    .command('list')
    .description('what lies where, and how large it is')
    .addHelpText('after', examples('stile app data list --json'))
    .action(
      runner.plain(async ({ surroundings }) => {
        const { listDataPlaces } = await import('#core/engine-bundle.ts');
        const places = await listDataPlaces(await dataQuestion(surroundings));
        return { json: { places }, text: (isTerminal) => formatTable(places, columns, isTerminal) };
      }),
    );
  group
    .command('remove [places...]')
    .description('remove places of that list, by path or kind; without any, all that are no workspaces')
    .option('--yes', 'do it; without this, only say what would go')
    .option('--after-pid <pid>', 'wait until this process has ended', parsePid)
    .addHelpText('after', removeHelp)
    .action(runner.plain((ctx, named: string[], options: RemoveOptions) => removeData(ctx, named, options)));
}

const removeHelp = `
Workspaces are named one by one, by their folder. Of a project only its .stile folder is removed. An engine that has a
workspace open is stopped first.
${examples('stile app data remove', 'stile app data remove profile ~/Stile/default --yes')}`;

interface RemoveOptions {
  yes?: boolean;
  afterPid?: number;
}

function parsePid(text: string): number {
  const pid = Number(text);
  if (Number.isSafeInteger(pid) && pid > 1) return pid;
  throw invalidArgument('--after-pid', text, 'it is no number of a process', 'Give a whole number above 1.');
}

async function dataQuestion(surroundings: Surroundings): Promise<DataQuestion> {
  const { isLocked } = await import('#core/engine-bundle.ts');
  return { ...questionOf(surroundings), isOpen: (workspace) => isLocked(buildWorkspacePaths(workspace)) };
}

async function removeData(
  ctx: CommandContext,
  named: readonly string[],
  { yes, afterPid }: RemoveOptions,
): Promise<CommandResult> {
  const { choosePlaces, removePlaces, waitForEnd } = await import('#core/engine-bundle.ts');
  const question = await dataQuestion(ctx.surroundings);
  if (afterPid !== undefined) {
    // What is wrong is told at once; and the files of a program that unpacks itself may go with its end.
    await choosePlaces(question, named);
    await waitForEnd(afterPid);
  }
  const chosen = await choosePlaces(question, named);
  if (yes !== true) return preview(chosen.map(({ entries: _, ...place }) => place));
  for (const { path, isOpen } of chosen) if (isOpen) await stopEngine(path, ctx.commandName);
  const removed = await removePlaces(question, chosen);
  const isDone = removed.every(({ problem }) => problem === null);
  return {
    json: { removed },
    text: () => removed.map(wordRemoved).join('') || 'There is nothing to remove.\n',
    ...(!isDone && { exitCode: 1 }),
  };
}

function preview(places: DataPlace[]): CommandResult {
  const bytes = wordBytes(places.reduce((sum, place) => sum + place.bytes, 0));
  return {
    json: { wouldRemove: places },
    text: (isTerminal) =>
      places.length === 0
        ? 'There is nothing to remove.\n'
        : `${formatTable(places, columns, isTerminal)}This would remove ${bytes} for good. Nothing is removed yet; do it with --yes.\n`,
    exitCode: 2,
  };
}

/** @throws WORKSPACE_IN_USE where the engine does not answer */
async function stopEngine(workspace: string, actorName: string): Promise<void> {
  const { waitForEnd } = await import('#core/engine-bundle.ts');
  const agent = new Agent();
  try {
    const running = await findEngine(workspace, agent);
    if (running === null) throw held(workspace);
    await createHttpClient({ ...running, agent, workspace, actorName }).system.stop({});
    await waitUntilStopped(workspace, agent);
    // Windows keeps what a process has open until it is gone.
    await waitForEnd(running.pid);
  } finally {
    agent.destroy();
  }
}

function held(path: string): StileError {
  const message = `The workspace ${path} is open in a program that does not answer, so nothing was removed. End that program, and try again.`;
  return new StileError('WORKSPACE_IN_USE', message, { path, pid: null, address: null });
}

const columns: Column<DataPlace>[] = [
  { title: 'KIND', cell: ({ kind }) => kind },
  { title: 'SIZE', cell: ({ bytes }) => wordBytes(bytes), right: true },
  { title: 'FILES', cell: ({ files }) => String(files), right: true },
  { title: 'NOTE', cell: ({ isOpen }) => (isOpen ? 'open' : '') },
  { title: 'PLACE', cell: ({ path }) => path },
];

function wordRemoved({ place, problem }: RemovedPlace): string {
  return problem === null
    ? `Removed ${place.path} (${wordBytes(place.bytes)}).\n`
    : `${place.path} could not be removed: ${problem}\n`;
}
