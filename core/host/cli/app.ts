import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { AppInfo, CheckedUpdate, CommandStatus, DiagnosticsReport } from '#contract/desktop-tools.ts';
import { addCommand, readCommandStatus, removeCommand } from '#core/desktop/command-path.ts';
import { systemClock } from '#core/kernel/clock.ts';
import { buildWorkspacePaths } from '#core/kernel/workspace-paths.ts';
import { readFailure } from '../failure.ts';
import { questionOf } from './app-question.ts';
import { addDataCommands } from './app-data.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandContext, CommandRunner } from './command-runner.ts';
import { examples, pairLines } from './text-blocks.ts';
import { wordBytes, wordCount } from './words.ts';

/** `stile app ...`: what concerns the program on this machine, so none of it opens a workspace. */
export function addAppCommands(program: Command, runner: CommandRunner): void {
  const group = program
    .command('app')
    .description('Stile on this machine: its data, its command, updates from a file');
  group.addHelpText('after', examples('stile app info', 'stile app command add'));
  group
    .command('info')
    .description('what runs here, and where it keeps its data')
    .addHelpText('after', examples('stile app info --json'))
    .action(
      runner.plain(async ({ surroundings }) => {
        const { describeApp } = await import('#core/engine-bundle.ts');
        const info = describeApp({ ...questionOf(surroundings), ...surroundings, arch: process.arch });
        return { json: info, text: () => wordInfo(info) };
      }),
    );
  addPathCommands(group, runner);
  addDiagnosticsCommand(group, runner);
  addDataCommands(group, runner);
  group
    .command('check-update <file>')
    .description('whether an installer is a newer Stile, signed by someone this one trusts')
    .option('--allow-older', 'also one that is not newer')
    .addHelpText('after', checkUpdateHelp)
    .action(
      runner.plain(async ({ surroundings }, given: string, { allowOlder }: { allowOlder?: boolean }) => {
        const { checkUpdate, readUpdateKeys, updateKeysFile } = await import('#core/engine-bundle.ts');
        const { cwd, platform, version, resources } = surroundings;
        const update = await checkUpdate({
          ...{ file: resolve(cwd, given), platform, arch: process.arch, version },
          keys: readUpdateKeys(updateKeysFile(resources)),
          allowOlder: allowOlder === true,
        });
        return { json: update, text: () => wordUpdate(update) };
      }),
    );
}

function addDiagnosticsCommand(group: Command, runner: CommandRunner): void {
  group
    .command('diagnostics <file>')
    .description('write versions, figures and logs to a zip, without names and data of yours')
    .option('--force', 'write over a file that is there')
    .option('--with-dumps', 'with crash dumps, which hold parts of the memory of the program')
    .addHelpText('after', examples('stile app diagnostics ~/stile-diagnostics.zip'))
    .action(
      runner.plain(async (ctx, given: string, options: DiagnosticsOptions) => {
        const file = resolve(ctx.surroundings.cwd, given);
        const { entries, bytes } = await saveDiagnostics(ctx, file, options);
        return {
          json: { file, bytes, entries },
          text: () => `Wrote ${file}: ${wordCount(entries.length, 'file')}, ${wordBytes(bytes)}.\n`,
        };
      }),
    );
}

interface DiagnosticsOptions {
  force?: boolean;
  withDumps?: boolean;
}

/** By the engine where there is one to ask; where its workspace is missing or cannot be opened, without. */
async function saveDiagnostics(
  ctx: CommandContext,
  file: string,
  { force: overwrite = false, withDumps = false }: DiagnosticsOptions,
): Promise<Pick<DiagnosticsReport, 'entries' | 'bytes'>> {
  const { workspace, surroundings } = ctx;
  const withoutEngine = async (): Promise<Pick<DiagnosticsReport, 'entries' | 'bytes'>> => {
    const { writeDiagnostics } = await import('#core/engine-bundle.ts');
    const app = { ...surroundings, ...questionOf(surroundings), arch: process.arch };
    const source = { app, workspace, now: systemClock.now(), withDumps, ofEngine: null };
    return writeDiagnostics(source, file, overwrite);
  };
  if (!existsSync(buildWorkspacePaths(workspace).database)) return withoutEngine();
  try {
    return await ctx.useEngine(({ client }) => client.app.diagnostics({ file, overwrite, withDumps }));
  } catch (error) {
    const code = readFailure(error)?.code;
    if (code === undefined || code === 'ALREADY_EXISTS' || code === 'INVALID_ARGUMENT') throw error;
    return withoutEngine();
  }
}

const checkUpdateHelp = `
The signature lies beside it, in <file>.sig.json. In the app: Settings, Desktop, Install update from file.
${examples('stile app check-update ~/Downloads/stile-0.2.0-linux-x86_64.AppImage')}`;

function addPathCommands(group: Command, runner: CommandRunner): void {
  const command = group.command('command').description('the stile command on PATH');
  command.addHelpText('after', examples('stile app command show', 'stile app command add'));
  const verbs = [
    ['show', 'whether it is on PATH, and what it starts', readCommandStatus],
    ['add', 'put it on PATH for this user, without administrator’s rights', addCommand],
    ['remove', 'take it away again', removeCommand],
  ] as const;
  for (const [verb, description, act] of verbs) {
    command
      .command(verb)
      .description(description)
      .addHelpText('after', examples(`stile app command ${verb}`))
      .action(runner.plain(async ({ surroundings }) => commandResult(await act(questionOf(surroundings)))));
  }
}

function commandResult(status: CommandStatus): CommandResult {
  return { json: status, text: () => wordCommand(status) };
}

function wordCommand({
  file,
  exists,
  isOurs,
  pointsHere,
  onPath,
  needsNewTerminal,
  pathLine,
}: CommandStatus): string {
  if (!exists)
    return `There is no command yet. Put it on PATH with: stile app command add\nIt would be ${file}.\n`;
  if (!isOurs) return `${file} belongs to another program.\n`;
  const what = pointsHere
    ? 'starts this Stile'
    : 'starts another Stile; this one with: stile app command add';
  const where = onPath
    ? needsNewTerminal
      ? 'Open a new terminal for it.\n'
      : ''
    : pathLine === null
      ? 'Its folder is not on PATH.\n'
      : `Its folder is not on PATH. Add this line to the profile of your shell:\n  ${pathLine}\n`;
  return `${file} ${what}.\n${where}`;
}

function wordInfo(info: AppInfo): string {
  return pairLines([
    ['Version', info.version],
    ['Program', info.program],
    ['Machine', `${info.platform} ${info.arch}`],
    ['Portable', info.portableData ?? ''],
    ['Profile', info.folders.profile],
    ['Logs', info.folders.logs],
    ['Crash dumps', info.folders.crashDumps],
    ['Pythons', info.folders.pythonEnvironments],
    ['Workspace', info.folders.defaultWorkspace],
    ['Recent', info.recentFile],
    ['Trusts', info.updateKeys.join(', ')],
  ]);
}

function wordUpdate({ file, version, current, platform, arch, bytes, keyId }: CheckedUpdate): string {
  return `${file} is Stile ${version} for ${platform} ${arch} (${wordBytes(bytes)}), signed with the key ${keyId}. This one is ${current}.\n`;
}
