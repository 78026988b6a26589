import type { Command } from 'commander';
import { Option } from 'commander';
import type { ComparedRun, PairedComparison, ParamImportance, Significance } from '#contract/comparison.ts';
import type { EngineClient } from '#contract/procedures.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner } from './command-runner.ts';
import { readComparison } from './compare.ts';
import { formatTable, toOneLine, type Column } from './table.ts';
import { examples } from './text-blocks.ts';
import { wordBytes, wordMetricShort } from './words.ts';

interface SignificanceOptions {
  table?: string;
  error?: 'mae' | 'rmse';
}

/** `stile run significance` and `stile run importance`: what a difference between runs is worth. */
export function addSignificanceCommands(group: Command, runner: CommandRunner): void {
  group
    .command('significance <baseline> <runs...>')
    .description(
      'whether runs differ from the first by more than chance, by their predictions for the same rows',
    )
    .option('--table <path>', 'the artifact with the predictions, when the runs have several')
    .addOption(new Option('--error <name>', 'of predicted numbers: which error').choices(['mae', 'rmse']))
    .addHelpText(
      'after',
      examples(
        'stile run significance 0f3c… 77ab…',
        'stile run significance 0f3c… 77ab… 90de… --table predictions.csv --json',
      ),
    )
    .action(
      runner.withEngine(({ client }, baseline: string, others: string[], options: SignificanceOptions) =>
        tellSignificance(client, [baseline, ...others], options),
      ),
    );
  group
    .command('importance <metric> <runs...>')
    .description(
      'how each param that varies goes with a metric, the strongest first: rank correlation, or groups of words',
    )
    .addHelpText('after', examples('stile run importance val_accuracy 0f3c… 77ab… 90de…'))
    .action(
      runner.withEngine(async ({ client }, metric: string, runs: string[]): Promise<CommandResult> => {
        const { runs: known } = await readComparison(client, runs);
        const found = await client.comparison.importance({ runs: known.map(({ runId }) => runId), metric });
        return {
          json: found,
          text: (isTerminal) =>
            formatTable(found.params, importanceColumns, isTerminal) +
            (found.n === 0
              ? `None of the runs has a number for "${toOneLine(metric)}". \`stile run compare\` shows their metrics.\n`
              : found.isTooFew
                ? `Only ${found.n} runs: with fewer than 10 this order is a hint at best.\n`
                : ''),
        };
      }),
    );
}

async function tellSignificance(
  client: EngineClient,
  runs: string[],
  { table, error }: SignificanceOptions,
): Promise<CommandResult> {
  const { runs: known } = await readComparison(client, runs);
  const found = await client.comparison.significance({
    runs: known.map(({ runId }) => runId),
    ...(table === undefined ? {} : { table }),
    ...(error === undefined ? {} : { metric: error }),
  });
  return { json: found, text: (isTerminal) => describe(found, known, isTerminal) };
}

function describe(found: Significance, runs: readonly ComparedRun[], isTerminal: boolean): string {
  const nameOf = (runId: string): string => runs.find((run) => run.runId === runId)?.name ?? runId;
  const refused = found.refused.map(
    (item) => `Not compared: ${toOneLine(nameOf(item.runId))} (${wordProblem(item)}).\n`,
  );
  const heading =
    found.table === null
      ? `${toOneLine(nameOf(found.baseline))} has no table of predictions. Log one, such as predictions.csv with id, target, prediction.\n`
      : `Against ${toOneLine(nameOf(found.baseline))} by ${found.table}, corrected for ${found.comparisons.length} by Holm.\n`;
  const columns: Column<PairedComparison>[] = [
    { title: 'RUN', cell: ({ runId }) => nameOf(runId) },
    ...pairedColumns(found.metric ?? 'accuracy'),
  ];
  const rows = found.comparisons.length === 0 ? '' : formatTable(found.comparisons, columns, isTerminal);
  return [heading, rows, ...refused].join('');
}

function wordProblem({ problem, seen, most }: Significance['refused'][number]): string {
  const words = problem.replaceAll('_', ' ');
  if (seen === null || most === null) return words;
  return problem === 'too_large'
    ? `${words}: ${wordBytes(seen)} of at most ${wordBytes(most)}; log fewer columns, or a Parquet file`
    : `${words}: ${seen} of at most ${most}; log the same sample of rows in each run`;
}

function pairedColumns(metric: string): Column<PairedComparison>[] {
  return [
    { title: metric.toUpperCase(), cell: ({ value }) => wordMetricShort(value), right: true },
    { title: 'DIFFERENCE', cell: ({ difference }) => wordMetricShort(difference), right: true },
    { title: '95 %', cell: ({ low, high }) => `${wordMetricShort(low)} to ${wordMetricShort(high)}` },
    { title: 'N', cell: ({ n }) => String(n), right: true },
    { title: 'FIXED', cell: ({ fixed }) => (fixed === null ? '' : String(fixed)), right: true },
    { title: 'BROKEN', cell: ({ broken }) => (broken === null ? '' : String(broken)), right: true },
    { title: 'P', cell: ({ correctedP }) => wordMetricShort(correctedP), right: true },
    { title: 'VERDICT', cell: ({ verdict }) => (verdict === 'unclear' ? 'may be chance' : verdict) },
  ];
}

const importanceColumns: Column<ParamImportance>[] = [
  { title: 'PARAM', cell: ({ param }) => param },
  { title: 'STRENGTH', cell: ({ strength }) => wordMetricShort(strength), right: true },
  { title: 'CORRELATION', cell: ({ correlation }) => wordMetricShort(correlation), right: true },
  {
    title: '95 %',
    cell: ({ low, high }) =>
      low === null || high === null ? '' : `${wordMetricShort(low)} to ${wordMetricShort(high)}`,
  },
  { title: 'BY', cell: ({ method, values }) => (method === 'ranks' ? 'ranks' : `${values} groups`) },
  { title: 'N', cell: ({ n }) => String(n), right: true },
];
