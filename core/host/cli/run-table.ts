import type { Command } from 'commander';
import type { EngineClient } from '#contract/procedures.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner } from './command-runner.ts';
import { findExperiment } from './experiments.ts';
import { addGroupsCommand } from './run-groups.ts';
import { formatTable, type Column } from './table.ts';
import { examples } from './text-blocks.ts';

interface TableOptions {
  experiment: string;
  filter?: string;
  containing?: string;
}

/** What is known of many runs at once: their keys, the values of these, groups, and what a filter says. */
export function addTableCommands(group: Command, runner: CommandRunner): void {
  const within = (name: string): Command =>
    group.command(name).option('--experiment <experiment>', 'by id or name', 'Default');
  within('columns')
    .description('every metric, param and tag of an experiment')
    .addHelpText('after', examples('stile run columns --experiment churn'))
    .action(runner.withEngine(({ client }, options: TableOptions) => listColumns(client, options)));
  within('values <key>')
    .description('the values of params.<key>, tags.<key>, status, user_id or run_name')
    .option('--containing <text>', 'only values with this text')
    .addHelpText('after', examples('stile run values params.depth --experiment churn'))
    .action(
      runner.withEngine(({ client }, key: string, options: TableOptions) => listValues(client, key, options)),
    );
  addGroupsCommand(within('groups <key...>'), runner);
  within('explain <filter>')
    .description('what a search text says, and how many runs each condition leaves')
    .addHelpText('after', examples('stile run explain "metrics.loss < 0.2 AND params.depth = \'8\'"'))
    .action(
      runner.withEngine(({ client }, filter: string, options: TableOptions) =>
        explain(client, filter, options),
      ),
    );
  within('ids')
    .description('the ids of all runs that a search finds, one a line')
    .option('--filter <text>', 'only runs that this search finds')
    .addHelpText('after', examples('stile run ids --experiment churn --filter "metrics.loss > 2"'))
    .action(
      runner.withEngine(async ({ client }, { experiment, filter = '' }: TableOptions) => {
        const { experimentId } = await findExperiment(client, experiment);
        const json = await client.runs.ids({ experimentId, filter });
        return { json, text: () => json.runIds.map((id) => `${id}\n`).join('') };
      }),
    );
}

async function listColumns(client: EngineClient, { experiment }: TableOptions): Promise<CommandResult> {
  const { experimentId } = await findExperiment(client, experiment);
  const json = await client.runs.columns({ experimentId });
  const table: Column<(typeof json.columns)[number]>[] = [
    { title: 'KEY', cell: ({ kind, key }) => `${kind}s.${key}` },
    { title: 'RUNS', cell: ({ count }) => String(count), right: true },
    { title: 'DIFFERS', cell: ({ varies }) => (varies ? 'yes' : 'no') },
    { title: 'VALUES', cell: ({ samples }) => samples.join(', ') },
  ];
  return { json, text: (isTerminal) => formatTable(json.columns, table, isTerminal) };
}

type KeyRef = { kind: 'param' | 'tag' | 'attribute'; key: string };

/** `params.depth`, `tags.team`, `status`. */
function readKey(text: string): KeyRef {
  if (text.startsWith('params.')) return { kind: 'param', key: text.slice('params.'.length) };
  if (text.startsWith('tags.')) return { kind: 'tag', key: text.slice('tags.'.length) };
  return { kind: 'attribute', key: text };
}

async function listValues(
  client: EngineClient,
  key: string,
  { experiment, containing = '' }: TableOptions,
): Promise<CommandResult> {
  const { experimentId } = await findExperiment(client, experiment);
  const json = await client.runs.values({ experimentId, ...readKey(key), containing });
  const table: Column<(typeof json.values)[number]>[] = [
    { title: 'VALUE', cell: ({ value }) => value },
    { title: 'RUNS', cell: ({ count }) => String(count), right: true },
  ];
  return { json, text: (isTerminal) => formatTable(json.values, table, isTerminal) };
}

async function explain(
  client: EngineClient,
  filter: string,
  { experiment }: TableOptions,
): Promise<CommandResult> {
  const { experimentId } = await findExperiment(client, experiment);
  const json = await client.runs.explainFilter({ experimentId, filter, counts: true });
  const table: Column<(typeof json.clauses)[number]>[] = [
    { title: 'CONDITION', cell: ({ text }) => text },
    { title: 'RUNS LEFT', cell: ({ left }) => String(left ?? ''), right: true },
  ];
  const end = json.isMlflow ? 'Works in mlflow.search_runs.\n' : 'Stile only.\n';
  return { json, text: (isTerminal) => formatTable(json.clauses, table, isTerminal) + end };
}
