import type { ScheduleTime } from '#contract/pipeline-schedules.ts';
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

/** What was checked: the problems of a file, and when its schedule starts runs. */
export interface CheckedFile {
  file: string;
  problems: PipelineProblem[];
  nextTimes: ScheduleTime[];
}

/** What was found in files; errors fail the command, warnings do not. */
export function problemsResult(files: readonly CheckedFile[]): CommandResult {
  const all = files.flatMap(({ problems }) => problems);
  const errors = all.filter(({ severity }) => severity === 'error').length;
  const warnings = all.length - errors;
  const words = `${wordCount(files.length, 'pipeline')}: ${wordCount(errors, 'error')}, ${wordCount(warnings, 'warning')}`;
  return {
    json: { valid: errors === 0, files },
    text: (isTerminal) =>
      files.map((file) => problemLines(file.file, file.problems) + nextLines(file)).join('') +
      (isTerminal ? `${words}\n` : ''),
    exitCode: errors === 0 ? 0 : 1,
  };
}

function nextLines({ file, nextTimes }: CheckedFile): string {
  const times = nextTimes.map(({ at, local }) => `  ${wordTime(at)}  ${local}\n`);
  return times.length === 0 ? '' : `${file}: next runs\n${times.join('')}`;
}

/** A run with its tasks. @param exitCode 1 where the command stands for the run itself */
export function runResult(run: PipelineRun, exitCode: 0 | 1 = 0): CommandResult {
  const facts: [string, string][] = [
    ['Pipeline run', run.pipelineRunId],
    ['Pipeline', toOneLine(run.pipeline)],
    ['State', run.flags.hasFailedTasks && run.state === 'success' ? 'success, with failed tasks' : run.state],
    ['Reason', toOneLine(run.reason ?? '')],
    ['Started by', wordTrigger(run)],
    ['Logical date', run.dueAt === null && run.backfillId === null ? '' : wordTime(run.logicalAt)],
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

/** `schedule: 0 6 * * * (UTC), due …`, with what is out of the ordinary. */
function wordTrigger({ trigger: { kind, detail }, backfillId, flags, actor }: PipelineRun): string {
  const what = kind === 'manual' ? actor.name : detail;
  const by = backfillId === null ? kind : `backfill ${backfillId}`;
  const notes = [flags.isFromCatchup ? 'made up for' : '', flags.isLate ? 'late' : ''];
  const words = [`${by}: ${what}`, ...notes].filter((word) => word !== '').join(', ');
  return toOneLine(words);
}

/** `score[3] (sv)` for an instance of a map. */
export function taskName({ taskId, mapIndex, label }: TaskRun): string {
  if (mapIndex < 0) return taskId;
  return `${taskId}[${mapIndex}]${label === null ? '' : ` (${label})`}`;
}

const taskColumns: Column<TaskRun>[] = [
  { title: 'TASK', cell: taskName },
  { title: 'STATE', cell: wordState },
  {
    title: 'TRIES',
    cell: ({ attempts, part }) => (part === 'run' ? String(attempts.length) : ''),
    right: true,
  },
  { title: 'TOOK', cell: (task) => wordTaskTime(task), right: true },
  { title: 'REASON', cell: wordReason },
];

function wordState({ state, part }: TaskRun): string {
  if (part === 'reuse' && state === 'success') return 'reused';
  return part === 'leaveOut' ? 'left out' : state;
}

/** Why it is as it is: the question that it asks, what it waits for, or how its last try ended. */
function wordReason({ attempts, waitsFor, question, nextAt, part, reusedFrom }: TaskRun): string {
  if (part === 'reuse') return `reused from ${reusedFrom === null ? 'an earlier run' : `run ${reusedFrom}`}`;
  if (part === 'leaveOut') return 'left out of this run';
  if (question !== null) return `asks: ${question}`;
  const reason = attempts.at(-1)?.reason ?? '';
  if (waitsFor === null) return reason;
  const until = nextAt === null ? '' : ` until ${wordTime(nextAt)}`;
  return `waits for ${waitsFor.replaceAll('_', ' ')}${until}${reason === '' ? '' : `: ${reason}`}`;
}

/** How long the last try took; empty while it runs, and for what is reused. */
export function wordTaskTime({ attempts, part }: TaskRun): string {
  if (part !== 'run') return '';
  const last = attempts.at(-1);
  return wordSpan(last?.startedAt ?? null, last?.endedAt ?? null);
}

function wordSpan(from: number | null, to: number | null): string {
  return from === null || to === null ? '' : wordDuration(to - from);
}
