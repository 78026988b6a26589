import { userInfo } from 'node:os';
import { Option, type Command } from 'commander';
import type { Run, RunStatus, Tag } from '#contract/entities.ts';
import type { EngineClient } from '#contract/procedures.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner } from './command-runner.ts';
import { comparisonResult, readComparison } from './compare.ts';
import { findExperiment } from './experiments.ts';
import { addSearchOptions, collectTag, parseWhole, readPages, type SearchOptions } from './options.ts';
import { purgeResult, type PurgeOptions } from './purge.ts';
import { addManyCommands } from './run-many.ts';
import { addLogCommands } from './run-log.ts';
import { addDiffCommand } from './run-diff.ts';
import { addReportCommand } from './run-report.ts';
import { addSeriesCommand } from './run-series.ts';
import { addSignificanceCommands } from './run-significance.ts';
import { readSparklines, sparklineColumn } from './run-sparklines.ts';
import { addTableCommands } from './run-table.ts';
import { runColumns, runResult } from './run-text.ts';
import { formatTable } from './table.ts';
import { examples, moreNote } from './text-blocks.ts';

/** `stile run ...` */
export function addRunCommands(program: Command, runner: CommandRunner): void {
  const group = program.command('run').description('runs: params, metrics, tags and files of one attempt');
  group.addHelpText(
    'after',
    examples(
      'stile run list --experiment churn --filter "metrics.accuracy > 0.9" --order-by "metrics.accuracy DESC"',
      'stile run create --experiment churn --name first',
      'stile run compare <id> <id>',
    ),
  );
  addReads(group, runner);
  addChanges(group, runner);
  addLogCommands(group, runner);
  addSeriesCommand(group, runner);
  addTableCommands(group, runner);
  addManyCommands(group, runner);
  addSignificanceCommands(group, runner);
  addDiffCommand(group, runner);
  addReportCommand(group, runner);
  addLifecycle(group, runner);
}

interface ListOptions extends SearchOptions {
  experiment?: string[];
  parent?: string;
  roots?: boolean;
  sparkline?: string;
}

interface CompareOptions {
  baseline?: string;
  same?: boolean;
}

function addReads(group: Command, runner: CommandRunner): void {
  addSearchOptions(group.command('list'))
    .description('list runs, the newest first')
    .option('--experiment <experiment...>', 'only of these experiments, by id or name')
    .option('--parent <run>', 'only the children of this run')
    .option('--roots', 'only runs without a parent')
    .option('--sparkline <metric>', 'with the course of this metric')
    .addHelpText('after', listHelp)
    .action(runner.withEngine(({ client }, options: ListOptions) => listRuns(client, options)));
  group
    .command('show <run>')
    .description('show one run with its params, metrics and tags')
    .addHelpText('after', examples('stile run show 0f3c…', 'stile run show 0f3c… --json'))
    .action(
      runner.withEngine(async ({ client }, runId: string) => runResult(await client.runs.get({ runId }))),
    );
  group
    .command('compare <run> <runs...>')
    .description('set runs side by side: what differs in params, data and surroundings, the latest metrics')
    .option('--baseline <run>', 'what the others are measured against (the first)')
    .option('--same', 'also what is the same in all; JSON always holds it')
    .addHelpText(
      'after',
      examples('stile run compare 0f3c… 77ab…', 'stile run compare 0f3c… 77ab… --baseline 77ab… --json'),
    )
    .action(
      runner.withEngine(
        async ({ client }, first: string, others: string[], { baseline, same = false }: CompareOptions) =>
          comparisonResult(await readComparison(client, [first, ...others], baseline), same),
      ),
    );
}

const listHelp = examples(
  'stile run list',
  'stile run list --experiment churn --filter "params.depth = \'8\' AND metrics.loss < 0.2"',
  'stile run list --order-by "metrics.accuracy DESC" --max-results 5',
  'stile run list --experiment churn --sparkline loss',
  'stile run list --view deleted --all --json',
);

async function listRuns(client: EngineClient, options: ListOptions): Promise<CommandResult> {
  const { filter, orderBy, view, parent, roots, experiment = [], sparkline: key } = options;
  const experimentIds: string[] = [];
  for (const text of experiment) experimentIds.push((await findExperiment(client, text)).experimentId);
  const query = {
    experimentIds,
    ...(filter === undefined ? {} : { filter }),
    ...(orderBy && { orderBy }),
    ...(view && { view }),
    ...(roots === true && { nesting: 'roots' as const }),
    ...(parent !== undefined && { nesting: 'children' as const, parentRunId: parent }),
  };
  const { items, nextPageToken } = await readPages(
    options,
    (page) => client.runs.search({ ...query, ...page }),
    ({ runs }) => runs,
  );
  const lines = key === undefined ? [] : await readSparklines(client, items, key);
  const columns = key === undefined ? [] : [sparklineColumn(key, lines)];
  return {
    json: { runs: items, nextPageToken, ...(key !== undefined && { sparklines: lines }) },
    text: (isTerminal) =>
      formatTable(items, [...runColumns(isTerminal), ...columns], isTerminal) +
      moreNote(nextPageToken, isTerminal),
  };
}

interface CreateOptions {
  experiment: string;
  name?: string;
  parent?: string;
  status?: RunStatus;
  startedAt?: number;
  user?: string;
  tag?: Tag[];
}

function addChanges(group: Command, runner: CommandRunner): void {
  group
    .command('create')
    .description('start a run')
    .option('--experiment <experiment>', 'in which experiment, by id or name', 'Default')
    .option('--name <name>', 'made up when left out')
    .option('--parent <run>', 'the run that this one belongs under')
    .option('--tag <key=value>', 'a tag; may be given several times', collectTag)
    .option('--user <name>', 'who runs it (you)')
    .option('--started-at <ms>', 'milliseconds since 1970 (now)', parseWhole)
    .addOption(statusOption('RUNNING'))
    .addHelpText('after', examples('stile run create --experiment churn --name first --tag stage=dev'))
    .action(runner.withEngine(({ client }, options: CreateOptions) => createRun(client, options)));
  group
    .command('update <run>')
    .description('change name, status or end of a run')
    .option('--name <name>', 'another name')
    .option('--ended-at <ms>', 'milliseconds since 1970', parseWhole)
    .addOption(statusOption())
    .addHelpText(
      'after',
      examples('stile run update 0f3c… --name second', 'stile run update 0f3c… --status FAILED'),
    )
    .action(
      runner.withEngine(
        async ({ client }, runId: string, options: { name?: string; status?: RunStatus; endedAt?: number }) =>
          runResult(await client.runs.update({ runId, ...options })),
      ),
    );
  group
    .command('finish <run>')
    .description('end a run now')
    .addOption(statusOption('FINISHED'))
    .addHelpText('after', examples('stile run finish 0f3c…', 'stile run finish 0f3c… --status KILLED'))
    .action(
      runner.withEngine(async ({ client }, runId: string, { status }: { status: RunStatus }) =>
        runResult(await client.runs.update({ runId, status })),
      ),
    );
}

function statusOption(usual?: RunStatus): Option {
  const option = new Option('--status <status>', 'how the run stands').choices([
    'RUNNING',
    'SCHEDULED',
    'FINISHED',
    'FAILED',
    'KILLED',
  ]);
  return usual === undefined ? option : option.default(usual);
}

async function createRun(client: EngineClient, options: CreateOptions): Promise<CommandResult> {
  const { experimentId } = await findExperiment(client, options.experiment);
  const { name, parent, status, startedAt, tag: tags = [], user = userInfo().username } = options;
  const run = await client.runs.create({
    experimentId,
    userId: user,
    tags,
    ...(name !== undefined && { name }),
    ...(parent !== undefined && { parentRunId: parent }),
    ...(status !== undefined && { status }),
    ...(startedAt !== undefined && { startedAt }),
  });
  return runResult(run);
}

function addLifecycle(group: Command, runner: CommandRunner): void {
  const change = (name: string, description: string, example: string): Command =>
    group.command(name).description(description).addHelpText('after', examples(example));
  change('tag <run>', 'set tags', 'stile run tag 0f3c… stage=prod')
    .argument('<key=value...>', 'the tags', collectTag)
    .action(
      runner.withEngine((ctx, runId: string, tags: Tag[]) =>
        changeEach(ctx.client, runId, tags, (tag) => ctx.client.runs.setTag({ runId, ...tag })),
      ),
    );
  change('untag <run> <key...>', 'take tags off', 'stile run untag 0f3c… stage').action(
    runner.withEngine((ctx, runId: string, keys: string[]) =>
      changeEach(ctx.client, runId, keys, (key) => ctx.client.runs.deleteTag({ runId, key })),
    ),
  );
  change('delete <run...>', 'delete runs; restore brings them back', 'stile run delete 0f3c…').action(
    runner.withEngine((ctx, ids: string[]) =>
      changeRuns(ctx.client, ids, (runId) => ctx.client.runs.delete({ runId })),
    ),
  );
  change('restore <run...>', 'bring deleted runs back', 'stile run restore 0f3c…').action(
    runner.withEngine((ctx, ids: string[]) =>
      changeRuns(ctx.client, ids, (runId) => ctx.client.runs.restore({ runId })),
    ),
  );
  change('purge <run>', 'delete a deleted run for good, with its files', 'stile run purge 0f3c… --yes')
    .option('--yes', 'really do it; without this it only says what would go')
    .action(
      runner.withEngine(async ({ client }, runId: string, options: PurgeOptions) => {
        const { name } = await client.runs.get({ runId });
        return purgeResult(options, `the run "${name}"`, {
          preview: () => client.runs.purgePreview({ runId }),
          purge: () => client.runs.purge({ runId }),
        });
      }),
    );
}

/** Does one call after the other and answers with the run as it is then. */
async function changeEach<T>(
  client: EngineClient,
  runId: string,
  items: readonly T[],
  change: (item: T) => Promise<unknown>,
): Promise<CommandResult> {
  for (const item of items) await change(item);
  return runResult(await client.runs.get({ runId }));
}

async function changeRuns(
  client: EngineClient,
  ids: readonly string[],
  change: (runId: string) => Promise<unknown>,
): Promise<CommandResult> {
  const runs: Run[] = [];
  for (const runId of ids) {
    await change(runId);
    runs.push(await client.runs.get({ runId }));
  }
  return {
    json: { runs },
    text: (isTerminal) =>
      runs.map((run) => `${run.runId}${isTerminal ? '  ' : '\t'}${run.lifecycle}\n`).join(''),
  };
}
