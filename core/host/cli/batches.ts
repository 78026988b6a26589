import { InvalidArgumentError, Option, type Command } from 'commander';
import type { Batch } from '#contract/monitoring.ts';
import type { EngineClient } from '#contract/procedures.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner } from './command-runner.ts';
import { batchColumns, batchRowColumns, describeBatch } from './batch-text.ts';
import { addPageOptions, parseWhole, readPages, splitPair, type PageOptions } from './options.ts';
import { formatTable } from './table.ts';
import { examples, moreNote } from './text-blocks.ts';

/** `stile batch ...` */
export function addBatchCommands(program: Command, runner: CommandRunner): void {
  const group = program
    .command('batch')
    .description('batches: predictions of a dataset version, and their monitoring');
  group.addHelpText(
    'after',
    examples(
      'stile batch predict models:/sentiment_classifier@champion new_reviews',
      'stile batch monitor 7',
      'stile batch list --model sentiment_classifier',
    ),
  );
  addReads(group, runner);
  addPredict(group, runner);
  addChanges(group, runner);
}

interface ListOptions extends PageOptions {
  model?: string;
}

interface RowOptions extends PageOptions {
  order: 'row' | 'oov' | 'confidence';
}

function addReads(group: Command, runner: CommandRunner): void {
  addPageOptions(group.command('list'))
    .description('list batches, the newest first')
    .option('--model <name>', 'only of this model')
    .addHelpText(
      'after',
      examples('stile batch list', 'stile batch list --model sentiment_classifier --json'),
    )
    .action(runner.withEngine(({ client }, options: ListOptions) => listBatches(client, options)));
  group
    .command('show')
    .argument('<batch>', 'its number', parseWhole)
    .description('show one batch with what was found in it')
    .addHelpText('after', examples('stile batch show 7', 'stile batch show 7 --json'))
    .action(
      runner.withEngine(async ({ client }, batchId: number) =>
        batchResult(await client.monitoring.getBatch({ batchId })),
      ),
    );
  const orders = new Option(
    '--order <which>',
    'row, oov (most unknown words first) or confidence (least first)',
  );
  addPageOptions(group.command('rows'))
    .argument('<batch>', 'its number', parseWhole)
    .description('list the predictions of a batch')
    .addOption(orders.choices(['row', 'oov', 'confidence']).default('row'))
    .addHelpText('after', examples('stile batch rows 7 --order oov --max-results 20'))
    .action(
      runner.withEngine(({ client }, batchId: number, options: RowOptions) =>
        listRows(client, batchId, options),
      ),
    );
}

async function listBatches(client: EngineClient, options: ListOptions): Promise<CommandResult> {
  const query = options.model === undefined ? {} : { model: options.model };
  const { items, nextPageToken } = await readPages(
    options,
    (page) => client.monitoring.batches({ ...query, ...page }),
    ({ batches }) => batches,
  );
  return {
    json: { batches: items, nextPageToken },
    text: (isTerminal) => formatTable(items, batchColumns, isTerminal) + moreNote(nextPageToken, isTerminal),
  };
}

async function listRows(client: EngineClient, batchId: number, options: RowOptions): Promise<CommandResult> {
  const { items, nextPageToken } = await readPages(
    options,
    (page) => client.monitoring.rows({ batchId, order: options.order, ...page }),
    ({ rows }) => rows,
  );
  return {
    json: { rows: items, nextPageToken },
    text: (isTerminal) =>
      formatTable(items, batchRowColumns(isTerminal), isTerminal) + moreNote(nextPageToken, isTerminal),
  };
}

interface PredictOptions {
  textColumn?: string;
  labelColumn?: string;
  source?: string;
}

function addPredict(group: Command, runner: CommandRunner): void {
  group
    .command('predict <model> <dataset>')
    .description('score a dataset version with a model and keep each prediction')
    .option('--text-column <name>', 'where the texts are (text)')
    .option('--label-column <name>', 'where the right answers are, if they are known already')
    .option('--source <words>', 'where the rows came from (the name of the dataset)')
    .addHelpText(
      'after',
      examples(
        'stile batch predict models:/sentiment_classifier@champion new_reviews',
        'stile batch predict sentiment_classifier datasets:/new_reviews/3 --text-column review',
      ),
    )
    .action(
      runner.withEngine(async ({ client }, model: string, dataset: string, options: PredictOptions) =>
        batchResult(await client.monitoring.batchPredict({ model, dataset, ...options })),
      ),
    );
}

function addChanges(group: Command, runner: CommandRunner): void {
  group
    .command('monitor')
    .argument('<batch>', 'its number', parseWhole)
    .description(
      'compare a batch with the limits of its model version; ends with 1 when a signal is out of them',
    )
    .addHelpText('after', examples('stile batch monitor 7'))
    .action(
      runner.withEngine(async ({ client }, batchId: number) => {
        const batch = await client.monitoring.monitorBatch({ batchId });
        const isOut = batch.checks.some(({ verdict }) => verdict === 'alert');
        return { ...batchResult(batch), exitCode: isOut ? 1 : 0 } as const;
      }),
    );
  group
    .command('label')
    .argument('<batch>', 'its number', parseWhole)
    .argument('<row=label...>', 'right answers by row', collectLabel)
    .description('add labels that came late; all of them or none')
    .addHelpText('after', examples('stile batch label 7 0=positive 3=negative'))
    .action(
      runner.withEngine(async ({ client }, batchId: number, labels: RowLabel[]) => {
        await client.monitoring.addLabels({ batchId, labels });
        return batchResult(await client.monitoring.getBatch({ batchId }));
      }),
    );
}

interface RowLabel {
  row: number;
  label: string;
}

function collectLabel(text: string, labels: RowLabel[] = []): RowLabel[] {
  const { key, value } = splitPair(text);
  if (/^\d{1,9}$/.test(key)) return [...labels, { row: Number(key), label: value }];
  throw new InvalidArgumentError(`"${key}" is no row number. Write for example 3=negative.`);
}

function batchResult(batch: Batch): CommandResult {
  return { json: batch, text: (isTerminal) => describeBatch(batch, isTerminal) };
}
