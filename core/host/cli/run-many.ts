import { InvalidArgumentError, type Command } from 'commander';
import type { Tag } from '#contract/entities.ts';
import type { EngineClient } from '#contract/procedures.ts';
import type { InsideRun, ManyRunsChange } from '#contract/run-table.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner } from './command-runner.ts';
import { findExperiment } from './experiments.ts';
import { collectTag } from './options.ts';
import { formatTable, type Column } from './table.ts';
import { examples } from './text-blocks.ts';
import { wordMetric } from './words.ts';

interface ChangeOptions {
  experiment: string;
  filter?: string;
  setTag?: Tag[];
  deleteTag?: string;
  delete?: boolean;
  restore?: boolean;
}

/** `stile run change`, `stile run inside` */
export function addManyCommands(group: Command, runner: CommandRunner): void {
  group
    .command('change [runs...]')
    .description('change many runs at once, as one change that is undone as one')
    .option('--experiment <experiment>', 'whose runs, by id or name', 'Default')
    .option('--filter <text>', 'all runs that this search finds, in the place of runs')
    .option('--set-tag <key=value>', 'give them a tag', collectTag)
    .option('--delete-tag <key>', 'take a tag off')
    .option('--delete', 'delete them: `--restore` or `stile activity undo` brings them back')
    .option('--restore', 'bring deleted ones back')
    .addHelpText(
      'after',
      examples(
        'stile run change --experiment churn --filter "metrics.loss > 2" --set-tag verdict=bad',
        'stile run change 0f3c… 77ab… --experiment churn --delete',
      ),
    )
    .action(
      runner.withEngine(({ client }, runIds: string[], options: ChangeOptions) =>
        changeMany(client, runIds, options),
      ),
    );
  group
    .command('inside <runs...>')
    .description('what the runs inside of others span, to any depth')
    .option('--param <key...>', 'with least and greatest of these params')
    .option('--metric <key...>', 'with least and greatest of these metrics')
    .addHelpText('after', examples('stile run inside 0f3c… --param C --metric val_loss'))
    .action(
      runner.withEngine(
        (
          { client },
          runIds: string[],
          { param = [], metric = [] }: { param?: string[]; metric?: string[] },
        ) => listInside(client, runIds, param, metric),
      ),
    );
}

async function changeMany(
  client: EngineClient,
  runIds: string[],
  { experiment, filter, ...options }: ChangeOptions,
): Promise<CommandResult> {
  const change = readChange(options);
  if ((runIds.length === 0) === (filter === undefined))
    throw new InvalidArgumentError('Say which runs: ids of runs, or --filter.');
  const { experimentId } = await findExperiment(client, experiment);
  const view = change.kind === 'restore' ? 'deleted' : 'active';
  const which = filter === undefined ? { runIds } : { search: { filter, view } as const };
  const json = await client.runs.changeMany({ experimentId, change, ...which });
  const words = json.changed === 1 ? '1 run' : `${json.changed} runs`;
  return { json, text: () => `Changed ${words}.\n` };
}

function readChange({
  setTag = [],
  deleteTag,
  delete: deletes,
  restore,
}: Omit<ChangeOptions, 'experiment'>): ManyRunsChange {
  const changes: ManyRunsChange[] = [
    ...setTag.map((tag) => ({ kind: 'set_tag' as const, ...tag })),
    ...(deleteTag === undefined ? [] : [{ kind: 'delete_tag' as const, key: deleteTag }]),
    ...(deletes === true ? [{ kind: 'delete' as const }] : []),
    ...(restore === true ? [{ kind: 'restore' as const }] : []),
  ];
  const [change] = changes;
  if (change !== undefined && changes.length === 1) return change;
  throw new InvalidArgumentError('Give one of --set-tag, --delete-tag, --delete and --restore.');
}

async function listInside(
  client: EngineClient,
  runIds: string[],
  params: string[],
  metrics: string[],
): Promise<CommandResult> {
  const json = await client.runs.inside({ runIds, params, metrics });
  const columns: Column<InsideRun>[] = [
    { title: 'RUN', cell: ({ runId }) => runId },
    { title: 'INSIDE', cell: ({ runs }) => String(runs), right: true },
    ...params.map((key): Column<InsideRun> => ({
      title: key,
      cell: (row) => {
        const span = row.params.find((one) => one.key === key);
        if (span === undefined) return '-';
        return span.min === span.max ? span.min : `${span.min} to ${span.max}`;
      },
    })),
    ...metrics.map((key): Column<InsideRun> => ({
      title: key,
      cell: (row) => {
        const ends = row.metrics.find((one) => one.key === key);
        return ends === undefined ? '-' : `${wordMetric(ends.min)} to ${wordMetric(ends.max)}`;
      },
    })),
  ];
  return { json, text: (isTerminal) => formatTable(json.runs, columns, isTerminal) };
}
