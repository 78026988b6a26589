import { InvalidArgumentError, type Command } from 'commander';
import type { EngineClient, Inputs } from '#contract/procedures.ts';
import type { RunGroup } from '#contract/run-table.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner } from './command-runner.ts';
import { findExperiment } from './experiments.ts';
import { parseWhole } from './options.ts';
import { formatTable, type Column } from './table.ts';
import { examples } from './text-blocks.ts';
import { wordMetric } from './words.ts';

type Order = NonNullable<Inputs['runs']['groups']['orderBy']>;

interface GroupsOptions {
  experiment: string;
  filter?: string;
  metric?: string[];
  sort?: Order;
  maxResults?: number;
}

/** `stile run groups ...` */
export function addGroupsCommand(command: Command, runner: CommandRunner): void {
  command
    .description('runs by params.<key>, tags.<key>, status, user_id, run_name, dataset or parent')
    .option('--filter <text>', 'only runs that this search finds')
    .option('--metric <key...>', 'with mean, least, greatest and standard deviation of these metrics')
    .option('--sort <what>', 'runs, value, or a figure such as mean:loss; ASC or DESC after it', parseSort)
    .option('--max-results <n>', 'how many at most (200)', parseWhole)
    .addHelpText(
      'after',
      examples(
        'stile run groups params.depth --experiment churn --metric loss',
        'stile run groups params.depth dataset --experiment churn --metric loss --sort "mean:loss ASC"',
      ),
    )
    .action(
      runner.withEngine(({ client }, keys: string[], options: GroupsOptions) =>
        listGroups(client, keys, options),
      ),
    );
}

/** `runs`, `value ASC`, `mean:loss DESC`. */
function parseSort(text: string): Order {
  const [, by, metric, direction] = /^(\w+)(?::(.+?))?(?: (ASC|DESC))?$/is.exec(text.trim()) ?? [];
  const isFigure = by === 'mean' || by === 'min' || by === 'max' || by === 'std';
  const isPlain = by === 'runs' || by === 'value';
  if ((!isFigure && !isPlain) || isFigure === (metric === undefined))
    throw new InvalidArgumentError(
      'Give runs, value, mean:<metric>, min:<metric>, max:<metric> or std:<metric>.',
    );
  const descending = direction === undefined ? by !== 'value' : direction.toUpperCase() === 'DESC';
  return { by, metric: metric ?? '', descending };
}

async function listGroups(
  client: EngineClient,
  by: string[],
  { experiment, filter = '', metric: metrics = [], sort, maxResults }: GroupsOptions,
): Promise<CommandResult> {
  const { experimentId } = await findExperiment(client, experiment);
  const json = await client.runs.groups({
    ...{ experimentId, filter, by, metrics },
    ...(sort !== undefined && { orderBy: sort }),
    ...(maxResults !== undefined && { maxResults }),
  });
  const table: Column<RunGroup>[] = [
    ...by.map((key, level): Column<RunGroup> => ({
      title: key,
      cell: ({ values }) => values[level]?.label ?? values[level]?.value ?? '-',
    })),
    { title: 'RUNS', cell: ({ runs }) => String(runs), right: true },
    ...metrics.flatMap((name, index) =>
      (['mean', 'min', 'max', 'std'] as const).map((figure): Column<RunGroup> => ({
        title: `${figure} ${name}`,
        cell: (row) => wordMetric(row.metrics[index]?.[figure] ?? 'NaN'),
        right: true,
      })),
    ),
  ];
  const left = json.total - json.groups.length;
  const more = left > 0 ? `And ${left} more: see --max-results.\n` : '';
  return {
    json,
    text: (isTerminal) => formatTable(json.groups, table, isTerminal) + (isTerminal ? more : ''),
  };
}
