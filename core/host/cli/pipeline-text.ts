import type { PipelineProblem, PipelineRun, TaskRun } from '#contract/pipelines.ts';
import type { CommandResult } from './command-result.ts';
import { formatTable, toOneLine, type Column } from './table.ts';
import { pairLines } from './text-blocks.ts';
import { wordCount, wordDuration, wordTime } from './words.ts';

/** `pipelines/train.yaml:12:7 error: ...`, as compilers say it, so that editors can jump there. */
export function problemLines(file: string, problems: readonly PipelineProblem[]): string {
  return problems
    .map(
      ({ line, column, severity, message }) =>
        `${file}:${line}:${column} ${severity}: ${toOneLine(message)}\n`,
    )
    .join('');
}

/** What was found in files; errors fail the command, warnings do not. */
export function problemsResult(
  files: readonly { file: string; problems: PipelineProblem[] }[],
): CommandResult {
  const all = files.flatMap(({ problems }) => problems);
  const errors = all.filter(({ severity }) => severity === 'error').length;
  const warnings = all.length - errors;
  const words = `${wordCount(files.length, 'pipeline')}: ${wordCount(errors, 'error')}, ${wordCount(warnings, 'warning')}`;
  return {
    json: { valid: errors === 0, files },
    text: (isTerminal) =>
      files.map(({ file, problems }) => problemLines(file, problems)).join('') +
      (isTerminal ? `${words}\n` : ''),
    exitCode: errors === 0 ? 0 : 1,
  };
}

/** A run with its tasks. @param exitCode 1 where the command stands for the run itself */
export function runResult(run: PipelineRun, exitCode: 0 | 1 = 0): CommandResult {
  const facts: [string, string][] = [
    ['Pipeline run', run.pipelineRunId],
    ['Pipeline', toOneLine(run.pipeline)],
    ['State', run.flags.hasFailedTasks && run.state === 'success' ? 'success, with failed tasks' : run.state],
    ['Reason', toOneLine(run.reason ?? '')],
    ['Started', wordTime(run.startedAt)],
    ['Took', wordSpan(run.startedAt, run.endedAt)],
    ...Object.entries(run.params).map(([key, value]): [string, string] => [
      `Param ${key}`,
      toOneLine(typeof value === 'string' ? value : JSON.stringify(value)),
    ]),
  ];
  return {
    json: run,
    text: (isTerminal) => `${pairLines(facts)}\n${formatTable(run.tasks, taskColumns, isTerminal)}`,
    exitCode,
  };
}

const taskColumns: Column<TaskRun>[] = [
  { title: 'TASK', cell: ({ taskId }) => taskId },
  { title: 'STATE', cell: ({ state }) => state },
  { title: 'TRIES', cell: ({ attempts }) => String(attempts.length), right: true },
  { title: 'TOOK', cell: (task) => wordTaskTime(task), right: true },
  { title: 'REASON', cell: ({ attempts, waitsFor }) => attempts.at(-1)?.reason ?? waitsFor ?? '' },
];

/** How long the last try took; empty while it runs. */
export function wordTaskTime({ attempts }: TaskRun): string {
  const last = attempts.at(-1);
  return wordSpan(last?.startedAt ?? null, last?.endedAt ?? null);
}

function wordSpan(from: number | null, to: number | null): string {
  return from === null || to === null ? '' : wordDuration(to - from);
}
