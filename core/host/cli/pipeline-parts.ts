import { Option, type Command } from 'commander';
import type { PlannedTask, RunSelection, TaskStanding } from '#contract/pipeline-views.ts';
import type { Outputs } from '#contract/procedures.ts';
import { invalidArgument } from '#core/kernel/errors.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner } from './command-runner.ts';
import { formatTable, type Column } from './table.ts';
import { examples } from './text-blocks.ts';
import { wordDuration, wordTime } from './words.ts';

export interface PartOptions {
  only?: string[];
  upTo?: string[];
  from?: string[];
  failed?: boolean;
}

/** What a run runs of its pipeline; at most one of them. */
export function addPartOptions(command: Command): Command {
  const tasks = (flag: string, words: string): Option =>
    new Option(`${flag} <tasks>`, words).argParser((text: string) => text.split(',').map((id) => id.trim()));
  return command
    .addOption(tasks('--only', 'these tasks alone, by their ids with commas between'))
    .addOption(tasks('--up-to', 'these, and before them what has no good outputs yet'))
    .addOption(tasks('--from', 'these, and all after them'))
    .option('--failed', 'what did not end well or has changed since, and all after that');
}

/** undefined: the whole pipeline. @throws INVALID_ARGUMENT for more than one of them */
export function readSelection({ only, upTo, from, failed }: PartOptions): RunSelection | undefined {
  const given = [
    ...(only === undefined ? [] : [{ mode: 'only' as const, tasks: only }]),
    ...(upTo === undefined ? [] : [{ mode: 'upTo' as const, tasks: upTo }]),
    ...(from === undefined ? [] : [{ mode: 'from' as const, tasks: from }]),
    ...(failed === true ? [{ mode: 'failed' as const, tasks: [] }] : []),
  ];
  const [first, second] = given;
  if (second === undefined) return first;
  const flags = given.map(({ mode }) => `--${mode === 'upTo' ? 'up-to' : mode}`).join(' ');
  throw invalidArgument('selection', flags, 'a run has one of them', 'Leave the others out.');
}

export function planResult(answer: Outputs['pipelines']['previewRun']): CommandResult {
  return { json: answer, text: (isTerminal) => formatTable(answer.tasks, planColumns, isTerminal) };
}

const actions: Readonly<Record<PlannedTask['action'], string>> = {
  run: 'run',
  reuse: 'reuse',
  leaveOut: 'leave out',
};
const whys: Readonly<Record<PlannedTask['why'], string>> = {
  selected: 'selected',
  before: 'sets up for one that runs',
  after: 'comes after one that runs',
  failed: 'failed',
  changed: 'has changed',
  neverRan: 'has no outputs yet',
  unchanged: 'unchanged',
  notSelected: 'not selected',
};

const planColumns: Column<PlannedTask>[] = [
  { title: 'TASK', cell: ({ taskId }) => taskId },
  { title: 'ACTION', cell: ({ action }) => actions[action] },
  { title: 'WHY', cell: ({ why }) => whys[why] },
  { title: 'OUT OF DATE', cell: ({ stale }) => stale.join(', ') },
  { title: 'OUTPUTS OF', cell: ({ fromRunId }) => fromRunId ?? '' },
];

/** `stile pipeline standing <pipeline>` */
export function addStandingCommand(group: Command, runner: CommandRunner): void {
  group
    .command('standing <pipeline>')
    .description('how each task stands: its newest run, and what has changed since it ended well')
    .addHelpText('after', examples('stile pipeline standing train', 'stile pipeline standing train --json'))
    .action(
      runner.withEngine(async ({ client }, name: string) => {
        const answer = await client.pipelines.standing({ name });
        return {
          json: answer,
          text: (isTerminal) => formatTable(answer.tasks, standingColumns, isTerminal),
        };
      }),
    );
}

const standingColumns: Column<TaskStanding>[] = [
  { title: 'TASK', cell: ({ taskId }) => taskId },
  { title: 'STATE', cell: wordState },
  { title: 'TRY', cell: ({ try: attempt, maxTries }) => wordTry(attempt, maxTries), right: true },
  { title: 'STARTED', cell: ({ startedAt }) => wordTime(startedAt) },
  {
    title: 'TOOK',
    cell: ({ startedAt, endedAt }) =>
      startedAt === null || endedAt === null ? '' : wordDuration(endedAt - startedAt),
    right: true,
  },
  { title: 'OUT OF DATE', cell: ({ stale }) => stale.join(', ') },
  { title: 'RUN', cell: ({ pipelineRunId }) => pipelineRunId ?? '' },
];

function wordState({ state, instances, waitsFor }: TaskStanding): string {
  const words = instances === null ? state : `${state} (${instances.success} of ${instances.total})`;
  return waitsFor === null ? words : `${words}, waits for ${waitsFor}`;
}

function wordTry(attempt: number, maxTries: number | null): string {
  if (attempt === 0) return '';
  return maxTries === null ? String(attempt) : `${attempt}/${maxTries}`;
}
