import { InvalidArgumentError, Option, type Command } from 'commander';
import type { Tag } from '#contract/entities.ts';
import type { Backfill, BackfillDate, PipelineSchedule, ScheduleTime } from '#contract/pipeline-schedules.ts';
import type { EngineClient, Outputs } from '#contract/procedures.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner, EngineCommandContext } from './command-runner.ts';
import { collectTag, parseWhole } from './options.ts';
import { readParam } from './pipeline-run.ts';
import { formatTable, toOneLine, type Column } from './table.ts';
import { examples, pairLines } from './text-blocks.ts';
import { parseFrom, parseUntil } from './time-option.ts';
import { wordCount, wordTime } from './words.ts';

/** `stile pipeline pause|resume|next|backfill|backfills|cancel-backfill` */
export function addScheduleCommands(group: Command, runner: CommandRunner): void {
  addPausing(group, runner);
  addNext(group, runner);
  addBackfill(group, runner);
  addBackfills(group, runner);
}

function addPausing(group: Command, runner: CommandRunner): void {
  group
    .command('pause <pipeline>')
    .description('let schedule and triggers start nothing; runs by hand and backfills go on')
    .addHelpText('after', examples('stile pipeline pause train'))
    .action(
      runner.withEngine(async ({ client }, name: string) =>
        scheduleResult(name, await client.pipelines.pause({ name })),
      ),
    );
  group
    .command('resume <pipeline>')
    .description('let schedule and triggers start runs again; what was missed is made up for by its policy')
    .option('--preview', 'say what that would start, and do nothing')
    .addHelpText('after', examples('stile pipeline resume train --preview', 'stile pipeline resume train'))
    .action(
      runner.withEngine(async ({ client }, name: string, { preview }: { preview?: boolean }) =>
        preview === true
          ? previewResult(name, await client.pipelines.previewResume({ name }))
          : scheduleResult(name, await client.pipelines.resume({ name })),
      ),
    );
}

/** What a pipeline's page says of its schedule, for a list of facts. */
export function scheduleFacts(schedule: PipelineSchedule | null): [string, string][] {
  if (schedule === null) return [];
  const { text, timezone, missed, triggers, isPaused, nextRunAt } = schedule;
  return [
    ['Schedule', text === null ? '' : toOneLine(timezone === null ? text : `${text} (${timezone})`)],
    ['Missed runs', missed ?? ''],
    ['Triggers', triggers.map(toOneLine).join(', ')],
    ['Next run', isPaused ? 'paused' : wordTime(nextRunAt)],
  ];
}

function scheduleResult(name: string, schedule: PipelineSchedule): CommandResult {
  return {
    json: schedule,
    text: () => pairLines([['Pipeline', toOneLine(name)], ...scheduleFacts(schedule)]),
  };
}

function previewResult(name: string, preview: Outputs['pipelines']['previewResume']): CommandResult {
  const { due, skippedCount, next } = preview;
  return {
    json: preview,
    text: (isTerminal) =>
      pairLines([
        ['Pipeline', toOneLine(name)],
        ['Would start', wordCount(due.length, 'run')],
        ['Left out', skippedCount === 0 ? '' : wordCount(skippedCount, 'missed time')],
        ['Next', next === null ? '' : next.local],
      ]) + (due.length === 0 ? '' : `\n${formatTable(due, timeColumns, isTerminal)}`),
  };
}

const timeColumns: Column<ScheduleTime>[] = [
  { title: 'HERE', cell: ({ at }) => wordTime(at) },
  { title: 'IN ITS ZONE', cell: ({ local }) => local },
  { title: 'LOGICAL DATE', cell: ({ logicalAt }) => wordTime(logicalAt) },
];

function addNext(group: Command, runner: CommandRunner): void {
  group
    .command('next <pipeline>')
    .description('say when the schedule starts runs, and what happens where clocks are set')
    .option('--count <n>', 'so many times (5)', parseWhole)
    .addHelpText(
      'after',
      examples('stile pipeline next train', 'stile pipeline next train --count 20 --json'),
    )
    .action(
      runner.withEngine(async ({ client }, name: string, { count }: { count?: number }) =>
        nextResult(await client.pipelines.nextTimes({ name, ...(count !== undefined && { count }) })),
      ),
    );
}

function nextResult(answer: Outputs['pipelines']['nextTimes']): CommandResult {
  const { times, warnings } = answer;
  const lines = warnings.map(({ kind, wanted, firesAt }) =>
    kind === 'gap'
      ? `${wanted} does not exist: it fires at ${firesAt.local}\n`
      : `${wanted} comes twice: it fires at ${firesAt.local}\n`,
  );
  const table = (isTerminal: boolean): string =>
    times.length === 0 ? 'It waits for no time.\n' : formatTable(times, timeColumns, isTerminal);
  return { json: answer, text: (isTerminal) => table(isTerminal) + lines.join('') };
}

interface BackfillOptions {
  from: number;
  until: number;
  reprocess?: 'missing' | 'missing_and_failed' | 'all';
  newestFirst?: boolean;
  maxActive?: number;
  param?: Tag[];
  dryRun?: boolean;
}

function addBackfill(group: Command, runner: CommandRunner): void {
  group
    .command('backfill <pipeline>')
    .description('run a pipeline once for each date of its schedule in a range')
    .requiredOption('--from <time>', 'the first date: 2026-11-01, 2026-11-01T06:00', parseFrom)
    .requiredOption('--until <time>', 'the last date; a day counts whole', parseUntil)
    .addOption(
      new Option(
        '--reprocess <which>',
        'dates without a run (missing), those that failed too, or all',
      ).argParser(parseReprocess),
    )
    .option('--max-active <n>', 'so many of its runs at a time (1)', parseWhole)
    .option('--newest-first', 'begin with the last date')
    .option('--param <key=value>', 'a param of its runs; may be given several times', collectTag)
    .option('--dry-run', 'list the dates, and run nothing')
    .addHelpText(
      'after',
      `\nThe runs start in the running engine, which goes on after this command; without one they start with the next.\n${examples(
        'stile pipeline backfill train --from 2026-11-01 --until 2026-11-07 --dry-run',
        'stile pipeline backfill train --from 2026-11-01 --until 2026-11-07 --reprocess missing-and-failed --max-active 2',
      )}`,
    )
    .action(runner.withEngine((ctx, name: string, options: BackfillOptions) => backfill(ctx, name, options)));
}

function parseReprocess(text: string): 'missing' | 'missing_and_failed' | 'all' {
  const word = text.replaceAll('-', '_');
  if (word === 'missing' || word === 'missing_and_failed' || word === 'all') return word;
  throw new InvalidArgumentError('Give missing, missing-and-failed or all.');
}

async function backfill(
  { client, output, running }: EngineCommandContext,
  name: string,
  options: BackfillOptions,
): Promise<CommandResult> {
  const { from: fromAt, until: untilAt, reprocess, newestFirst, maxActive, param = [], dryRun } = options;
  const range = {
    ...{ name, fromAt, untilAt },
    ...(reprocess !== undefined && { reprocess }),
    ...(newestFirst !== undefined && { newestFirst }),
  };
  if (dryRun === true) return datesResult(await client.pipelines.previewBackfill(range));
  const params = await readParams(client, name, param);
  const made = await client.pipelines.backfill({
    ...range,
    params,
    ...(maxActive !== undefined && { maxActive }),
  });
  if (running === null) output.note('No engine runs: its runs start with the next one that stays.');
  return { json: made, text: () => pairLines(backfillFacts(made)) };
}

async function readParams(
  client: EngineClient,
  name: string,
  param: readonly Tag[],
): Promise<Record<string, unknown>> {
  if (param.length === 0) return {};
  const { params: schemas } = await client.pipelines.get({ name });
  return Object.fromEntries(param.map(({ key, value }) => [key, readParam(key, value, schemas[key])]));
}

function datesResult(answer: Outputs['pipelines']['previewBackfill']): CommandResult {
  const columns: Column<BackfillDate>[] = [
    { title: 'DATE', cell: ({ logicalAt }) => wordTime(logicalAt) },
    { title: 'RUN NOW', cell: ({ existing }) => existing ?? 'none' },
    { title: 'RUNS', cell: ({ willRun }) => (willRun ? 'yes' : 'no') },
  ];
  const count = answer.dates.filter(({ willRun }) => willRun).length;
  return {
    json: answer,
    text: (isTerminal) =>
      formatTable(answer.dates, columns, isTerminal) + (isTerminal ? `${wordCount(count, 'run')}\n` : ''),
  };
}

function backfillFacts(made: Backfill): [string, string][] {
  return [
    ['Backfill', String(made.backfillId)],
    ['Pipeline', toOneLine(made.pipeline)],
    ['State', made.state],
    ['From', wordTime(made.fromAt)],
    ['Until', wordTime(made.untilAt)],
    ['Reason', toOneLine(made.reason ?? '')],
    ['Dates', wordProgress(made)],
  ];
}

function wordProgress({ progress }: Backfill): string {
  const { total, ...parts } = progress;
  const words = Object.entries(parts).filter(([, n]) => n > 0);
  return `${total}: ${words.map(([what, n]) => `${n} ${what}`).join(', ')}`;
}

function addBackfills(group: Command, runner: CommandRunner): void {
  group
    .command('backfills <pipeline>')
    .description('list the backfills of a pipeline, the newest first')
    .addHelpText('after', examples('stile pipeline backfills train'))
    .action(
      runner.withEngine(async ({ client }, name: string) => {
        const { backfills } = await client.pipelines.backfills({ name });
        return {
          json: { backfills },
          text: (isTerminal) => formatTable(backfills, backfillColumns, isTerminal),
        };
      }),
    );
  group
    .command('cancel-backfill')
    .argument('<backfill>', 'its number', parseWhole)
    .description('start nothing more of a backfill, and cancel its runs')
    .option('--reason <text>', 'why, for the history')
    .addHelpText('after', examples('stile pipeline cancel-backfill 3 --reason "wrong range"'))
    .action(
      runner.withEngine(async ({ client }, backfillId: number, { reason }: { reason?: string }) => {
        const made = await client.pipelines.cancelBackfill({
          backfillId,
          ...(reason !== undefined && { reason }),
        });
        return { json: made, text: () => pairLines(backfillFacts(made)) };
      }),
    );
}

const backfillColumns: Column<Backfill>[] = [
  { title: 'ID', cell: ({ backfillId }) => String(backfillId), right: true },
  { title: 'STATE', cell: ({ state }) => state },
  { title: 'FROM', cell: ({ fromAt }) => wordTime(fromAt) },
  { title: 'UNTIL', cell: ({ untilAt }) => wordTime(untilAt) },
  { title: 'DATES', cell: wordProgress },
  { title: 'CREATED', cell: ({ createdAt }) => wordTime(createdAt) },
  { title: 'REASON', cell: ({ reason }) => reason ?? '' },
];
