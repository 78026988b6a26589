import type { Command } from 'commander';
import type { Job } from '#contract/jobs.ts';
import type { CommandRunner } from './command-runner.ts';
import { formatTable, type Column } from './table.ts';
import { examples } from './text-blocks.ts';
import { parseFrom } from './time-option.ts';
import { wordDuration, wordTime } from './words.ts';

/** `stile jobs ...` */
export function addJobCommands(program: Command, runner: CommandRunner): void {
  const group = program
    .command('jobs')
    .description('long work: runs of pipelines, imports, environments, backups');
  group.addHelpText('after', examples('stile jobs list', 'stile jobs cancel transfer:3'));
  group
    .command('list')
    .description('what works or waits, and what ended in the last day')
    .option('--since <time>', 'what ended since this day or time', parseFrom)
    .addHelpText('after', examples('stile jobs list --json', 'stile jobs list --since 2026-11-20'))
    .action(
      runner.withEngine(async ({ client }, { since }: { since?: number }) => {
        const { jobs } = await client.jobs.list(since === undefined ? {} : { endedSince: since });
        return { json: { jobs }, text: (isTerminal) => formatTable(jobs, columns, isTerminal) };
      }),
    );
  group
    .command('cancel')
    .argument('<job>', 'its name in the list, such as transfer:3')
    .description('end a job; what it has made so far stays')
    .addHelpText('after', examples('stile jobs cancel transfer:3'))
    .action(
      runner.withEngine(async ({ client }, jobId: string) => {
        await client.jobs.cancel({ jobId });
        return { json: { jobId }, text: () => `Canceled ${jobId}.\n` };
      }),
    );
}

const columns: Column<Job>[] = [
  { title: 'JOB', cell: ({ jobId }) => jobId },
  { title: 'WHAT', cell: ({ kind, subject }) => `${kind.replaceAll('_', ' ')} ${subject}` },
  { title: 'STATE', cell: ({ state }) => state },
  { title: 'PROGRESS', cell: wordProgress },
  {
    title: 'LEFT',
    cell: ({ remainingMs }) => (remainingMs === null ? '' : wordDuration(remainingMs)),
    right: true,
  },
  { title: 'BEGAN', cell: ({ startedAt }) => wordTime(startedAt) },
  { title: 'NOTE', cell: ({ reason, doing }) => reason ?? doing ?? '' },
];

function wordProgress({ progress }: Job): string {
  if (progress === null) return '';
  const { done, total, unit } = progress;
  return `${done}${total === null ? '' : ` of ${total}`} ${unit}`;
}
