import { Option, type Command } from 'commander';
import type { CalendarDay, DefinitionVersion, DiffLine, GridRun } from '#contract/pipeline-views.ts';
import { pipelineRunState, type PipelineRunState, type TaskState } from '#contract/pipelines.ts';
import type { EngineClient, Outputs } from '#contract/procedures.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner } from './command-runner.ts';
import { addPageOptions, readPages, type PageOptions } from './options.ts';
import { formatTable, toOneLine, type Column } from './table.ts';
import { examples, moreNote } from './text-blocks.ts';
import { parseFrom, parseUntil } from './time-option.ts';
import { wordTime } from './words.ts';

/** `stile pipeline grid|calendar|versions|definition|diff` */
export function addPipelineViewCommands(group: Command, runner: CommandRunner): void {
  addGrid(group, runner);
  addCalendar(group, runner);
  addVersions(group, runner);
  addDiff(group, runner);
}

interface GridOptions extends PageOptions {
  state?: PipelineRunState[];
}

function addGrid(group: Command, runner: CommandRunner): void {
  const states = new Option('--state <state...>', 'only runs in these states').choices(
    pipelineRunState.options,
  );
  addPageOptions(group.command('grid <pipeline>'))
    .description('tasks by runs: how each task ended in each run, the newest run on the right')
    .addOption(states)
    .addHelpText(
      'after',
      `\n${gridLegend}\n${examples('stile pipeline grid train', 'stile pipeline grid train --state failed --json')}`,
    )
    .action(
      runner.withEngine(({ client }, name: string, options: GridOptions) => readGrid(client, name, options)),
    );
}

const gridLegend =
  's success, f failed, u upstream failed, r running, k skipped, c canceled, i interrupted, ? awaits a decision, . not yet, - left out';

const letters: Readonly<Record<TaskState, string>> = {
  none: '.',
  scheduled: '.',
  queued: '.',
  running: 'r',
  success: 's',
  failed: 'f',
  up_for_retry: '.',
  up_for_reschedule: '.',
  canceled: 'c',
  interrupted: 'i',
  skipped: 'k',
  upstream_failed: 'u',
  removed: '-',
  restarting: '.',
  awaiting_input: '?',
};

async function readGrid(client: EngineClient, name: string, options: GridOptions): Promise<CommandResult> {
  const { state, ...paging } = options;
  const { items, nextPageToken } = await readPages(
    paging,
    (page) => client.pipelines.grid({ name, ...page, ...(state !== undefined && { states: state }) }),
    ({ runs }) => runs,
  );
  return {
    json: { runs: items, nextPageToken },
    text: (isTerminal) =>
      formatTable(gridRows(items), gridColumns, isTerminal) + moreNote(nextPageToken, isTerminal),
  };
}

const gridColumns: Column<[task: string, states: string]>[] = [
  { title: 'TASK', cell: ([task]) => task },
  { title: 'RUNS', cell: ([, states]) => states },
];

/** A letter per run, the newest on the right; tasks of older files come after those of the newest. */
function gridRows(runs: readonly GridRun[]): [string, string][] {
  const cells = runs.map((run) => new Map(run.cells.map(({ taskId, state }) => [taskId, state])));
  const tasks = [...new Set(runs.flatMap((run) => run.cells.map(({ taskId }) => taskId)))];
  return tasks.map((task) => {
    const states = cells.map((ofRun) => ofRun.get(task)).reverse();
    return [task, states.map((state) => (state === undefined ? ' ' : letters[state])).join('')];
  });
}

interface CalendarOptions {
  from: number;
  until: number;
  timezone?: string;
}

function addCalendar(group: Command, runner: CommandRunner): void {
  group
    .command('calendar [pipelines...]')
    .description(
      'runs of each day, by their logical dates, and what schedules are to start; of all pipelines without names',
    )
    .requiredOption('--from <date>', 'from this day or time on', parseFrom)
    .requiredOption('--until <date>', 'up to this day or time', parseUntil)
    .option('--timezone <name>', 'whose days (UTC)')
    .addHelpText(
      'after',
      examples(
        'stile pipeline calendar --from 2026-11-01 --until 2026-11-30',
        'stile pipeline calendar train predict --from 2026-11-01 --until 2026-11-30',
        'stile pipeline calendar train --from 2026-11-01 --until 2026-12-31 --timezone Europe/Stockholm',
      ),
    )
    .action(
      runner.withEngine(async ({ client }, pipelines: string[], options: CalendarOptions) => {
        const { from: fromAt, until: untilAt, timezone } = options;
        const answer = await client.pipelines.calendar({
          fromAt,
          untilAt,
          ...(pipelines.length > 0 && { names: pipelines }),
          ...(timezone !== undefined && { timezone }),
        });
        return { json: answer, text: (isTerminal) => formatTable(answer.days, calendarColumns, isTerminal) };
      }),
    );
}

const calendarColumns: Column<CalendarDay>[] = [
  { title: 'DAY', cell: ({ date }) => date },
  {
    title: 'RUNS',
    cell: ({ states }) =>
      Object.entries(states)
        .map(([state, n]) => `${n} ${state}`)
        .join(', '),
  },
  { title: 'TO COME', cell: ({ planned }) => (planned === 0 ? '' : String(planned)), right: true },
];

function addVersions(group: Command, runner: CommandRunner): void {
  group
    .command('versions <pipeline>')
    .description('the texts of the file that runs have run, the newest first')
    .addHelpText('after', examples('stile pipeline versions train', 'stile pipeline versions train --json'))
    .action(
      runner.withEngine(async ({ client }, name: string) => {
        const answer = await client.pipelines.versions({ name });
        return {
          json: answer,
          text: (isTerminal) => formatTable(answer.versions, versionColumns, isTerminal),
        };
      }),
    );
  group
    .command('definition <pipeline> <hash>')
    .description('the text of a version; the first characters of its hash are enough')
    .addHelpText('after', examples('stile pipeline definition train 3fa8c1d0 > pipelines/train.yaml'))
    .action(
      runner.withEngine(async ({ client }, name: string, hash: string) => {
        const answer = await client.pipelines.definition({ name, hash: await findHash(client, name, hash) });
        return { json: answer, text: () => answer.text };
      }),
    );
}

const versionColumns: Column<DefinitionVersion>[] = [
  { title: 'VERSION', cell: ({ hash }) => hash },
  { title: 'FIRST RUN', cell: ({ createdAt }) => wordTime(createdAt) },
  { title: 'LAST RUN', cell: ({ lastRunAt }) => wordTime(lastRunAt) },
  { title: 'RUNS', cell: ({ runs }) => String(runs), right: true },
  { title: '', cell: ({ isCurrent }) => (isCurrent ? 'the file as it is now' : '') },
];

const shortestPrefix = 6;

/** The whole hash that begins so; what is given when there is none, or more than one. */
async function findHash(client: EngineClient, name: string, given: string): Promise<string> {
  if (given.length < shortestPrefix || given.length >= 64) return given;
  const { versions } = await client.pipelines.versions({ name });
  const [only, another] = versions.filter(({ hash }) => hash.startsWith(given));
  return only === undefined || another !== undefined ? given : only.hash;
}

function addDiff(group: Command, runner: CommandRunner): void {
  group
    .command('diff <pipeline> <version> [other]')
    .description('what another version changed of one, line by line; without another the file as it is now')
    .addHelpText(
      'after',
      examples('stile pipeline diff train 3fa8c1d0', 'stile pipeline diff train 3fa8c1d0 77ab02c9'),
    )
    .action(
      runner.withEngine(async ({ client }, name: string, version: string, other: string | undefined) => {
        const from = { hash: await findHash(client, name, version) };
        const to =
          other === undefined ? { file: true as const } : { hash: await findHash(client, name, other) };
        return diffResult(await client.pipelines.compareDefinitions({ name, from, to }));
      }),
    );
}

const signs: Readonly<Record<DiffLine['kind'], string>> = { same: ' ', removed: '-', added: '+' };
/** Lines around what differs. */
const context = 3;

function diffResult(answer: Outputs['pipelines']['compareDefinitions']): CommandResult {
  const { lines, added, removed } = answer;
  const changed = lines.flatMap(({ kind }, at) => (kind === 'same' ? [] : [at]));
  const isShown = new Set(
    changed.flatMap((at) => Array.from({ length: 2 * context + 1 }, (_, n) => at - context + n)),
  );
  const text = lines.flatMap(({ kind, text: line }, at) => {
    if (isShown.has(at)) return [`${signs[kind]} ${toOneLine(line)}`];
    return at > 0 && isShown.has(at - 1) ? ['...'] : [];
  });
  const total = added + removed === 0 ? 'No line differs.' : `${added} added, ${removed} removed`;
  return { json: answer, text: () => `${[...text, total].join('\n')}\n` };
}
