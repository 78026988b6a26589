import * as z from 'zod';
import { base, nextPageToken, page } from './base.ts';
import { actor, timestamp } from './entities.ts';
import { editingProcedures } from './pipeline-editing.ts';
import { pipelinePythonProcedures } from './pipeline-python.ts';
import { failure } from './python.ts';
import {
  dstWarning,
  pipelineRef,
  someOrAll,
  pipelineSchedule,
  scheduleProcedures,
  scheduleTime,
} from './pipeline-schedules.ts';
import { pipelineRunState, taskPart, taskState } from './pipeline-states.ts';
import { runSelection, viewProcedures } from './pipeline-views.ts';

export { pipelineRunState, taskState, type PipelineRunState, type TaskState } from './pipeline-states.ts';

export const triggerRule = z.enum([
  'all_success',
  'all_failed',
  'all_done',
  'all_skipped',
  'one_success',
  'one_failed',
  'one_done',
  'none_failed',
  'none_failed_min_one_success',
  'none_skipped',
  'all_done_min_one_success',
  'all_done_setup_success',
  'always',
]);
export type TriggerRule = z.infer<typeof triggerRule>;

/** Something wrong with a pipeline file: the place is that of the text, 1-based. */
export const pipelineProblem = z.object({
  code: z.enum([
    'yaml_syntax',
    'unknown_key',
    'missing_key',
    'wrong_value',
    'unknown_task_type',
    'unknown_task',
    'cycle',
    'template_syntax',
    'unknown_template_name',
    'output_not_upstream',
    'unknown_output',
    'file_name_differs',
    /** Right, but nothing comes of it where it stands: a warning. */
    'not_acted_upon',
    'unknown_group',
    /** A pool that neither the file nor the engine has. */
    'unknown_pool',
    /** A dataset, a model or a pipeline that is not there yet. */
    'unknown_reference',
    'file_not_found',
    /** Two settings that exclude each other. */
    'conflict',
    /** An environment variable that is written for the task. */
    'reserved_name',
    /** A time of the schedule that comes twice, or not at all, when clocks are set. */
    'clock_change',
    'trigger_cycle',
    /** It is skipped whenever the branch before it takes one way alone. */
    'join_after_branch',
    'never_runs',
    /** What it does to the world would be left out where its outputs are taken from an earlier run. */
    'side_effects_cached',
    /** What keeps tasks from running in the pipeline's Python, on this machine as it is now. */
    'python_not_ready',
  ]),
  severity: z.enum(['error', 'warning']),
  line: z.number().int(),
  column: z.number().int(),
  /** `tasks.train.with.dataset` */
  path: z.string(),
  value: z.string(),
  /** What would be right: near names, the allowed values, the path of the cycle. */
  expected: z.string(),
  message: z.string(),
});
export type PipelineProblem = z.infer<typeof pipelineProblem>;

export const pipelineTask = z.object({
  id: z.string(),
  type: z.string(),
  needs: z.array(z.string()),
  triggerRule,
});
export type PipelineTask = z.infer<typeof pipelineTask>;

export const taskAttempt = z.object({
  try: z.number().int(),
  state: taskState,
  startedAt: timestamp.nullable(),
  endedAt: timestamp.nullable(),
  /** Why it failed, was skipped or canceled; an English sentence, or what a person wrote. */
  reason: z.string().nullable(),
  /**
   * The same as a code: one of the contract's errors, `TASK_FAILED`, `TIMEOUT`, or of a skip `exit_code`, `no_promotion`,
   * `not_approved`, `timeout`; null where only the reason tells.
   */
  errorCode: z.string().nullable(),
  /** The error of the contract that it failed with, for a screen to word. */
  failure: failure.nullable(),
  /** 0 to 1 while it works; null when the task does not say. */
  progress: z.number().nullable(),
  outputs: z.record(z.string(), z.unknown()),
  /** Of its program; null when it has none, or a signal ended it. */
  exitCode: z.number().int().nullable(),
  /** Its outputs are those of an earlier attempt that did the same work. */
  isCached: z.boolean(),
});
export type TaskAttempt = z.infer<typeof taskAttempt>;

export const taskRun = z.object({
  taskId: z.string(),
  /** Of an instance of a map; -1 for a task without one. */
  mapIndex: z.number().int(),
  /** What the instance is called. */
  label: z.string().nullable(),
  type: z.string(),
  needs: z.array(z.string()),
  state: taskState,
  /**
   * Why it waits, as a code: `upstream`, `max_active_runs`, `slots`, `pool <name>`, `max_active_tasks <pipeline>`,
   * `max_active <task>`, `memory`, `retry_delay`, `interrupted`, `depends_on_past`, `decision`, or what a waiting task
   * says that it waits for; null when it does not.
   */
  waitsFor: z.string().nullable(),
  /** When it is tried, or asked, again. */
  nextAt: timestamp.nullable(),
  /** What a person is asked to decide. */
  question: z.string().nullable(),
  part: taskPart,
  /** The run that made what is reused; null for others, and once that run is gone. */
  reusedFrom: z.string().nullable(),
  attempts: z.array(taskAttempt),
});
export type TaskRun = z.infer<typeof taskRun>;

export const pipelineRun = z.object({
  pipelineRunId: z.string(),
  pipeline: z.string(),
  state: pipelineRunState,
  params: z.record(z.string(), z.unknown()),
  /** SHA-256 of the file's text that this run runs. */
  definitionHash: z.string(),
  trigger: z.object({
    kind: z.enum(['manual', 'schedule', 'alert', 'pipeline', 'dataset', 'file', 'call']),
    detail: z.string(),
  }),
  /** What it is of; of a run that was started by hand: when. */
  logicalAt: timestamp,
  intervalStart: timestamp,
  intervalEnd: timestamp,
  /** When its schedule wanted it; null without one. */
  dueAt: timestamp.nullable(),
  backfillId: z.number().int().nullable(),
  /** Which tasks were asked for; null: the whole pipeline. */
  selection: runSelection.nullable(),
  actor,
  queuedAt: timestamp,
  startedAt: timestamp.nullable(),
  endedAt: timestamp.nullable(),
  reason: z.string().nullable(),
  flags: z.object({
    /** A task failed although the run as a whole did not. */
    hasFailedTasks: z.boolean(),
    /** An attempt was lost to a crash. */
    recovered: z.boolean(),
    /** Its schedule wanted it more than a minute before it was made. */
    isLate: z.boolean(),
    /** It makes up for a time that was missed. */
    isFromCatchup: z.boolean(),
  }),
  tasks: z.array(taskRun),
});
export type PipelineRun = z.infer<typeof pipelineRun>;

/** A run as a list of pipelines shows it: one square of many. */
export const recentRun = z.object({
  pipelineRunId: z.string(),
  state: pipelineRunState,
  queuedAt: timestamp,
  startedAt: timestamp.nullable(),
  endedAt: timestamp.nullable(),
  /** A task failed although the run as a whole did not. */
  hasFailedTasks: z.boolean(),
});
export type RecentRun = z.infer<typeof recentRun>;

export const pipelineSummary = z.object({
  name: z.string(),
  description: z.string(),
  /** relative to the workspace */
  file: z.string(),
  problems: z.array(pipelineProblem),
  tasks: z.array(pipelineTask),
  /** JSON Schema of each param, with its default. */
  params: z.record(z.string(), z.unknown()),
  lastRun: pipelineRun.nullable(),
  runCount: z.number().int(),
  /** The newest first, at most 14. */
  recentRuns: z.array(recentRun),
  /** Of the last 30 whole runs that ended well, in ms; null without one. */
  medianMs: z.number().nullable(),
  /** null: runs start by hand alone, or the file is broken */
  schedule: pipelineSchedule.nullable(),
});
export type PipelineSummary = z.infer<typeof pipelineSummary>;

export const taskTypeInfo = z.object({
  name: z.string(),
  description: z.string(),
  /** JSON Schema of `with`. */
  with: z.unknown(),
  outputs: z.array(z.string()),
  /** It decides on the tasks after it. */
  controlsFlow: z.enum(['branch', 'short_circuit']).nullable(),
});
export type TaskTypeInfo = z.infer<typeof taskTypeInfo>;

const runRef = z.strictObject({ pipelineRunId: z.string() });

/** `task`: this one alone. `up_to`: it and all before it. `downstream`: it and all after it. */
const clearInput = runRef.extend({
  scope: z.enum(['whole', 'failed', 'task', 'up_to', 'downstream']),
  taskId: z.string().optional(),
});
/** The newest try when none is named; of a map the first instance. */
const attemptRef = runRef.extend({
  taskId: z.string(),
  mapIndex: z.number().int().min(-1).optional(),
  try: z.number().int().min(1).optional(),
});
const count = z.number().int();
const offset = count.min(0).default(0);
const clearedTask = z.object({ taskId: z.string(), mapIndex: z.number().int(), state: taskState });

export const pipelineProcedures = {
  list: base.input(z.strictObject({})).output(z.object({ pipelines: z.array(pipelineSummary) })),
  /** `hash`: SHA-256 of the text, as runs name it. */
  get: base.input(pipelineRef).output(pipelineSummary.extend({ text: z.string(), hash: z.string() })),
  /** Checks a text as if it were the file `<name>.yaml`; runs nothing. */
  validate: base.input(z.strictObject({ name: z.string().optional(), text: z.string() })).output(
    z.object({
      problems: z.array(pipelineProblem),
      /** The next five times of its schedule; empty without one, and while the text has errors. */
      nextTimes: z.array(scheduleTime),
      /** Of the twelve months to come. */
      dstWarnings: z.array(dstWarning),
    }),
  ),
  /**
   * Writes the file, byte for byte as given; refused with its problems when the text has errors, unless `force`. With
   * `expectedHash` (null: no file) it is refused with CONFLICT when another file is there by now.
   */
  save: base
    .input(
      z.strictObject({
        name: z.string(),
        text: z.string(),
        force: z.boolean().default(false),
        expectedHash: z.string().nullable().optional(),
      }),
    )
    .output(pipelineSummary.extend({ hash: z.string() })),
  /**
   * Queues a run: of the whole pipeline, or with `selection` of a part of it. With `definitionHash`, that of the text
   * which is meant, it is refused with CONFLICT when the file holds another one.
   */
  run: base
    .input(
      z.strictObject({
        name: z.string(),
        params: z.record(z.string(), z.unknown()).default({}),
        selection: runSelection.optional(),
        definitionHash: z.string().optional(),
      }),
    )
    .output(pipelineRun),
  /**
   * The newest first; with times, those whose logical dates lie between them, both included.
   * @throws NOT_FOUND for a name of neither a file nor a run, INVALID_PAGE_TOKEN
   */
  runs: base
    .input(
      z.strictObject({
        ...someOrAll,
        fromAt: timestamp.optional(),
        untilAt: timestamp.optional(),
        ...page,
      }),
    )
    .output(z.object({ runs: z.array(pipelineRun), nextPageToken })),
  getRun: base.input(runRef).output(pipelineRun),
  /** Resolves when the run is over, or when `maxWaitMs` has gone by. */
  waitRun: base
    .input(runRef.extend({ maxWaitMs: z.number().int().min(0).max(600_000).default(60_000) }))
    .output(pipelineRun),
  cancel: base.input(runRef.extend({ reason: z.string().default('') })).output(pipelineRun),
  /** What `clear` would reset. */
  previewClear: base.input(clearInput).output(z.object({ tasks: z.array(clearedTask) })),
  /**
   * Resets tasks of a run that is over, and runs it again; in a run that works, those of them that are over begin anew.
   * Earlier tries are kept.
   */
  clear: base.input(clearInput).output(pipelineRun),
  /**
   * Gives a task another end, or in a run that works one that has not begun its end; without `taskId` the run itself,
   * when it is over.
   */
  mark: base
    .input(
      runRef.extend({
        taskId: z.string().optional(),
        state: z.enum(['success', 'failed', 'skipped']),
        reason: z.string().trim().min(1),
      }),
    )
    .output(pipelineRun),
  /** Answers a task that awaits a decision. */
  decide: base
    .input(
      runRef.extend({
        taskId: z.string(),
        mapIndex: z.number().int().min(-1).default(-1),
        approved: z.boolean(),
        reason: z.string().default(''),
      }),
    )
    .output(pipelineRun),
  /** A piece of an attempt's log from a byte offset on. */
  log: base.input(attemptRef.extend({ offset })).output(
    z.object({
      text: z.string(),
      nextOffset: z.number().int(),
      size: z.number().int(),
      ended: z.boolean(),
    }),
  ),
  /**
   * Lines of an attempt's log, as it is now, that hold a text. Go on from `nextOffset` and `nextLine` while `isAll` is
   * false: a call ends at `maxMatches`, and after 64 MB.
   */
  searchLog: base
    .input(
      attemptRef.extend({
        text: z.string().min(1).max(1000),
        matchCase: z.boolean().default(false),
        offset,
        /** The number of the line that begins at `offset`. */
        line: z.number().int().min(1).default(1),
        maxMatches: z.number().int().min(1).max(1000).default(100),
      }),
    )
    .output(
      z.object({
        matches: z.array(
          z.object({
            line: count,
            /** Of the line's beginning, in bytes. */
            offset: count,
            /** The line; of a long one what stands around the match. */
            text: z.string(),
          }),
        ),
        nextOffset: count,
        nextLine: count,
        size: count,
        isAll: z.boolean(),
      }),
    ),
  /** A piece of an attempt's log as it lies on the disk; read until `end`. */
  downloadLog: base
    .input(attemptRef.extend({ offset }))
    .output(z.object({ chunk: z.file(), size: count, end: z.boolean() })),
  ...scheduleProcedures,
  ...pipelinePythonProcedures,
  ...editingProcedures,
  ...viewProcedures,
  taskTypes: base.input(z.strictObject({})).output(z.object({ types: z.array(taskTypeInfo) })),
  /** JSON Schema of a pipeline file, for forms and editors; `with` of tasks is left to their types. */
  fileSchema: base.input(z.strictObject({})).output(z.object({ schema: z.unknown() })),
};
