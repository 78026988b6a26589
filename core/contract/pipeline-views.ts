import * as z from 'zod';
import { base, nextPageToken, page } from './base.ts';
import { timestamp } from './entities.ts';
import { pipelineRef, someOrAll } from './pipeline-schedules.ts';
import { pipelineRunState, taskPart, taskState } from './pipeline-states.ts';

/* What screens of pipelines show beside single runs: what a partial run would do, how tasks stand, history. */

const count = z.number().int();

/**
 * Which tasks a new run runs. `only`: these. `upTo`: these and all before them that have no outputs to reuse. `from`:
 * these and all after them. `failed`: what did not end well in the newest run, what changed since, and all after those.
 */
export const runSelection = z.strictObject({
  mode: z.enum(['all', 'only', 'upTo', 'from', 'failed']),
  tasks: z.array(z.string()).default([]),
});
export type RunSelection = z.input<typeof runSelection>;

/** Why the last success of a task is not what the file says now. */
export const staleReason = z.enum(['definition', 'code', 'inputs', 'params', 'upstream']);
export type StaleReason = z.infer<typeof staleReason>;

export const plannedTask = z.object({
  taskId: z.string(),
  /** `reuse`: it ends at once with the outputs of an earlier run. `leaveOut`: it is no part of this run. */
  action: taskPart,
  /** `selected`, `before`, `after`, `failed`, `changed`, `neverRan`: why it runs; `unchanged` or `notSelected` otherwise. */
  why: z.enum(['selected', 'before', 'after', 'failed', 'changed', 'neverRan', 'unchanged', 'notSelected']),
  /** The run whose outputs are reused. */
  fromRunId: z.string().nullable(),
  stale: z.array(staleReason),
});
export type PlannedTask = z.infer<typeof plannedTask>;

/**
 * How a task stands, as the editor shows it on its node: in the active run, or in the newest run that it worked in.
 * Where a run took its outputs from an earlier one, that earlier one is told.
 */
export const taskStanding = z.object({
  taskId: z.string(),
  /** `none`: it has never run, or waits in the active run for what comes before it. */
  state: taskState,
  pipelineRunId: z.string().nullable(),
  try: count,
  /** With its retries; null while the file has errors. */
  maxTries: count.nullable(),
  startedAt: timestamp.nullable(),
  endedAt: timestamp.nullable(),
  waitsFor: z.string().nullable(),
  nextAt: timestamp.nullable(),
  progress: z.number().nullable(),
  reason: z.string().nullable(),
  /** Instances of a map, and how many ended well; null for others. */
  instances: z.object({ total: count, success: count }).nullable(),
  /** Empty: what it made last is what the file would make now, as far as can be told. */
  stale: z.array(staleReason),
});
export type TaskStanding = z.infer<typeof taskStanding>;

const gridCell = z.object({
  taskId: z.string(),
  state: taskState,
  /** Of a map `run` as soon as one of its instances is. */
  part: taskPart,
  startedAt: timestamp.nullable(),
  endedAt: timestamp.nullable(),
  tries: count,
  /** Instances of a map by state; null for others. */
  instances: z.partialRecord(taskState, count).nullable(),
});
export const gridRun = z.object({
  pipelineRunId: z.string(),
  state: pipelineRunState,
  trigger: z.string(),
  logicalAt: timestamp,
  queuedAt: timestamp,
  startedAt: timestamp.nullable(),
  endedAt: timestamp.nullable(),
  definitionHash: z.string(),
  backfillId: count.nullable(),
  /** It failed, and a later run of the whole pipeline, of a backfill one of the same date, ended well. */
  isMadeUpFor: z.boolean(),
  cells: z.array(gridCell),
});
export type GridRun = z.infer<typeof gridRun>;

export const calendarDay = z.object({
  /** `2026-11-28`, in the zone asked for. */
  date: z.string(),
  states: z.partialRecord(pipelineRunState, count),
  /** Times of the schedule still to come. */
  planned: count,
});
export type CalendarDay = z.infer<typeof calendarDay>;

export const definitionVersion = z.object({
  hash: z.string(),
  createdAt: timestamp,
  runs: count,
  lastRunAt: timestamp.nullable(),
  /** It is what the file says now. */
  isCurrent: z.boolean(),
});
export type DefinitionVersion = z.infer<typeof definitionVersion>;

/** A line of two texts compared; the number is null on the side that does not have it. */
export const diffLine = z.object({
  kind: z.enum(['same', 'removed', 'added']),
  from: count.nullable(),
  to: count.nullable(),
  text: z.string(),
});
export type DiffLine = z.infer<typeof diffLine>;

/** What one attempt was given and ran in. */
export const attemptDetail = z.object({
  /** `with`, its templates filled in; null until it was rendered. */
  input: z.unknown(),
  /** The same as the file of that run says it. */
  written: z.unknown(),
  /** The task in the YAML of that run. */
  source: z.string(),
  /** Absolute; files that the attempt left. */
  folder: z.string(),
  files: z.array(z.object({ path: z.string(), size: count })),
  environment: z.object({
    hash: z.string().nullable(),
    python: z.string().nullable(),
    variables: z.record(z.string(), z.string()),
    exitCode: count.nullable(),
    signal: z.string().nullable(),
    pid: count.nullable(),
  }),
  /** Runs of experiments, dataset and model versions that it read or made. */
  lineage: z.array(
    z.object({
      direction: z.enum(['input', 'output']),
      kind: z.string(),
      id: z.string(),
      name: z.string(),
    }),
  ),
  cachedFrom: z.object({ pipelineRunId: z.string(), taskId: z.string() }).nullable(),
});
export type AttemptDetail = z.infer<typeof attemptDetail>;

const textRef = z.union([z.strictObject({ hash: z.string() }), z.strictObject({ file: z.literal(true) })]);

/** Part of `pipelines`. */
export const viewProcedures = {
  /** What `run` with the same words would run, reuse and leave out. */
  previewRun: base
    .input(
      pipelineRef.extend({
        selection: runSelection,
        params: z.record(z.string(), z.unknown()).default({}),
      }),
    )
    .output(z.object({ tasks: z.array(plannedTask) })),
  /** How each task of the file stands: for the nodes of the editor. */
  standing: base
    .input(pipelineRef)
    .output(z.object({ activeRunId: z.string().nullable(), tasks: z.array(taskStanding) })),
  /** Runs and their tasks, the newest run first, without what a single run is looked at for. */
  grid: base
    .input(
      pipelineRef.extend({
        ...page,
        states: z.array(pipelineRunState).optional(),
      }),
    )
    .output(
      z.object({
        runs: z.array(gridRun),
        /** Of the whole runs of the page that ended well, in ms; null without one. */
        medianMs: z.number().nullable(),
        nextPageToken,
      }),
    ),
  /** Days with runs, or with times to come, from one date to another, both included; of all pipelines without names. */
  calendar: base
    .input(
      z.strictObject({
        ...someOrAll,
        fromAt: timestamp,
        untilAt: timestamp,
        timezone: z.string().default('UTC'),
      }),
    )
    .output(z.object({ days: z.array(calendarDay) })),
  /** Texts that runs of the pipeline have run, the newest first. */
  versions: base.input(pipelineRef).output(z.object({ versions: z.array(definitionVersion) })),
  /** The text of a definition, or of the file as it is now. */
  definition: base.input(pipelineRef.extend({ hash: z.string() })).output(z.object({ text: z.string() })),
  compareDefinitions: base
    .input(pipelineRef.extend({ from: textRef, to: textRef }))
    .output(z.object({ lines: z.array(diffLine), added: count, removed: count })),
  attempt: base
    .input(
      z.strictObject({
        pipelineRunId: z.string(),
        taskId: z.string(),
        mapIndex: count.min(-1).optional(),
        try: count.min(1).optional(),
      }),
    )
    .output(attemptDetail),
};
