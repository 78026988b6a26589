import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import type { DatasetInput, Int64, MetricPoint, Param, Run } from '#contract/entities.ts';
import type { EngineClient, Inputs } from '#contract/procedures.ts';
import { errorText, invalidArgument, StileError } from '#core/kernel/errors.ts';
import { parseJson, type Json } from '#core/kernel/json.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandContext, CommandRunner } from './command-runner.ts';
import {
  addPageOptions,
  collectMetric,
  collectTag,
  parseInt64,
  parseWhole,
  readPages,
  type PageOptions,
  type TypedMetric,
} from './options.ts';
import { formatTable, type Column } from './table.ts';
import { examples, moreNote } from './text-blocks.ts';
import { wordCount, wordMetric, wordTime } from './words.ts';

/** What is logged to a run, and its history. */
export function addLogCommands(group: Command, runner: CommandRunner): void {
  addPlainLogs(group, runner);
  addBatchLog(group, runner);
  addInputCommands(group, runner);
  addPageOptions(group.command('metrics <run> [key]'))
    .description('the latest metrics of a run, or the history of one')
    .addHelpText('after', examples('stile run metrics 0f3c…', 'stile run metrics 0f3c… loss --all'))
    .action(
      runner.withEngine(async ({ client }, runId: string, key: string | undefined, options: PageOptions) =>
        key === undefined
          ? latestResult(await client.runs.get({ runId }))
          : historyResult(client, runId, key, options),
      ),
    );
}

interface MetricOptions {
  step?: Int64;
  timestamp?: number;
}

function addPlainLogs(group: Command, runner: CommandRunner): void {
  group
    .command('log-param <run>')
    .argument('<key=value...>', 'the params', collectTag)
    .description('log params; a param is written once')
    .addHelpText('after', examples('stile run log-param 0f3c… depth=8 rate=0.01'))
    .action(
      runner.withEngine(({ client }, runId: string, params: Param[]) => logBatch(client, { runId, params })),
    );
  group
    .command('log-metric <run>')
    .argument('<key=value...>', 'the metrics', collectMetric)
    .description('log metrics: numbers, NaN, inf or -inf')
    .option('--step <n>', 'the step that they belong to (0)', parseInt64)
    .option('--timestamp <ms>', 'milliseconds since 1970 (now)', parseWhole)
    .addHelpText('after', examples('stile run log-metric 0f3c… loss=0.31 accuracy=0.9 --step 4'))
    .action(
      runner.withEngine(
        ({ client }, runId: string, metrics: TypedMetric[], { step, timestamp }: MetricOptions) => {
          const at = { ...(step !== undefined && { step }), ...(timestamp !== undefined && { timestamp }) };
          return logBatch(client, { runId, metrics: metrics.map((metric) => ({ ...metric, ...at })) });
        },
      ),
    );
}

const batchHelp = `
The JSON holds "metrics", "params" and "tags", each a list; all of it is logged, or nothing:
  {"metrics": [{"key": "loss", "value": 0.3, "step": 1}], "params": [{"key": "depth", "value": "8"}],
   "tags": [{"key": "stage", "value": "dev"}]}
${examples('stile run log-batch 0f3c… batch.json', 'cat batch.json | stile run log-batch 0f3c…')}`;

function addBatchLog(group: Command, runner: CommandRunner): void {
  group
    .command('log-batch <run> [file]')
    .description('log metrics, params and tags together, as JSON from a file or from stdin')
    .addHelpText('after', batchHelp)
    .action(
      runner.plain(async (ctx, runId: string, file: string | undefined) => {
        const batch = toBatch(runId, await readJsonFrom(ctx, file), file);
        return ctx.useEngine(({ client }) => logBatch(client, batch));
      }),
    );
}

/** The engine checks the shape; here it must only be an object, and the run comes from the command line. */
function toBatch(runId: string, value: Json, file: string | undefined): Inputs['runs']['logBatch'] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value, runId };
  throw invalidArgument(
    file ?? 'stdin',
    value,
    'a batch is a JSON object',
    'See: stile run log-batch --help',
  );
}

async function readJsonFrom(ctx: CommandContext, file: string | undefined): Promise<Json> {
  const source =
    file === undefined ? await text(process.stdin) : await readTextFile(resolve(ctx.surroundings.cwd, file));
  const value = parseJson(source);
  if (value !== undefined) return value;
  throw invalidArgument(file ?? 'stdin', source, 'this is no JSON', 'See: stile run log-batch --help');
}

async function readTextFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const message = `The file ${file} cannot be read (${errorText(error)}). Check the path.`;
    throw new StileError('NOT_FOUND', message, { kind: 'file', id: file }, error);
  }
}

async function logBatch(client: EngineClient, batch: Inputs['runs']['logBatch']): Promise<CommandResult> {
  await client.runs.logBatch(batch);
  const { runId, metrics = [], params = [], tags = [] } = batch;
  const logged = { metrics: metrics.length, params: params.length, tags: tags.length };
  const words = [
    wordCount(logged.metrics, 'metric'),
    wordCount(logged.params, 'param'),
    wordCount(logged.tags, 'tag'),
  ].filter((part) => !part.startsWith('0 '));
  return { json: { runId, logged }, text: () => `Logged ${words.join(', ') || 'nothing'}.\n` };
}

interface InputOptions {
  name: string;
  digest: string;
  source: string;
  sourceType: string;
  schema?: string;
  profile?: string;
  context?: string;
}

function addInputCommands(group: Command, runner: CommandRunner): void {
  group
    .command('log-input <run>')
    .description('say which version of a dataset a run used')
    .requiredOption('--name <name>', 'of the dataset')
    .requiredOption('--digest <digest>', 'of this version')
    .requiredOption('--source <where>', 'where it comes from, e.g. a path or an address')
    .option('--source-type <type>', 'what kind of source that is', 'local')
    .option('--schema <json>', 'the columns')
    .option('--profile <json>', 'what is in it')
    .option('--context <word>', 'what for, e.g. training')
    .addHelpText(
      'after',
      examples(
        'stile run log-input 0f3c… --name reviews --digest 3f2a --source reviews.csv --context training',
      ),
    )
    .action(
      runner.withEngine(({ client }, runId: string, options: InputOptions) =>
        logInput(client, runId, options),
      ),
    );
  group
    .command('inputs <run>')
    .description('the datasets that a run used')
    .addHelpText('after', examples('stile run inputs 0f3c…'))
    .action(runner.withEngine(({ client }, runId: string) => inputsResult(client, runId)));
}

async function logInput(client: EngineClient, runId: string, options: InputOptions): Promise<CommandResult> {
  const { context, ...dataset } = options;
  const tags = context === undefined ? [] : [{ key: 'mlflow.data.context', value: context }];
  await client.runs.logInputs({ runId, datasets: [{ ...dataset, tags }] });
  return inputsResult(client, runId);
}

async function inputsResult(client: EngineClient, runId: string): Promise<CommandResult> {
  const { datasets } = await client.runs.inputs({ runId });
  const columns: Column<DatasetInput>[] = [
    { title: 'DATASET', cell: ({ name }) => name },
    { title: 'DIGEST', cell: ({ digest }) => digest },
    { title: 'FOR', cell: ({ tags }) => tags.find(({ key }) => key === 'mlflow.data.context')?.value ?? '' },
    { title: 'SOURCE', cell: ({ source }) => source },
  ];
  return { json: { datasets }, text: (isTerminal) => formatTable(datasets, columns, isTerminal) };
}

const pointColumns: Column<MetricPoint>[] = [
  { title: 'STEP', cell: ({ step }) => String(step), right: true },
  { title: 'VALUE', cell: ({ value }) => wordMetric(value), right: true },
  { title: 'TIME', cell: ({ timestamp }) => wordTime(timestamp) },
];

function latestResult({ metrics }: Run): CommandResult {
  const columns: Column<Run['metrics'][number]>[] = [
    { title: 'METRIC', cell: ({ key }) => key },
    ...pointColumns,
    { title: 'MIN', cell: ({ min }) => wordMetric(min), right: true },
    { title: 'MAX', cell: ({ max }) => wordMetric(max), right: true },
    { title: 'POINTS', cell: ({ count }) => String(count), right: true },
  ];
  return { json: { metrics }, text: (isTerminal) => formatTable(metrics, columns, isTerminal) };
}

async function historyResult(
  client: EngineClient,
  runId: string,
  key: string,
  options: PageOptions,
): Promise<CommandResult> {
  const { items, nextPageToken } = await readPages(
    options,
    (page) => client.runs.metricHistory({ runId, key, ...page }),
    ({ points }) => points,
  );
  return {
    json: { points: items, nextPageToken },
    text: (isTerminal) => formatTable(items, pointColumns, isTerminal) + moreNote(nextPageToken, isTerminal),
  };
}
