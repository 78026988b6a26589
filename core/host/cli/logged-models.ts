import type { Command } from 'commander';
import type { Tag } from '#contract/entities.ts';
import type { LoggedModel, LoggedModelMetric } from '#contract/logged-models.ts';
import type { EngineClient } from '#contract/procedures.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner } from './command-runner.ts';
import { findExperiment } from './experiments.ts';
import { addSearchOptions, collectTag, readPages, type SearchOptions } from './options.ts';
import { formatTable, toOneLine, type Column } from './table.ts';
import { examples, moreNote, pairLines } from './text-blocks.ts';
import { wordMetric, wordTime } from './words.ts';

/** `stile logged-model list|show|tag|untag|delete` */
export function addLoggedModelCommands(program: Command, runner: CommandRunner): void {
  const group = program
    .command('logged-model')
    .description('what runs made with log_model of MLflow: files with params, tags and metrics of their own')
    .addHelpText('after', groupHelp);
  addReads(group, runner);
  addChanges(group, runner);
}

const groupHelp = `
One of them becomes a version of a registered model by its address, models:/<id>.
${examples(
  'stile logged-model list --run 0f3c…',
  'stile model register churn --source models:/m-5a1b…',
  'stile logged-model show m-5a1b…',
)}`;

interface ListOptions extends SearchOptions {
  experiment?: string[];
  run?: string;
}

function addReads(group: Command, runner: CommandRunner): void {
  addSearchOptions(group.command('list'))
    .description('list logged models, the newest first')
    .option('--experiment <experiment...>', 'only of these experiments, by id or name')
    .option('--run <run>', 'only those that this run has made')
    .addHelpText(
      'after',
      examples(
        'stile logged-model list --experiment churn --order-by "metrics.accuracy DESC"',
        'stile logged-model list --filter "params.depth = \'8\' AND metrics.loss < 0.2" --json',
      ),
    )
    .action(runner.withEngine(({ client }, options: ListOptions) => listModels(client, options)));
  group
    .command('show <model>')
    .description('show one logged model with its params, metrics and tags')
    .addHelpText(
      'after',
      examples('stile logged-model show m-5a1b…', 'stile logged-model show m-5a1b… --json'),
    )
    .action(runner.withEngine(({ client }, text: string) => showModel(client, toId(text))));
}

function addChanges(group: Command, runner: CommandRunner): void {
  group
    .command('tag <model>')
    .argument('<key=value...>', 'the tags', collectTag)
    .description('set tags of a logged model')
    .addHelpText('after', examples('stile logged-model tag m-5a1b… checked=yes'))
    .action(
      runner.withEngine(async ({ client }, text: string, tags: Tag[]) => {
        const modelId = toId(text);
        for (const tag of tags) await client.loggedModels.setTag({ modelId, ...tag });
        return showModel(client, modelId);
      }),
    );
  group
    .command('untag <model> <key...>')
    .description('take tags off a logged model')
    .addHelpText('after', examples('stile logged-model untag m-5a1b… checked'))
    .action(
      runner.withEngine(async ({ client }, text: string, keys: string[]) => {
        const modelId = toId(text);
        for (const key of keys) await client.loggedModels.deleteTag({ modelId, key });
        return showModel(client, modelId);
      }),
    );
  group
    .command('delete <model>')
    .description('delete a logged model; its files go when its run or its experiment is purged')
    .addHelpText('after', examples('stile logged-model delete m-5a1b…'))
    .action(
      runner.withEngine(async ({ client }, text: string): Promise<CommandResult> => {
        const modelId = toId(text);
        await client.loggedModels.delete({ modelId });
        return { json: { deleted: true, modelId }, text: () => `Deleted the logged model ${modelId}.\n` };
      }),
    );
}

/** An address, `models:/m-5a1b…`, does as well as the id in it. */
function toId(text: string): string {
  return text.replace(/^models:\//, '');
}

const columns: readonly Column<LoggedModel>[] = [
  { title: 'ID', cell: ({ modelId }) => modelId },
  { title: 'NAME', cell: ({ name }) => name },
  { title: 'STATUS', cell: ({ status }) => status },
  { title: 'CREATED', cell: ({ createdAt }) => wordTime(createdAt) },
  { title: 'RUN', cell: ({ sourceRunId }) => sourceRunId ?? '' },
  { title: 'METRICS', cell: ({ metrics }) => metrics.map(wordModelMetric).join(' ') },
];

async function listModels(client: EngineClient, options: ListOptions): Promise<CommandResult> {
  const { filter, orderBy, view, run, experiment = [] } = options;
  const experimentIds: string[] = [];
  for (const text of experiment) experimentIds.push((await findExperiment(client, text)).experimentId);
  const query = {
    ...(experimentIds.length > 0 && { experimentIds }),
    ...(run !== undefined && { runId: run }),
    ...(filter !== undefined && { filter }),
    ...(orderBy && { orderBy }),
    ...(view && { view }),
  };
  const { items, nextPageToken } = await readPages(
    options,
    (page) => client.loggedModels.search({ ...query, ...page }),
    ({ models }) => models,
  );
  return {
    json: { models: items, nextPageToken },
    text: (isTerminal) => formatTable(items, columns, isTerminal) + moreNote(nextPageToken, isTerminal),
  };
}

async function showModel(client: EngineClient, modelId: string): Promise<CommandResult> {
  const model = await client.loggedModels.get({ modelId });
  const facts: [string, string][] = [
    ['Logged model', model.modelId],
    ['Name', toOneLine(model.name)],
    ['Type', toOneLine(model.modelType)],
    ['Status', model.lifecycle === 'deleted' ? `${model.status}, deleted` : model.status],
    ['Experiment', model.experimentId],
    ['Run', model.sourceRunId ?? ''],
    ['Created', wordTime(model.createdAt)],
    ['Changed', wordTime(model.updatedAt)],
    ['Files', toOneLine(model.artifactUri)],
    ...model.params.map(({ key, value }) => toPair('Param', key, value)),
    ...model.metrics.map((metric) => toPair('Metric', metricName(metric), wordMetric(metric.value))),
    ...model.tags.map(({ key, value }) => toPair('Tag', key, value)),
  ];
  return { json: model, text: () => pairLines(facts) };
}

function toPair(kind: string, key: string, value: string): [string, string] {
  return [`${kind} ${toOneLine(key)}`, toOneLine(value)];
}

function wordModelMetric(metric: LoggedModelMetric): string {
  return `${metricName(metric)}=${wordMetric(metric.value)}`;
}

/** `accuracy`, or where a dataset is named `reviews/accuracy`. */
function metricName({ key, datasetName }: LoggedModelMetric): string {
  return datasetName === null ? key : `${datasetName}/${key}`;
}
