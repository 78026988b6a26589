import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { BackupEntry } from '#contract/entities.ts';
import { StileError } from '#core/kernel/errors.ts';
import { systemClock } from '#core/kernel/clock.ts';
import { buildWorkspacePaths } from '#core/kernel/workspace-paths.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandContext, CommandRunner } from './command-runner.ts';
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
        const { backups } = await client.workspace.backups({});
        return { json: { backups }, text: (isTerminal) => formatTable(backups, columns, isTerminal) };
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
    .command('restore <file>')
    .description('put a backup in the place of the database; stop the engine first')
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

function refuseMissing(root: string): void {
  // A database that is gone is a reason to restore one; a folder that is gone is a wrong path.
  if (existsSync(root)) return;
  const message = `There is no workspace ${root}. Check --workspace.`;
  throw new StileError('NOT_FOUND', message, { kind: 'workspace', id: root });
}
