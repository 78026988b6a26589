import { Option, type Command } from 'commander';
import type { Alert, AlertEvidence } from '#contract/monitoring.ts';
import type { EngineClient } from '#contract/procedures.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner } from './command-runner.ts';
import { batchRowColumns, signalFormats, wordLimits, wordSignal } from './batch-text.ts';
import { addPageOptions, parseWhole, readPages, type PageOptions } from './options.ts';
import { formatTable, toOneLine, type Column } from './table.ts';
import { examples, moreNote, pairLines } from './text-blocks.ts';
import { wordTime } from './words.ts';

/** `stile alert ...` */
export function addAlertCommands(program: Command, runner: CommandRunner): void {
  const group = program.command('alert').description('alerts: batches that left their limits');
  group.addHelpText(
    'after',
    examples(
      'stile alert list',
      'stile alert show 3',
      'stile alert resolve 3 --reason "Retrained as version 2"',
    ),
  );
  addReads(group, runner);
  addChanges(group, runner);
}

interface ListOptions extends PageOptions {
  model?: string;
  state: 'open' | 'resolved' | 'all';
}

function addReads(group: Command, runner: CommandRunner): void {
  const states = new Option('--state <which>', 'open, resolved or all').choices(['open', 'resolved', 'all']);
  addPageOptions(group.command('list'))
    .description('list alerts, the newest first')
    .option('--model <name>', 'only of this model')
    .addOption(states.default('open'))
    .addHelpText('after', examples('stile alert list', 'stile alert list --state all --json'))
    .action(runner.withEngine(({ client }, options: ListOptions) => listAlerts(client, options)));
  group
    .command('show')
    .argument('<alert>', 'its number', parseWhole)
    .description('show one alert with its evidence')
    .addHelpText('after', examples('stile alert show 3', 'stile alert show 3 --json'))
    .action(
      runner.withEngine(async ({ client }, alertId: number) =>
        evidenceResult(await client.monitoring.getAlert({ alertId })),
      ),
    );
}

async function listAlerts(client: EngineClient, options: ListOptions): Promise<CommandResult> {
  const { model, state } = options;
  const query = { state, ...(model !== undefined && { model }) };
  const { items, nextPageToken } = await readPages(
    options,
    (page) => client.monitoring.alerts({ ...query, ...page }),
    ({ alerts }) => alerts,
  );
  return {
    json: { alerts: items, nextPageToken },
    text: (isTerminal) => formatTable(items, columns, isTerminal) + moreNote(nextPageToken, isTerminal),
  };
}

const columns: Column<Alert>[] = [
  { title: 'ID', cell: ({ alertId }) => String(alertId), right: true },
  { title: 'STATE', cell: ({ state }) => state },
  { title: 'SEVERITY', cell: ({ severity }) => severity },
  { title: 'MODEL', cell: ({ modelName, modelVersion }) => `${modelName} ${modelVersion}` },
  { title: 'SIGNAL', cell: ({ signal }) => wordSignal(signal) },
  { title: 'VALUE', cell: ({ signal, value }) => signalFormats[signal](value), right: true },
  { title: 'LIMIT', cell: wordLimits },
  { title: 'BATCH', cell: ({ batchId }) => String(batchId), right: true },
  { title: 'BREACHES', cell: ({ breaches }) => String(breaches), right: true },
  { title: 'SINCE', cell: ({ firedAt }) => wordTime(firedAt) },
];

function addChanges(group: Command, runner: CommandRunner): void {
  group
    .command('ack')
    .argument('<alert>', 'its number', parseWhole)
    .description('say that you look into it')
    .option('--note <text>', 'what you know already', '')
    .addHelpText('after', examples('stile alert ack 3 --note "The new shop went live"'))
    .action(
      runner.withEngine(async ({ client }, alertId: number, { note }: { note: string }) =>
        alertResult(await client.monitoring.acknowledge({ alertId, note })),
      ),
    );
  group
    .command('resolve')
    .argument('<alert>', 'its number', parseWhole)
    .description('end an alert; the next breach fires a new one')
    .requiredOption('--reason <text>', 'what was found or done')
    .addHelpText('after', examples('stile alert resolve 3 --reason "Retrained as version 2"'))
    .action(
      runner.withEngine(async ({ client }, alertId: number, { reason }: { reason: string }) =>
        alertResult(await client.monitoring.resolve({ alertId, reason })),
      ),
    );
}

function alertResult(alert: Alert): CommandResult {
  return { json: alert, text: () => alertLines(alert) };
}

function evidenceResult(alert: Alert & { evidence: AlertEvidence }): CommandResult {
  const { evidence } = alert;
  const facts: [string, string][] = [
    ['Source', toOneLine(evidence.source)],
    ['Source before', toOneLine(evidence.previousSource ?? '')],
    ['Reference', `${evidence.reference.rows} rows of ${evidence.reference.modelUri}`],
  ];
  return {
    json: alert,
    text: (isTerminal) =>
      `${alertLines(alert, facts)}\n${formatTable(evidence.rows, batchRowColumns(isTerminal), isTerminal)}`,
  };
}

function alertLines(alert: Alert, more: readonly [string, string][] = []): string {
  const { acknowledged, resolved, signal } = alert;
  return pairLines([
    [
      'Alert',
      `${alert.alertId}: ${wordSignal(signal)} ${signalFormats[signal](alert.value)}, ${wordLimits(alert)}`,
    ],
    ['State', alert.state],
    ['Severity', alert.severity],
    ['Model', `${toOneLine(alert.modelName)} version ${alert.modelVersion}`],
    ['Batch', `${alert.batchId}, ${alert.n} rows`],
    ['Fired', wordTime(alert.firedAt)],
    ['Breaches', `${alert.breaches}, the last one by batch ${alert.lastBatchId}`],
    [
      'Acknowledged',
      acknowledged === null ? '' : wordAction(acknowledged.at, acknowledged.by.name, acknowledged.note),
    ],
    ['Resolved', resolved === null ? '' : wordAction(resolved.at, resolved.by.name, resolved.reason)],
    ...more,
  ]);
}

function wordAction(at: number, by: string, words: string): string {
  return `${wordTime(at)} by ${toOneLine(by)}${words === '' ? '' : `: ${toOneLine(words)}`}`;
}
