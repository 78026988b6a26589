import { existsSync } from 'node:fs';
import { Agent } from 'node:http';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Command } from 'commander';
import type { BackupEntry } from '#contract/entities.ts';
import type { DatabaseCheck, LastStart } from '#contract/workspaces.ts';
import { StileError } from '#core/kernel/errors.ts';
import { systemClock } from '#core/kernel/clock.ts';
import { buildWorkspacePaths } from '#core/kernel/workspace-paths.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandContext, CommandRunner } from './command-runner.ts';
import { findEngine } from './find-engine.ts';
import { formatTable, type Column } from './table.ts';
import { examples } from './text-blocks.ts';
import { wordBytes, wordTime } from './words.ts';

/** `stile backup ...` */
export function addBackupCommands(program: Command, runner: CommandRunner): void {
  const group = program
    .command('backup')
    .description('copies of the database; files of runs are not in them');
  group.addHelpText(
    'after',
    examples('stile backup list', 'stile backup now', 'stile backup restore <file>'),
  );
  group
    .command('list')
    .description('list the backups, the newest first')
    .addHelpText('after', examples('stile backup list --json'))
    .action(
      runner.withEngine(async ({ client }) => {
        const answer = await client.workspace.backups({});
        return {
          json: answer,
          text: (isTerminal) => formatTable(answer.backups, columns, isTerminal) + wordStart(answer),
        };
      }),
    );
  group
    .command('now')
    .description('make a backup now; seven of these are kept')
    .addHelpText('after', examples('stile backup now'))
    .action(
      runner.withEngine(async ({ client }) => {
        const backup = await client.workspace.backup({});
        return { json: backup, text: () => `${backup.file}\n` };
      }),
    );
  group
    .command('check [file]')
    .description('go through every page of the database, or of a backup')
    .addHelpText('after', examples('stile backup check', 'stile backup check <file> --json'))
    .action(
      runner.withEngine(async ({ client, surroundings }, given: string | undefined) => {
        const found = await client.workspace.check({
          backup: given === undefined || isName(given) ? given : resolve(surroundings.cwd, given),
        });
        return {
          json: found,
          text: () => wordCheck(found),
          ...(found.problems.length > 0 && { exitCode: 1 as const }),
        };
      }),
    );
  group
    .command('restore <file>')
    .description('put a backup in the place of the database; a running engine goes on with it')
    .addHelpText('after', restoreHelp)
    .action(runner.plain((ctx, file: string) => restore(ctx, file)));
}

const columns: Column<BackupEntry>[] = [
  { title: 'MADE', cell: ({ createdAt }) => wordTime(createdAt) },
  { title: 'WHY', cell: ({ reason }) => reason },
  { title: 'SIZE', cell: ({ bytes }) => wordBytes(bytes), right: true },
  { title: 'FILE', cell: ({ file }) => file },
];

const restoreHelp = `
The file is a path, or a name from \`stile backup list\`. The database of before is kept beside it.
${examples('stile backup restore stile-2026-11-20T14-03-22-daily.db')}`;

async function restore(ctx: CommandContext, given: string): Promise<CommandResult> {
  const { lockWorkspace, restoreBackup } = await import('#core/engine-bundle.ts');
  const paths = buildWorkspacePaths(ctx.workspace);
  const listed = join(paths.backups, given);
  const file = existsSync(listed) ? listed : resolve(ctx.surroundings.cwd, given);
  refuseMissing(paths.root);
  const running = await findEngine(ctx.workspace, new Agent());
  if (running !== null) return restoreRunning(ctx, file, running.pid);
  const lock = lockWorkspace(paths);
  try {
    const { replaced } = await restoreBackup(paths, file, systemClock.now());
    return {
      json: { workspace: paths.root, restored: file, replaced },
      text: () => `Restored ${file}.\nThe database of before is ${replaced}.\n`,
    };
  } finally {
    lock.release();
  }
}

/** The running engine answers, stops, and opens again with the backup; then it is asked how that went. */
async function restoreRunning(ctx: CommandContext, backup: string, pid: number): Promise<CommandResult> {
  const before = await ctx.useEngine(async ({ client }) => {
    const { startedAt } = await client.system.info({});
    await client.workspace.restore({ backup });
    return startedAt;
  });
  const { restored, failure } = await readNextStart(ctx, before);
  if (restored === null) {
    const cause = failure === null ? 'it has not come back yet' : failure.code;
    throw new StileError(
      'ENGINE_UNREACHABLE',
      `The backup ${backup} was not restored by process ${pid}: ${cause}. See stile backup list.`,
      { path: ctx.workspace, address: null, cause },
    );
  }
  return {
    json: { workspace: ctx.workspace, restored: backup, replaced: restored.replaced },
    text: () => `Restored ${backup}.\nThe database of before is ${restored.replaced}.\n`,
  };
}

/** How long the engine may take to open again, and how often it is asked, in ms. */
const againLimitMs = 60_000;
const lookMs = 100;

async function readNextStart(
  ctx: CommandContext,
  before: number,
): Promise<Pick<LastStart, 'restored' | 'failure'>> {
  const agent = new Agent();
  const started = performance.now();
  try {
    while (performance.now() - started < againLimitMs) {
      await wait(lookMs);
      if ((await findEngine(ctx.workspace, agent)) === null) continue;
      const next = await ctx
        .useEngine(async ({ client }) => (await client.workspace.backups({})).lastStart)
        // It may be closing still.
        .catch(() => null);
      if (next !== null && next.startedAt > before) return next;
    }
    return { restored: null, failure: null };
  } finally {
    agent.destroy();
  }
}

function isName(given: string): boolean {
  return !/[\\/]/.test(given) && !existsSync(given);
}

function wordCheck({ file, bytes, problems }: DatabaseCheck): string {
  const size = wordBytes(bytes);
  if (problems.length === 0) return `${file} is whole (${size}).\n`;
  return `${file} is damaged:\n${problems.map((problem) => `  ${problem}\n`).join('')}`;
}

/** Says nothing of a start where nothing happened. */
function wordStart({ lastStart }: { lastStart: LastStart }): string {
  const { restored, failure, wasKilled } = lastStart;
  if (restored !== null)
    return `Restored ${restored.file}; the database of before is ${restored.replaced}.\n`;
  if (failure !== null) return `What was asked for could not be opened (${failure.code}).\n`;
  return wasKilled ? 'The engine before this one was killed; what it had acknowledged is here.\n' : '';
}

function refuseMissing(root: string): void {
  // A database that is gone is a reason to restore one; a folder that is gone is a wrong path.
  if (existsSync(root)) return;
  const message = `There is no workspace ${root}. Check --workspace.`;
  throw new StileError('NOT_FOUND', message, { kind: 'workspace', id: root });
}
