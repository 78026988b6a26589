import { InvalidArgumentError, type Command } from 'commander';
import type { PipelineRun } from '#contract/pipelines.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { invalidArgument } from '#core/kernel/errors.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner, EngineCommandContext } from './command-runner.ts';
import { parseWhole } from './options.ts';
import { requireRunning, waitForEnd } from './pipeline-run.ts';
import { runResult } from './pipeline-text.ts';
import { formatTable, type Column } from './table.ts';
import { examples } from './text-blocks.ts';

type Clear = Inputs['pipelines']['clear'];

/** `stile pipeline clear|mark|decide` */
export function addRerunCommands(group: Command, runner: CommandRunner): void {
  addClear(group, runner);
  addMark(group, runner);
  addDecide(group, runner);
}

interface ClearOptions {
  scope: Clear['scope'];
  task?: string;
  preview?: boolean;
  wait: boolean;
}

function addClear(group: Command, runner: CommandRunner): void {
  group
    .command('clear <run>')
    .description('run tasks of a run again that are over, and wait for its end; what they did before is kept')
    .option(
      '--scope <what>',
      'whole, failed, task, up-to, downstream (failed)',
      parseScope,
      'failed' as const,
    )
    .option('--task <id>', 'the task of the scopes task, up-to and downstream')
    .option('--preview', 'list the tasks that would be reset, and do nothing')
    .option('--no-wait', 'start it in the running engine and go on')
    .addHelpText(
      'after',
      examples(
        'stile pipeline clear 0f3c… --preview',
        'stile pipeline clear 0f3c… --scope failed',
        'stile pipeline clear 0f3c… --scope downstream --task train_model',
      ),
    )
    .action(
      runner.withEngine((ctx, pipelineRunId: string, options: ClearOptions) =>
        clear(ctx, pipelineRunId, options),
      ),
    );
}

function parseScope(text: string): Clear['scope'] {
  const word = text.replaceAll('-', '_');
  const scope = (['whole', 'failed', 'task', 'up_to', 'downstream'] as const).find((one) => one === word);
  if (scope !== undefined) return scope;
  throw new InvalidArgumentError('Give whole, failed, task, up-to or downstream.');
}

async function clear(
  ctx: EngineCommandContext,
  pipelineRunId: string,
  { scope, task, preview, wait }: ClearOptions,
): Promise<CommandResult> {
  const input = { pipelineRunId, scope, ...(task !== undefined && { taskId: task }) };
  if (preview === true) return clearedResult(await ctx.client.pipelines.previewClear(input));
  if (!wait) requireRunning(ctx);
  return waitedResult(ctx, await ctx.client.pipelines.clear(input), wait);
}

function clearedResult(answer: Outputs['pipelines']['previewClear']): CommandResult {
  const columns: Column<(typeof answer.tasks)[number]>[] = [
    { title: 'TASK', cell: ({ taskId, mapIndex }) => (mapIndex < 0 ? taskId : `${taskId}[${mapIndex}]`) },
    { title: 'STATE', cell: ({ state }) => state },
  ];
  return { json: answer, text: (isTerminal) => formatTable(answer.tasks, columns, isTerminal) };
}

async function waitedResult(
  ctx: EngineCommandContext,
  started: PipelineRun,
  wait: boolean,
): Promise<CommandResult> {
  if (!wait) return runResult(started);
  const run = await waitForEnd(ctx, started);
  return runResult(run, run.state === 'success' ? 0 : 1);
}

interface MarkOptions {
  task?: string;
  reason: string;
}

function addMark(group: Command, runner: CommandRunner): void {
  group
    .command('mark')
    .argument('<run>')
    .argument('<state>', 'success, failed or, of a task, skipped', parseMark)
    .description('give a run that is over another end, or a task that is over or has not begun')
    .option('--task <id>', 'this task, with all its instances; without it the run itself')
    .requiredOption('--reason <text>', 'why, for the history')
    .addHelpText(
      'after',
      examples(
        'stile pipeline mark 0f3c… success --task evaluate --reason "checked by hand"',
        'stile pipeline mark 0f3c… failed --reason "the data was wrong"',
      ),
    )
    .action(
      runner.withEngine(
        async (
          { client },
          pipelineRunId: string,
          state: Inputs['pipelines']['mark']['state'],
          { task, reason }: MarkOptions,
        ) =>
          runResult(
            await client.pipelines.mark({
              pipelineRunId,
              state,
              reason,
              ...(task !== undefined && { taskId: task }),
            }),
          ),
      ),
    );
}

function parseMark(text: string): Inputs['pipelines']['mark']['state'] {
  if (text === 'success' || text === 'failed' || text === 'skipped') return text;
  throw new InvalidArgumentError('Give success, failed or skipped.');
}

interface DecideOptions {
  approve?: boolean;
  reject?: boolean;
  reason?: string;
  mapIndex?: number;
  wait: boolean;
}

function addDecide(group: Command, runner: CommandRunner): void {
  group
    .command('decide <run> <task>')
    .description('answer a task that awaits a decision, and wait for the end of the run')
    .option('--approve', 'it goes on')
    .option('--reject', 'it does not')
    .option('--reason <text>', 'why, for the history')
    .option('--map-index <n>', 'of a map: this instance', parseWhole)
    .option('--no-wait', 'let the running engine go on with it')
    .addHelpText(
      'after',
      examples(
        'stile pipeline decide 0f3c… go_live --approve --reason "better on every slice"',
        'stile pipeline decide 0f3c… go_live --reject --reason "worse on short texts" --no-wait',
      ),
    )
    .action(
      runner.withEngine((ctx, pipelineRunId: string, taskId: string, options: DecideOptions) =>
        decide(ctx, { pipelineRunId, taskId }, options),
      ),
    );
}

async function decide(
  ctx: EngineCommandContext,
  which: { pipelineRunId: string; taskId: string },
  { approve = false, reject = false, reason, mapIndex, wait }: DecideOptions,
): Promise<CommandResult> {
  if (approve === reject)
    throw invalidArgument(
      'decide',
      approve ? '--approve --reject' : '',
      'a decision is one of the two',
      'Give --approve or --reject.',
    );
  if (!wait) requireRunning(ctx);
  const run = await ctx.client.pipelines.decide({
    ...which,
    approved: approve,
    ...(reason !== undefined && { reason }),
    ...(mapIndex !== undefined && { mapIndex }),
  });
  return waitedResult(ctx, run, wait);
}
