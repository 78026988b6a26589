import type { Command } from 'commander';
import type { Experiment, ExperimentSummary, Tag } from '#contract/entities.ts';
import type { ExperimentHeadline } from '#contract/comparison.ts';
import type { EngineClient } from '#contract/procedures.ts';
import { readFailure } from '../failure.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner } from './command-runner.ts';
import { addSearchOptions, collectTag, readPages, type SearchOptions } from './options.ts';
import { purgeResult, type PurgeOptions } from './purge.ts';
import { formatTable, toOneLine, type Column } from './table.ts';
import { examples, moreNote, pairLines } from './text-blocks.ts';
import { wordMetric, wordTime } from './words.ts';

/** `stile experiment ...` */
export function addExperimentCommands(program: Command, runner: CommandRunner): void {
  const group = program
    .command('experiment')
    .description('experiments: named groups of runs')
    .addHelpText('after', groupHelp);
  addReads(group, runner);
  addChanges(group, runner);
  addLifecycle(group, runner);
}

const groupHelp = `
An experiment is named by its id or by its name.
${examples(
  'stile experiment create churn --tag team=growth',
  'stile experiment list --filter "name LIKE \'churn%\'"',
  'stile experiment show churn',
)}`;

function addReads(group: Command, runner: CommandRunner): void {
  addSearchOptions(group.command('list'))
    .description('list experiments')
    .addHelpText('after', listHelp)
    .action(runner.withEngine(({ client }, options: SearchOptions) => listExperiments(client, options)));
  group
    .command('show <experiment>')
    .description('show one experiment with its tags')
    .addHelpText('after', examples('stile experiment show churn', 'stile experiment show 3 --json'))
    .action(
      runner.withEngine(async ({ client }, id: string) => experimentResult(await findExperiment(client, id))),
    );
}

const listHelp = examples(
  'stile experiment list',
  'stile experiment list --filter "tags.team = \'growth\'" --order-by "last_update_time DESC"',
  'stile experiment list --view all --all --json',
);

async function listExperiments(client: EngineClient, options: SearchOptions): Promise<CommandResult> {
  const { filter, orderBy, view } = options;
  const query = {
    ...(filter === undefined ? {} : { filter }),
    ...(orderBy && { orderBy }),
    ...(view && { view }),
  };
  const { items, nextPageToken } = await readPages(
    options,
    (page) => client.experiments.search({ ...query, ...page }),
    ({ experiments }) => experiments,
  );
  const listed = await addHeadlines(client, items);
  return {
    json: { experiments: listed, nextPageToken },
    text: (isTerminal) =>
      formatTable(listed, listColumns(view), isTerminal) + moreNote(nextPageToken, isTerminal),
  };
}

/** An experiment with the metric that it is about; null where it has none. */
type ListedExperiment = ExperimentSummary & { headline: ExperimentHeadline | null };

const headlinesPerCall = 200;

async function addHeadlines(
  client: EngineClient,
  experiments: readonly ExperimentSummary[],
): Promise<ListedExperiment[]> {
  const known = new Map<string, ExperimentHeadline>();
  for (let from = 0; from < experiments.length; from += headlinesPerCall) {
    const experimentIds = experiments
      .slice(from, from + headlinesPerCall)
      .map(({ experimentId }) => experimentId);
    const { headlines } = await client.experiments.headlines({ experimentIds });
    for (const headline of headlines) known.set(headline.experimentId, headline);
  }
  return experiments.map((experiment) => ({
    ...experiment,
    headline: known.get(experiment.experimentId) ?? null,
  }));
}

function wordBest({ headline }: ListedExperiment): string {
  return headline?.best == null ? '' : `${headline.key} ${wordMetric(headline.best)}`;
}

function listColumns(view: SearchOptions['view']): Column<ListedExperiment>[] {
  const state: Column<ListedExperiment> = { title: 'STATE', cell: ({ lifecycle }) => lifecycle };
  return [
    { title: 'ID', cell: ({ experimentId }) => experimentId, right: true },
    { title: 'NAME', cell: ({ name }) => name },
    { title: 'RUNS', cell: ({ runCount }) => String(runCount), right: true },
    { title: 'RUNNING', cell: ({ runningCount }) => String(runningCount), right: true },
    { title: 'BEST', cell: wordBest },
    { title: 'OWNER', cell: ({ tags }) => tags.find(({ key }) => key === 'owner')?.value ?? '' },
    { title: 'LAST RUN', cell: ({ lastRunAt }) => wordTime(lastRunAt) },
    ...(view === 'active' || view === undefined ? [] : [state]),
  ];
}

function addChanges(group: Command, runner: CommandRunner): void {
  group
    .command('create <name>')
    .description('create an experiment')
    .option('--tag <key=value>', 'a tag; may be given several times', collectTag)
    .addHelpText('after', examples('stile experiment create churn --tag team=growth --tag stage=dev'))
    .action(
      runner.withEngine(async ({ client }, name: string, { tag = [] }: { tag?: Tag[] }) =>
        experimentResult(await client.experiments.create({ name, tags: tag })),
      ),
    );
  group
    .command('rename <experiment> <name>')
    .description('give an experiment another name')
    .addHelpText('after', examples('stile experiment rename churn churn-2026'))
    .action(
      runner.withEngine(async ({ client }, id: string, name: string) => {
        const { experimentId } = await findExperiment(client, id);
        return experimentResult(await client.experiments.update({ experimentId, name }));
      }),
    );
  group
    .command('tag <experiment>')
    .argument('<key=value...>', 'the tags', collectTag)
    .description('set tags')
    .addHelpText('after', examples('stile experiment tag churn stage=prod owner="Åsa Öberg"'))
    .action(
      runner.withEngine((ctx, id: string, tags: Tag[]) =>
        changeEach(ctx.client, id, tags, (experimentId, tag) =>
          ctx.client.experiments.setTag({ experimentId, ...tag }),
        ),
      ),
    );
  group
    .command('untag <experiment> <key...>')
    .description('take tags off')
    .addHelpText('after', examples('stile experiment untag churn stage'))
    .action(
      runner.withEngine((ctx, id: string, keys: string[]) =>
        changeEach(ctx.client, id, keys, (experimentId, key) =>
          ctx.client.experiments.deleteTag({ experimentId, key }),
        ),
      ),
    );
}

function addLifecycle(group: Command, runner: CommandRunner): void {
  group
    .command('delete <experiment>')
    .description('delete an experiment with its runs; restore brings them back')
    .addHelpText('after', examples('stile experiment delete churn'))
    .action(
      runner.withEngine((ctx, id: string) =>
        changeEach(ctx.client, id, [id], (experimentId) => ctx.client.experiments.delete({ experimentId })),
      ),
    );
  group
    .command('restore <experiment>')
    .description('bring a deleted experiment back')
    .addHelpText('after', examples('stile experiment restore churn'))
    .action(
      runner.withEngine((ctx, id: string) =>
        changeEach(ctx.client, id, [id], (experimentId) => ctx.client.experiments.restore({ experimentId })),
      ),
    );
  group
    .command('purge <experiment>')
    .description('delete a deleted experiment for good, with all runs and files')
    .option('--yes', 'really do it; without this it only says what would go')
    .addHelpText('after', examples('stile experiment purge churn', 'stile experiment purge churn --yes'))
    .action(
      runner.withEngine(async ({ client }, id: string, options: PurgeOptions) => {
        const { experimentId, name } = await findExperiment(client, id);
        return purgeResult(options, `the experiment "${name}"`, {
          preview: () => client.experiments.purgePreview({ experimentId }),
          purge: () => client.experiments.purge({ experimentId }),
        });
      }),
    );
}

/** Does one call after the other and answers with the experiment as it is then. */
async function changeEach<T>(
  client: EngineClient,
  text: string,
  items: readonly T[],
  change: (experimentId: string, item: T) => Promise<unknown>,
): Promise<CommandResult> {
  const { experimentId } = await findExperiment(client, text);
  for (const item of items) await change(experimentId, item);
  return experimentResult(await client.experiments.get({ experimentId }));
}

/** By id where one has it, else by name. @throws NOT_FOUND */
export async function findExperiment(client: EngineClient, text: string): Promise<Experiment> {
  if (/^\d+$/.test(text)) {
    try {
      return await client.experiments.get({ experimentId: text });
    } catch (error) {
      if (readFailure(error)?.code !== 'NOT_FOUND') throw error;
    }
  }
  return client.experiments.getByName({ name: text });
}

function experimentResult(experiment: Experiment): CommandResult {
  const { experimentId, name, lifecycle, createdAt, updatedAt, artifactLocation, tags } = experiment;
  const facts: [string, string][] = [
    ['Experiment', toOneLine(name)],
    ['Id', experimentId],
    ['State', lifecycle],
    ['Created', wordTime(createdAt)],
    ['Changed', wordTime(updatedAt)],
    ['Artifacts', artifactLocation],
    ...tags.map(({ key, value }): [string, string] => [`Tag ${toOneLine(key)}`, toOneLine(value)]),
  ];
  return { json: experiment, text: () => pairLines(facts) };
}
