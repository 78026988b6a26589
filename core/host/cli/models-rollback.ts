import type { Command } from 'commander';
import type { RollbackPlan } from '#contract/promotion.ts';
import type { EngineClient } from '#contract/procedures.ts';
import { invalidArgument } from '#core/kernel/errors.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner } from './command-runner.ts';
import { modelResult } from './models-text.ts';
import { examples, pairLines } from './text-blocks.ts';
import { wordTime } from './words.ts';

interface RollbackOptions {
  reason?: string;
  dryRun?: boolean;
}

/** `stile model rollback` */
export function addModelRollback(group: Command, runner: CommandRunner): void {
  group
    .command('rollback <model>')
    .description('give champion back to the version that held it before')
    .option('--reason <text>', 'why: kept in the history')
    .option('--dry-run', 'only say which version that is, and who would answer')
    .addHelpText('after', help)
    .action(
      runner.withEngine(({ client }, name: string, options: RollbackOptions) =>
        rollback(client, name, options),
      ),
    );
}

const help = `
Doing it again goes further back. Versions that are deleted by now are passed over. \`stile activity undo\` takes it back.
${examples('stile model rollback churn --dry-run', 'stile model rollback churn --reason "complaints since yesterday"')}`;

async function rollback(
  client: EngineClient,
  name: string,
  { reason, dryRun }: RollbackOptions,
): Promise<CommandResult> {
  if (dryRun === true) return planResult(await client.promotion.rollbackPlan({ name }));
  if (reason === undefined)
    throw invalidArgument(
      '--reason',
      '',
      'a rollback keeps why it was done',
      'Add --reason "what went wrong".',
    );
  return modelResult(await client.registry.rollback({ name, reason }));
}

function planResult(plan: RollbackPlan): CommandResult {
  const { from, to, held, skippedDeleted, alerts, serving } = plan;
  const facts: [string, string][] = [
    ['Champion now', from === null ? 'none' : `version ${from}`],
    ['Champion then', `version ${to}`],
    ['It was that from', wordTime(held.from)],
    ['Until', wordTime(held.to)],
    ['Passed over, as deleted', skippedDeleted.join(', ')],
    ['Open alerts', alerts.map(({ alertId, signal }) => `${alertId} (${signal})`).join(', ')],
    ['Requests', wordServing(serving)],
  ];
  return { json: plan, text: () => pairLines(facts) };
}

function wordServing({ address, isEndpoint, runtime, isReady }: RollbackPlan['serving']): string {
  if (runtime === null) return 'its files are not in this workspace, so nothing here can answer with it';
  const route = isEndpoint ? '/invocations and requests by name' : 'requests by name';
  const when = isReady
    ? 'at once'
    : 'as soon as a Python is ready for it; until then the old version answers';
  return address === null
    ? `nothing listens now; ${route} go to it later`
    : `${route} at ${address} go to it ${when}`;
}
