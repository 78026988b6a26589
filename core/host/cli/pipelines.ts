import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { PipelineSchedule } from '#contract/pipeline-schedules.ts';
import type { PipelineProblem, PipelineRun, PipelineSummary } from '#contract/pipelines.ts';
import type { EngineClient, Outputs } from '#contract/procedures.ts';
import { errorText, invalidArgument } from '#core/kernel/errors.ts';
import { readFailure } from '../failure.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandContext, CommandRunner } from './command-runner.ts';
import { addPageOptions, readPages, type PageOptions } from './options.ts';
import { addPipelineDraftCommands } from './pipeline-draft.ts';
import { addPipelineEditCommand } from './pipeline-edit.ts';
import { addPipelineFileCommands } from './pipeline-files.ts';
import { addPipelineLayoutCommand } from './pipeline-layout.ts';
import { addStandingCommand } from './pipeline-parts.ts';
import { addPipelinePythonCommand } from './pipeline-python.ts';
import { addPipelineRunCommand } from './pipeline-run.ts';
import { addRerunCommands } from './pipeline-rerun.ts';
import { addPipelineSaveCommand } from './pipeline-save.ts';
import { addScheduleCommands, scheduleFacts } from './pipeline-schedule.ts';
import { problemLines, problemsResult, runResult, type CheckedFile } from './pipeline-text.ts';
import { addPipelineViewCommands } from './pipeline-views.ts';
import { formatTable, toOneLine, type Column } from './table.ts';
import { examples, moreNote, pairLines } from './text-blocks.ts';
import { parseFrom, parseUntil } from './time-option.ts';
import { wordCount, wordDuration, wordTime } from './words.ts';

/** `stile pipeline ...` */
export function addPipelineCommands(program: Command, runner: CommandRunner): void {
  const group = program
    .command('pipeline')
    .description('pipelines: files of tasks that run one after another and side by side')
    .addHelpText('after', groupHelp);
  addReads(group, runner);
  addValidate(group, runner);
  addPipelineSaveCommand(group, runner);
  addPipelineFileCommands(group, runner);
  addPipelineEditCommand(group, runner);
  addPipelineLayoutCommand(group, runner);
  addPipelineDraftCommands(group, runner);
  addPipelinePythonCommand(group, runner);
  addPipelineRunCommand(group, runner);
  addRuns(group, runner);
  addRerunCommands(group, runner);
  addScheduleCommands(group, runner);
  addPipelineViewCommands(group, runner);
  addStandingCommand(group, runner);
}

const groupHelp = `
A pipeline is a file of the workspace: pipelines/<name>.yaml.
${examples(
  'stile pipeline list',
  'stile pipeline run train --param folds=5',
  'stile pipeline run train --only evaluate',
  'stile pipeline validate train',
  'stile pipeline pause train',
)}`;

function addReads(group: Command, runner: CommandRunner): void {
  group
    .command('list')
    .description('list the pipelines of the workspace with their newest runs')
    .addHelpText('after', examples('stile pipeline list', 'stile pipeline list --json'))
    .action(
      runner.withEngine(async ({ client }) => {
        const { pipelines } = await client.pipelines.list({});
        return { json: { pipelines }, text: (isTerminal) => formatTable(pipelines, listColumns, isTerminal) };
      }),
    );
  group
    .command('show <pipeline-or-run>')
    .description('show one pipeline: params, tasks, problems, newest run; or one run with its tasks')
    .addHelpText('after', examples('stile pipeline show train', 'stile pipeline show 0f3c… --json'))
    .action(runner.withEngine(({ client }, name: string) => show(client, name)));
  group
    .command('types')
    .description('list the types that a task can have')
    .addHelpText('after', examples('stile pipeline types', 'stile pipeline types --json | jq .types[0].with'))
    .action(runner.withEngine(async ({ client }) => typesResult(await client.pipelines.taskTypes({}))));
  group
    .command('schema')
    .description('print the JSON Schema of a pipeline file, for editors that check and complete YAML by one')
    .addHelpText('after', examples('stile pipeline schema > pipeline.schema.json'))
    .action(
      runner.withEngine(async ({ client }) => {
        const { schema } = await client.pipelines.fileSchema({});
        return { json: schema, text: () => JSON.stringify(schema, null, 2) };
      }),
    );
}

const listColumns: Column<PipelineSummary>[] = [
  { title: 'NAME', cell: ({ name }) => name },
  { title: 'TASKS', cell: ({ tasks }) => String(tasks.length), right: true },
  { title: 'RUNS', cell: ({ runCount }) => String(runCount), right: true },
  { title: 'LAST RUN', cell: ({ lastRun }) => wordTime(lastRun?.queuedAt ?? null) },
  { title: 'STATE', cell: ({ lastRun }) => lastRun?.state ?? '' },
  { title: 'NEXT RUN', cell: ({ schedule }) => wordNext(schedule) },
  { title: 'PROBLEMS', cell: ({ problems }) => countProblems(problems) },
];

function wordNext(schedule: PipelineSchedule | null): string {
  if (schedule === null) return '';
  if (schedule.isPaused) return 'paused';
  return schedule.nextRunAt === null ? 'by trigger' : wordTime(schedule.nextRunAt);
}

function countProblems(problems: readonly PipelineProblem[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  const words = [
    errors > 0 ? wordCount(errors, 'error') : '',
    warnings > 0 ? wordCount(warnings, 'warning') : '',
  ];
  return words.filter((word) => word !== '').join(', ');
}

/** A run by its id, else a pipeline by its name. @throws NOT_FOUND */
async function show(client: EngineClient, name: string): Promise<CommandResult> {
  if (/^[0-9a-f]{32}$/.test(name)) {
    try {
      return runResult(await client.pipelines.getRun({ pipelineRunId: name }));
    } catch (error) {
      if (readFailure(error)?.code !== 'NOT_FOUND') throw error;
    }
  }
  return showResult(await client.pipelines.get({ name }));
}

function showResult(pipeline: Outputs['pipelines']['get']): CommandResult {
  const { name, description, file, hash, params, runCount, lastRun, problems, tasks, schedule } = pipeline;
  const facts: [string, string][] = [
    ['Pipeline', toOneLine(name)],
    ['Description', toOneLine(description)],
    ['File', file],
    ['SHA-256', hash],
    ['Runs', String(runCount)],
    [
      'Last run',
      lastRun === null ? '' : `${lastRun.pipelineRunId} ${lastRun.state}, ${wordTime(lastRun.queuedAt)}`,
    ],
    ...scheduleFacts(schedule),
    ...Object.entries(params).map(([key, schema]): [string, string] => [
      `Param ${key}`,
      JSON.stringify(schema),
    ]),
  ];
  const columns: Column<PipelineSummary['tasks'][number]>[] = [
    { title: 'TASK', cell: ({ id }) => id },
    { title: 'TYPE', cell: ({ type }) => type },
    { title: 'NEEDS', cell: ({ needs }) => needs.join(', ') },
    { title: 'RULE', cell: ({ triggerRule }) => triggerRule },
  ];
  return {
    json: pipeline,
    text: (isTerminal) =>
      `${pairLines(facts)}\n${formatTable(tasks, columns, isTerminal)}${problemLines(file, problems)}`,
  };
}

function typesResult({ types }: Outputs['pipelines']['taskTypes']): CommandResult {
  const columns: Column<(typeof types)[number]>[] = [
    { title: 'TYPE', cell: ({ name }) => name },
    { title: 'OUTPUTS', cell: ({ outputs }) => outputs.join(', ') },
    { title: 'WHAT IT DOES', cell: ({ description }) => description },
  ];
  return { json: { types }, text: (isTerminal) => formatTable(types, columns, isTerminal) };
}

function addValidate(group: Command, runner: CommandRunner): void {
  group
    .command('validate [pipelines...]')
    .description(
      'check pipelines: every problem with its line, the next times of schedules; all when none is named',
    )
    .addHelpText(
      'after',
      `\nA name with a slash or an ending .yaml is a file anywhere; others are pipelines of the workspace.\n${examples(
        'stile pipeline validate',
        'stile pipeline validate train',
        'stile pipeline validate ./drafts/train.yaml --json',
      )}`,
    )
    .action(runner.withEngine((ctx, names: string[]) => validate(ctx, ctx.client, names)));
}

async function validate(ctx: CommandContext, client: EngineClient, names: string[]): Promise<CommandResult> {
  const all = async (): Promise<string[]> =>
    (await client.pipelines.list({})).pipelines.map(({ name }) => name);
  const checked: CheckedFile[] = [];
  for (const name of names.length === 0 ? await all() : names)
    checked.push(await checkOne(ctx, client, name));
  return problemsResult(checked);
}

async function checkOne(
  { surroundings }: CommandContext,
  client: EngineClient,
  name: string,
): Promise<CheckedFile> {
  if (!/[/\\]|\.ya?ml$/.test(name)) {
    const { file, text } = await client.pipelines.get({ name });
    return { file, ...(await client.pipelines.validate({ name, text })) };
  }
  const path = resolve(surroundings.cwd, name);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw invalidArgument(
      'pipeline',
      name,
      `it cannot be read: ${errorText(error)}`,
      'Name a file that is there.',
    );
  });
  const stem = basename(path).replace(/\.ya?ml$/, '');
  return { file: name, ...(await client.pipelines.validate({ name: stem, text })) };
}

function addRuns(group: Command, runner: CommandRunner): void {
  addPageOptions(group.command('runs [pipelines...]'))
    .description('list runs of the pipelines that are named or of all, the newest first')
    .option('--from <time>', 'whose logical date is this day or time, or later', parseFrom)
    .option('--until <time>', 'whose logical date is this day or time, or earlier', parseUntil)
    .addHelpText(
      'after',
      examples(
        'stile pipeline runs',
        'stile pipeline runs train --max-results 5',
        'stile pipeline runs train predict',
        'stile pipeline runs train --from 2026-11-20 --until 2026-11-20',
      ),
    )
    .action(
      runner.withEngine(({ client }, pipelines: string[], options: RunListOptions) =>
        listRuns(client, pipelines, options),
      ),
    );
  group
    .command('cancel <run>')
    .description('end a run early; its tasks get ten seconds')
    .option('--reason <text>', 'why, for the history')
    .addHelpText('after', examples('stile pipeline cancel 0f3c… --reason "wrong data"'))
    .action(
      runner.withEngine(async ({ client }, pipelineRunId: string, { reason }: { reason?: string }) =>
        runResult(await client.pipelines.cancel({ pipelineRunId, ...(reason !== undefined && { reason }) })),
      ),
    );
}

const runColumns: Column<PipelineRun>[] = [
  { title: 'RUN', cell: ({ pipelineRunId }) => pipelineRunId },
  { title: 'PIPELINE', cell: ({ pipeline }) => pipeline },
  { title: 'STATE', cell: ({ state }) => state },
  {
    title: 'BY',
    cell: ({ trigger, backfillId, logicalAt }) =>
      backfillId === null ? trigger.kind : `backfill ${backfillId} of ${wordTime(logicalAt)}`,
  },
  { title: 'STARTED', cell: ({ startedAt }) => wordTime(startedAt) },
  {
    title: 'TOOK',
    cell: ({ startedAt, endedAt }) =>
      startedAt === null || endedAt === null ? '' : wordDuration(endedAt - startedAt),
    right: true,
  },
  { title: 'REASON', cell: ({ reason }) => reason ?? '' },
];

type RunListOptions = PageOptions & { from?: number; until?: number };

async function listRuns(
  client: EngineClient,
  pipelines: string[],
  options: RunListOptions,
): Promise<CommandResult> {
  const { from: fromAt, until: untilAt } = options;
  const chosen = {
    ...(pipelines.length > 0 && { names: pipelines }),
    ...(fromAt !== undefined && { fromAt }),
    ...(untilAt !== undefined && { untilAt }),
  };
  const { items, nextPageToken } = await readPages(
    options,
    (page) => client.pipelines.runs({ ...chosen, ...page }),
    ({ runs }) => runs,
  );
  return {
    json: { runs: items, nextPageToken },
    text: (isTerminal) => formatTable(items, runColumns, isTerminal) + moreNote(nextPageToken, isTerminal),
  };
}
