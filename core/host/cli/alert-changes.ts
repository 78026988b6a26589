import { InvalidArgumentError, type Command } from 'commander';
import type { Alert } from '#contract/monitoring.ts';
import type { EngineClient } from '#contract/procedures.ts';
import { systemClock } from '#core/kernel/clock.ts';
import { alertResult, eventColumns } from './alert-text.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner } from './command-runner.ts';
import { parseWhole } from './options.ts';
import { formatTable } from './table.ts';
import { examples } from './text-blocks.ts';
import { parseUntil } from './time-option.ts';

/** What `stile alert` does to one alert or to several, each a change of its own that can be taken back. */
export function addAlertChanges(group: Command, runner: CommandRunner): void {
  addStates(group, runner);
  addSnoozes(group, runner);
  addWords(group, runner);
}

const several = (command: Command): Command =>
  command.argument('<alerts...>', 'their numbers', (text: string, before: number[] = []) => [
    ...before,
    parseWhole(text),
  ]);

function addStates(group: Command, runner: CommandRunner): void {
  several(group.command('ack'))
    .description('say that you look into alerts')
    .option('--note <text>', 'what you know already', '')
    .addHelpText('after', examples('stile alert ack 3 --note "The new shop went live"'))
    .action(
      runner.withEngine(({ client }, alertIds: number[], { note }: { note: string }) =>
        change(alertIds, (alertId) => client.monitoring.acknowledge({ alertId, note })),
      ),
    );
  several(group.command('resolve'))
    .description('end alerts; the next breach fires a new one')
    .requiredOption('--reason <text>', 'what was found or done')
    .addHelpText('after', examples('stile alert resolve 3 --reason "Retrained as version 2"'))
    .action(
      runner.withEngine(({ client }, alertIds: number[], { reason }: { reason: string }) =>
        change(alertIds, (alertId) => client.monitoring.resolve({ alertId, reason })),
      ),
    );
  several(group.command('reopen'))
    .description('let alerts wait for somebody again that were acknowledged or resolved')
    .addHelpText('after', examples('stile alert reopen 3'))
    .action(
      runner.withEngine(({ client }, alertIds: number[]) =>
        change(alertIds, (alertId) => client.monitoring.reopen({ alertId })),
      ),
    );
}

interface SnoozeOptions {
  for?: number;
  until?: number;
  note: string;
}

function addSnoozes(group: Command, runner: CommandRunner): void {
  several(group.command('snooze'))
    .description('put alerts off; they come back by themselves, and at once when they become critical')
    .option('--for <time>', '30m, 4h, 2d or 1w from now (1d)', parseSpan)
    .option('--until <time>', 'a time, such as 2026-11-20T08:00', parseUntil)
    .option('--note <text>', 'why it can wait', '')
    .addHelpText(
      'after',
      examples('stile alert snooze 3 --for 4h', 'stile alert snooze 3 4 --until 2026-11-20T08:00'),
    )
    .action(
      runner.withEngine(({ client }, alertIds: number[], options: SnoozeOptions) => {
        const until = options.until ?? systemClock.now() + (options.for ?? dayMs);
        const { note } = options;
        return change(alertIds, (alertId) => client.monitoring.snooze({ alertId, until, note }));
      }),
    );
  several(group.command('unsnooze'))
    .description('end the snooze of alerts before its time')
    .addHelpText('after', examples('stile alert unsnooze 3'))
    .action(
      runner.withEngine(({ client }, alertIds: number[]) =>
        change(alertIds, (alertId) => client.monitoring.unsnooze({ alertId })),
      ),
    );
}

const dayMs = 24 * 60 * 60 * 1000;
const unitMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: dayMs, w: 7 * dayMs };

/** `30m`, `4h`, `2d` or `1w`, as ms. */
function parseSpan(text: string): number {
  const [, count, unit] = /^(\d{1,6})([mhdw])$/.exec(text) ?? [];
  const span = Number(count) * (unitMs[unit ?? ''] ?? NaN);
  if (span > 0) return span;
  throw new InvalidArgumentError(`"${text}" is no span of time. Write 30m, 4h, 2d or 1w.`);
}

function addWords(group: Command, runner: CommandRunner): void {
  several(group.command('assign'))
    .description('say who looks after alerts')
    .option('--to <name>', 'left out, nobody does')
    .addHelpText('after', examples('stile alert assign 3 --to kim', 'stile alert assign 3'))
    .action(
      runner.withEngine(({ client }, alertIds: number[], { to = null }: { to?: string | null }) =>
        change(alertIds, (alertId) => client.monitoring.assign({ alertId, assignee: to })),
      ),
    );
  group
    .command('comment')
    .argument('<alert>', 'its number', parseWhole)
    .argument('<text>', 'what you want to say')
    .description('add a comment to an alert')
    .addHelpText('after', examples('stile alert comment 3 "The feed was cut at noon"'))
    .action(runner.withEngine(({ client }, alertId: number, text: string) => comment(client, alertId, text)));
  group
    .command('delete-comment')
    .argument('<alert>', 'its number', parseWhole)
    .argument('<comment>', 'the number of the comment', parseWhole)
    .description('delete a comment of an alert')
    .addHelpText('after', examples('stile alert delete-comment 3 1'))
    .action(
      runner.withEngine(async ({ client }, alertId: number, commentId: number) =>
        alertResult([await client.monitoring.deleteComment({ alertId, commentId })]),
      ),
    );
}

/** One after the other, so that what was done before an error is the beginning of the list. */
async function change(
  alertIds: readonly number[],
  act: (alertId: number) => Promise<Alert>,
): Promise<CommandResult> {
  const changed: Alert[] = [];
  for (const alertId of alertIds) changed.push(await act(alertId));
  return alertResult(changed);
}

async function comment(client: EngineClient, alertId: number, text: string): Promise<CommandResult> {
  const event = await client.monitoring.comment({ alertId, text });
  return { json: event, text: (isTerminal) => formatTable([event], eventColumns, isTerminal) };
}
