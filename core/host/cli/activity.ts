import type { Command } from 'commander';
import type { ActivityEntry } from '#contract/entities.ts';
import type { EngineClient } from '#contract/procedures.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner } from './command-runner.ts';
import { addPageOptions, readPages, type PageOptions } from './options.ts';
import { formatTable, type Column } from './table.ts';
import { examples, moreNote } from './text-blocks.ts';
import { wordTime } from './words.ts';

interface ActivityOptions extends PageOptions {
  kind?: string;
  id?: string;
}

/** `stile activity ...` */
export function addActivityCommands(program: Command, runner: CommandRunner): void {
  const group = program.command('activity').description('who changed what');
  group.addHelpText('after', examples('stile activity list', 'stile activity list --kind run --id 0f3c…'));
  addPageOptions(group.command('list'))
    .description('list changes, the newest first')
    .option('--kind <kind>', 'only of this kind of thing, e.g. run or experiment')
    .option('--id <id>', 'only of the one with this id')
    .addHelpText(
      'after',
      examples('stile activity list --max-results 20', 'stile activity list --kind experiment --id 3 --json'),
    )
    .action(runner.withEngine(({ client }, options: ActivityOptions) => listActivity(client, options)));
}

async function listActivity(client: EngineClient, options: ActivityOptions): Promise<CommandResult> {
  const { kind, id } = options;
  const query = {
    ...(kind !== undefined && { entityKind: kind }),
    ...(id !== undefined && { entityId: id }),
  };
  const { items, nextPageToken } = await readPages(
    options,
    (page) => client.activity.list({ ...query, ...page }),
    ({ entries }) => entries,
  );
  return {
    json: { entries: items, nextPageToken },
    text: (isTerminal) => formatTable(items, columns, isTerminal) + moreNote(nextPageToken, isTerminal),
  };
}

const columns: Column<ActivityEntry>[] = [
  { title: 'WHEN', cell: ({ at }) => wordTime(at) },
  { title: 'WHO', cell: ({ actor }) => `${actor.kind}: ${actor.name}` },
  { title: 'WHAT', cell: ({ action }) => action },
  { title: 'OF', cell: ({ entityKind, entityId }) => `${entityKind} ${entityId}` },
];
