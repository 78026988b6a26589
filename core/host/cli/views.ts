import { Option, type Command } from 'commander';
import type { EngineClient } from '#contract/procedures.ts';
import { runViewSettings, type RunView } from '#contract/run-views.ts';
import { StileError } from '#core/kernel/errors.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner } from './command-runner.ts';
import { findExperiment } from './experiments.ts';
import { parseWhole } from './options.ts';
import { formatTable, type Column } from './table.ts';
import { examples, pairLines } from './text-blocks.ts';
import { wordTime } from './words.ts';

interface Within {
  experiment: string;
}

interface SaveOptions extends Within {
  filter?: string;
  orderBy?: string[];
  deleted?: boolean;
  columns?: string[];
  groupBy?: string[];
  layout?: 'table' | 'charts' | 'both';
  chartsPercent?: number;
  charts?: string;
  baseline?: string;
  pin?: string[];
  default?: boolean;
}

/** `stile view ...` */
export function addViewCommands(program: Command, runner: CommandRunner): void {
  const group = program
    .command('view')
    .description('saved views of runs: filter, columns, order, groups and charts by a name');
  group.addHelpText('after', groupHelp);
  const within = (name: string): Command =>
    group.command(name).option('--experiment <experiment>', 'by id or name', 'Default');
  within('list')
    .description('list the views of an experiment')
    .addHelpText('after', examples('stile view list --experiment churn'))
    .action(runner.withEngine(({ client }, options: Within) => listViews(client, options)));
  within('show <view>')
    .description('show what a view is set to')
    .addHelpText('after', examples('stile view show "best first" --experiment churn --json'))
    .action(
      runner.withEngine(async ({ client }, view: string, options: Within) =>
        viewResult(await findView(client, view, options)),
      ),
    );
  addSaveOptions(within('save <name>'))
    .description('save a view; one of that name is set anew')
    .addHelpText('after', saveHelp)
    .action(
      runner.withEngine(({ client }, name: string, options: SaveOptions) => saveView(client, name, options)),
    );
  within('rename <view> <name>')
    .description('give a view another name')
    .addHelpText('after', examples('stile view rename "best first" leaders --experiment churn'))
    .action(
      runner.withEngine(async ({ client }, view: string, name: string, options: Within) => {
        const { viewId } = await findView(client, view, options);
        return viewResult(await client.runViews.update({ viewId, name }));
      }),
    );
  within('delete <view>')
    .description('delete a view; `stile activity undo` brings it back')
    .addHelpText('after', examples('stile view delete leaders --experiment churn'))
    .action(
      runner.withEngine(async ({ client }, text: string, options: Within) => {
        const view = await findView(client, text, options);
        await client.runViews.delete({ viewId: view.viewId });
        return { json: { deleted: view }, text: () => `Deleted the view "${view.name}".\n` };
      }),
    );
}

const groupHelp = `
A view is named by its name or by its number.
${examples(
  'stile view list --experiment churn',
  'stile view save "best first" --experiment churn --order-by "metrics.accuracy DESC" --default',
)}`;

const saveHelp = examples(
  'stile view save failed --experiment churn --filter "status = \'FAILED\' AND start_time > -7d"',
  'stile view save "by depth" --experiment churn --group-by params.depth --columns status metrics.loss',
);

function addSaveOptions(command: Command): Command {
  const layout = new Option('--layout <what>', 'what the page shows').choices(['table', 'charts', 'both']);
  return command
    .option('--filter <text>', 'only runs that this search finds')
    .option('--order-by <column...>', 'e.g. "metrics.accuracy DESC"; several count in turn')
    .option('--deleted', 'of the deleted runs')
    .option('--columns <column...>', 'e.g. status metrics.loss metrics.loss@min params.depth')
    .option('--group-by <key...>', 'params.<key>, tags.<key>, status, user_id, dataset or parent')
    .addOption(layout)
    .option('--charts-percent <n>', 'the width of the charts beside the table', parseWhole)
    .option('--charts <settings>', 'of the charts, as `stile view show` writes them')
    .option('--baseline <run>', 'the run that the others are measured against')
    .option('--pin <run...>', 'runs that stay above the list')
    .option('--default', 'the experiment opens with this view');
}

async function listViews(client: EngineClient, { experiment }: Within): Promise<CommandResult> {
  const { experimentId } = await findExperiment(client, experiment);
  const json = await client.runViews.list({ experimentId });
  const columns: Column<RunView>[] = [
    { title: 'ID', cell: ({ viewId }) => String(viewId), right: true },
    { title: 'NAME', cell: ({ name }) => name },
    { title: 'DEFAULT', cell: ({ isDefault }) => (isDefault ? 'yes' : '') },
    { title: 'FILTER', cell: ({ settings }) => settings.filter },
    { title: 'ORDER', cell: ({ settings }) => settings.orderBy.join(', ') },
    { title: 'CHANGED', cell: ({ updatedAt }) => wordTime(updatedAt) },
  ];
  return { json, text: (isTerminal) => formatTable(json.views, columns, isTerminal) };
}

async function saveView(client: EngineClient, name: string, options: SaveOptions): Promise<CommandResult> {
  const { experimentId } = await findExperiment(client, options.experiment);
  const settings = runViewSettings.parse({
    filter: options.filter,
    orderBy: options.orderBy,
    lifecycle: options.deleted === true ? 'deleted' : undefined,
    columns: options.columns?.map((id) => ({ id })),
    groupBy: options.groupBy,
    layout: options.layout,
    chartsPercent: options.chartsPercent,
    charts: options.charts,
    baseline: options.baseline,
    pins: options.pin,
  });
  const { views } = await client.runViews.list({ experimentId });
  const known = views.find((view) => view.name === name.trim());
  const isDefault = options.default === true ? { isDefault: true } : {};
  return viewResult(
    known === undefined
      ? await client.runViews.create({ experimentId, name, settings, ...isDefault })
      : await client.runViews.update({ viewId: known.viewId, settings, ...isDefault }),
  );
}

async function findView(client: EngineClient, text: string, { experiment }: Within): Promise<RunView> {
  const { experimentId } = await findExperiment(client, experiment);
  const { views } = await client.runViews.list({ experimentId });
  const found =
    views.find(({ name }) => name === text) ?? views.find(({ viewId }) => String(viewId) === text);
  if (found !== undefined) return found;
  throw new StileError(
    'NOT_FOUND',
    `The experiment ${experiment} has no view "${text}". \`stile view list --experiment ${experiment}\` shows those that it has.`,
    { kind: 'view', id: text },
  );
}

function viewResult(view: RunView): CommandResult {
  const { settings } = view;
  const columns = settings.columns?.map(({ id }) => id).join(', ') ?? 'by width';
  return {
    json: view,
    text: () =>
      pairLines([
        ['View', `${view.name} (${view.viewId})`],
        ['Default', view.isDefault ? 'yes' : 'no'],
        ['Filter', settings.filter],
        ['Order', settings.orderBy.join(', ')],
        ['Runs', settings.lifecycle],
        ['Columns', columns],
        ['Groups', settings.groupBy.join(', ')],
        ['Layout', settings.layout],
        ['Charts', settings.charts],
        ['Baseline', settings.baseline ?? ''],
        ['Pinned', settings.pins.join(', ')],
        ['Changed', wordTime(view.updatedAt)],
      ]),
  };
}
