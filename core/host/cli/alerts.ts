import { Option, type Command } from 'commander';
import { alertView, type AlertView } from '#contract/alert-handling.ts';
import { batchSignal, severity, type BatchSignal } from '#contract/monitoring.ts';
import type { EngineClient, Inputs } from '#contract/procedures.ts';
import { addAlertChanges } from './alert-changes.ts';
import { alertColumns, evidenceResult } from './alert-text.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner } from './command-runner.ts';
import { addPageOptions, parseWhole, readPages, type PageOptions } from './options.ts';
import { formatTable } from './table.ts';
import { examples, moreNote } from './text-blocks.ts';

/** `stile alert ...` */
export function addAlertCommands(program: Command, runner: CommandRunner): void {
  const group = program.command('alert').description('alerts: batches that left their limits');
  group.addHelpText(
    'after',
    examples(
      'stile alert list',
      'stile alert show 3',
      'stile alert snooze 3 4 --for 1d',
      'stile alert resolve 3 --reason "Retrained as version 2"',
    ),
  );
  addReads(group, runner);
  addAlertChanges(group, runner);
}

interface ListOptions extends PageOptions {
  model?: string;
  state: AlertView;
  severity?: Inputs['monitoring']['alerts']['severity'];
  signal?: BatchSignal;
  assignee?: string;
  text?: string;
}

function addReads(group: Command, runner: CommandRunner): void {
  const state = new Option('--state <which>', 'open are all that are not resolved').choices(
    alertView.options,
  );
  addPageOptions(group.command('list'))
    .description('list alerts, the newest first')
    .option('--model <name>', 'only of this model')
    .addOption(state.default('open'))
    .addOption(new Option('--severity <which>', 'only these').choices(severity.options))
    .addOption(new Option('--signal <which>', 'only of this monitor').choices(batchSignal.options))
    .option('--assignee <name>', 'only those that this person looks after')
    .option('--text <text>', 'only those whose model, source, notes, reasons or comments have it')
    .addHelpText(
      'after',
      examples('stile alert list', 'stile alert list --state snoozed', 'stile alert list --state all --json'),
    )
    .action(runner.withEngine(({ client }, options: ListOptions) => listAlerts(client, options)));
  group
    .command('show')
    .argument('<alert>', 'its number', parseWhole)
    .description('show one alert with its evidence and what happened to it')
    .addHelpText('after', examples('stile alert show 3', 'stile alert show 3 --json'))
    .action(
      runner.withEngine(async ({ client }, alertId: number) =>
        evidenceResult(
          await client.monitoring.getAlert({ alertId }),
          (await client.monitoring.alertHistory({ alertId })).events,
        ),
      ),
    );
}

async function listAlerts(client: EngineClient, options: ListOptions): Promise<CommandResult> {
  const { all: _all, maxResults: _maxResults, pageToken: _pageToken, ...query } = options;
  const { items, nextPageToken } = await readPages(
    options,
    (page) => client.monitoring.alerts({ ...query, ...page }),
    ({ alerts }) => alerts,
  );
  return {
    json: { alerts: items, nextPageToken },
    text: (isTerminal) => formatTable(items, alertColumns, isTerminal) + moreNote(nextPageToken, isTerminal),
  };
}
