import { Option, type Command } from 'commander';
import type { EngineClient } from '#contract/procedures.ts';
import {
  modelEventKind,
  type AliasHolder,
  type ModelEvent,
  type ModelEventKind,
} from '#contract/promotion.ts';
import { signalFormats, wordLimits, wordSignal } from './batch-text.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner } from './command-runner.ts';
import { addPageOptions, parseWhole, readPages, type PageOptions } from './options.ts';
import { formatTable, type Column } from './table.ts';
import { examples, moreNote } from './text-blocks.ts';
import { wordTime } from './words.ts';

interface TimelineOptions extends PageOptions {
  kind?: ModelEventKind;
  version?: number;
}

/** `stile model timeline|holders` */
export function addModelTimeline(group: Command, runner: CommandRunner): void {
  addPageOptions(group.command('timeline <model>'))
    .description('what happened to a model: versions, aliases, alerts, batches, requests, the newest first')
    .addOption(new Option('--kind <kind>', 'only events of this kind').choices(modelEventKind.options))
    .option('--version <number>', 'only events about this version', parseWhole)
    .addHelpText('after', examples('stile model timeline churn', 'stile model timeline churn --kind alert'))
    .action(
      runner.withEngine(({ client }, name: string, options: TimelineOptions) =>
        listEvents(client, name, options),
      ),
    );
  group
    .command('holders <model>')
    .description('which version held which alias from when until when, the newest first')
    .option('--alias <alias>', 'only of this alias')
    .addHelpText('after', examples('stile model holders churn', 'stile model holders churn --alias champion'))
    .action(
      runner.withEngine(async ({ client }, name: string, options: { alias?: string }) => {
        const found = await client.promotion.holders({ name, ...options });
        return {
          json: found,
          text: (isTerminal: boolean) => formatTable(found.holders, holderColumns, isTerminal),
        };
      }),
    );
}

const holderColumns: readonly Column<AliasHolder>[] = [
  { title: 'ALIAS', cell: ({ alias }) => alias },
  { title: 'VERSION', cell: ({ version }) => String(version), right: true },
  { title: 'FROM', cell: ({ from }) => wordTime(from) },
  { title: 'UNTIL', cell: ({ to }) => (to === null ? 'now' : wordTime(to)) },
  { title: 'BY', cell: ({ by }) => (by.name === '' ? by.kind : by.name) },
  { title: 'WHY', cell: ({ reason }) => reason },
];

async function listEvents(
  client: EngineClient,
  name: string,
  options: TimelineOptions,
): Promise<CommandResult> {
  const { kind, version } = options;
  const asked = { ...(kind !== undefined && { kinds: [kind] }), ...(version !== undefined && { version }) };
  const { items, nextPageToken } = await readPages(
    options,
    (page) => client.promotion.timeline({ name, ...asked, ...page }),
    ({ events }) => events,
  );
  return {
    json: { events: items, nextPageToken },
    text: (isTerminal) => formatTable(items, columns, isTerminal) + moreNote(nextPageToken, isTerminal),
  };
}

const columns: readonly Column<ModelEvent>[] = [
  { title: 'WHEN', cell: ({ at }) => wordTime(at) },
  { title: 'VERSION', cell: ({ version }) => (version === null ? '-' : String(version)), right: true },
  { title: 'WHAT', cell: wordWhat },
  { title: 'DETAIL', cell: wordDetail },
];

function wordWhat(event: ModelEvent): string {
  switch (event.kind) {
    case 'registered':
      return 'registered';
    case 'alias':
      return `${event.move} ${event.alias}`;
    case 'alert':
      return `alert ${event.alertId}`;
    case 'resolved':
      return `alert ${event.alertId} resolved`;
    case 'batches':
      return `${event.batches} batches`;
    case 'served':
      return `answered ${event.requests} requests`;
  }
}

function wordDetail(event: ModelEvent): string {
  switch (event.kind) {
    case 'registered':
      return event.by;
    case 'alias': {
      const judged = (event.gates ?? []).filter(({ state }) => state !== 'skipped');
      const passed = judged.filter(({ state }) => state === 'passed').length;
      const gates = event.gates === null ? '' : `, passed ${passed} of ${judged.length} gates`;
      return `${event.by.name === '' ? event.by.kind : event.by.name}: ${event.reason}${gates}`;
    }
    case 'alert':
      return `${wordSignal(event.signal)} ${signalFormats[event.signal](event.value)}, ${wordLimits(event)}`;
    case 'resolved':
      return `${event.by.name}: ${event.reason}`;
    case 'batches':
      return `${event.rows} rows`;
    case 'served':
      return `${event.rows} rows, ${event.errors} errors`;
  }
}
