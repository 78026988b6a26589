import { Option, type Command } from 'commander';
import type { ActivityEntry } from '#contract/activity.ts';
import { actorKind, type ActorKind } from '#contract/entities.ts';
import type { EngineClient } from '#contract/procedures.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner } from './command-runner.ts';
import { addPageOptions, parseWhole, readPages, type PageOptions } from './options.ts';
import { formatTable, type Column } from './table.ts';
import { examples, moreNote } from './text-blocks.ts';
import { parseFrom, parseUntil } from './time-option.ts';
import { wordTime } from './words.ts';

interface ActivityOptions extends PageOptions {
  kind?: string;
  id?: string;
  by?: ActorKind;
  text?: string;
  from?: number;
  until?: number;
  fold?: boolean;
}

/** `stile activity ...` */
export function addActivityCommands(program: Command, runner: CommandRunner): void {
  const group = program.command('activity').description('who changed what');
  group.addHelpText('after', examples('stile activity list', 'stile activity list --kind run --id 0f3c…'));
  addPageOptions(group.command('list'))
    .description('list changes, the newest first')
    .option('--kind <kind>', 'only of this kind of thing, e.g. run or experiment')
    .option('--id <id>', 'only of the one with this id')
    .addOption(new Option('--by <who>', 'only by this kind of caller').choices(actorKind.options))
    .option('--text <words>', 'only what has this text in a name or in what was written')
    .option('--from <time>', 'from this day or time on', parseFrom)
    .option('--until <time>', 'up to this day or time', parseUntil)
    .option('--fold', 'the steps of a pipeline run in one line')
    .addHelpText(
      'after',
      examples('stile activity list --max-results 20', 'stile activity list --kind experiment --id 3 --json'),
    )
    .action(runner.withEngine(({ client }, options: ActivityOptions) => listActivity(client, options)));
  group
    .command('undo')
    .argument('<id>', 'the number of the change', parseWhole)
    .description('take a change back; undoing that one does it again')
    .addHelpText('after', examples('stile activity undo 118'))
    .action(runner.withEngine(({ client }, id: number) => undo(client, id)));
}

async function undo(client: EngineClient, activityId: number): Promise<CommandResult> {
  const entry = await client.activity.undo({ activityId });
  return {
    json: entry,
    text: () =>
      `Undone: change ${activityId}. Change ${entry.activityId} says so; \`stile activity undo ${entry.activityId}\` does it again.\n`,
  };
}

async function listActivity(client: EngineClient, options: ActivityOptions): Promise<CommandResult> {
  const { kind, id, by, text, from, until, fold } = options;
  const query = {
    ...(fold === true && { fold }),
    ...(by !== undefined && { actorKind: by }),
    ...(text !== undefined && { text }),
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
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
  { title: 'ID', cell: ({ activityId }) => String(activityId) },
  { title: 'WHEN', cell: ({ at }) => wordTime(at) },
  { title: 'WHO', cell: ({ actor }) => `${actor.kind}: ${actor.name}` },
  {
    title: 'WHAT',
    cell: ({ action, steps }) => (steps === 1 ? action : `${action}, the last of ${steps} steps`),
  },
  { title: 'OF', cell: ({ entityKind, entityId, name }) => `${entityKind} ${name ?? entityId}` },
  { title: 'UNDO', cell: ({ undo }) => (undo.state === 'possible' ? 'yes' : wordUndo[undo.state]) },
];

const wordUndo = {
  undone: 'undone',
  no_inverse: 'no',
  incomplete: 'no',
  gone: 'no: gone',
  changed: 'no: changed since',
} as const;
