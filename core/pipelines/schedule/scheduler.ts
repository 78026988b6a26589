import type { EngineEvent } from '#contract/events.ts';
import { errorText, StileError } from '#core/kernel/errors.ts';
import { createTurns } from '#core/kernel/one-at-a-time.ts';
import type { EngineContext } from '#core/store/context.ts';
import { consumeWaiting } from '#core/store/trigger-events.ts';
import type { Alarms } from '#core/kernel/alarms.ts';
import type { AutomatedPipeline, StartRun } from './automation.ts';
import { planBackfill, type BackfillDate, type BackfillRange } from './backfill-plan.ts';
import {
  cancelBackfillInTx,
  createBackfillInTx,
  listBackfills,
  readBackfill,
  type Backfill,
  type BackfillInput,
} from './backfills.ts';
import { pruneEventsInTx } from './consume-triggers.ts';
import { startWhatIsDue, type StartContext } from './start-due.ts';
import { planMissed, type MissedPlan } from './plan-missed.ts';
import { findScheduleRow, nextDueAt, readSpec, syncRows, type ScheduleRow } from './schedule-rows.ts';
import { isTimed } from './spec.ts';
import { createTimetable } from './timetable.ts';
import { createWatch, type Watch } from './watch.ts';

export interface SchedulerOptions<P extends AutomatedPipeline> {
  /** Of the actor that runs of schedules and triggers are put down to. */
  ctx: EngineContext;
  alarms: Alarms;
  /** All pipeline files as they are now, the broken ones too. */
  readPipelines(): Promise<readonly P[]>;
  startRun: StartRun<P>;
  /** Called after the commit with the runs that it made, in the order of starting. */
  begin(pipelineRunIds: readonly string[]): void;
  /** What commits announce: the event hub's. Returns the way to stop. */
  listen(listener: (events: readonly EngineEvent[]) => void): () => void;
  /** Absolute; file triggers that are relative are looked for in here. */
  project: string;
  /** The folder of pipeline files may have changed: before it is read again. Does not fail. */
  onFiles?(): Promise<void>;
  /** How long a file must lie still before it counts as there, in ms (500). */
  settleMs?: number;
}

/** What a pipeline's page shows of its schedule. */
export interface ScheduleStatus {
  isPaused: boolean;
  fileState: ScheduleRow['file_state'];
  /** ms since 1970 UTC */
  nextDueAt: number | null;
  lastLogicalAt: number | null;
}

/** Starts runs by schedules, backfills and facts; one lives as long as its engine. */
export interface Scheduler {
  /** Reads the files, makes up for what was missed, and waits for what is next. */
  start(): Promise<void>;
  /** Looks at everything again: files, clock, rows. Resolves when what is due has been started. */
  refresh(): Promise<void>;
  /** Brings the rows in line with the files, for an engine whose scheduler may not have started; starts nothing. */
  sync(): Promise<void>;
  /** Does work that changes files and rows, between two looks at them. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /** null for a pipeline without schedule and triggers. */
  status(pipeline: string): ScheduleStatus | null;
  /** Nothing starts by itself any more; runs by hand and backfills do. @throws NOT_FOUND */
  pause(ctx: EngineContext, pipeline: string): Promise<ScheduleStatus>;
  /** Makes up for what was missed by the policy of the schedule. @throws NOT_FOUND */
  resume(ctx: EngineContext, pipeline: string): Promise<ScheduleStatus>;
  /** What `resume` would start and leave out; null when the schedule has no times. @throws NOT_FOUND */
  previewResume(pipeline: string): MissedPlan | null;
  /** A dry run. @throws NOT_FOUND, and what `planBackfill` throws */
  previewBackfill(pipeline: string, range: BackfillRange): Promise<BackfillDate[]>;
  /** @throws NOT_FOUND, and what `createBackfillInTx` throws */
  backfill(ctx: EngineContext, pipeline: string, input: BackfillInput): Promise<Backfill>;
  backfills(pipeline: string): Backfill[];
  /** @returns its runs that work or wait, for the caller to cancel. @throws NOT_FOUND, INVALID_STATE */
  cancelBackfill(ctx: EngineContext, backfillId: number, reason: string): Promise<string[]>;
  stop(): Promise<void>;
}

export function createScheduler<P extends AutomatedPipeline>(options: SchedulerOptions<P>): Scheduler {
  const self = createState(options);
  const { ctx } = options;
  const { db } = ctx;
  return {
    start: () => start(self),
    refresh: () => refresh(self),
    sync: () => self.turns(async () => writeRows(self, await options.readPipelines())),
    alone: self.turns,
    status: (pipeline) => {
      const row = findScheduleRow(db, pipeline);
      return row === undefined ? null : rowToStatus(row);
    },
    pause: (caller, pipeline) => setPaused(self, caller, pipeline, true),
    resume: async (caller, pipeline) => {
      await setPaused(self, caller, pipeline, false);
      await look(self);
      return rowToStatus(requireRow(self, pipeline));
    },
    previewResume: (pipeline) => {
      const row = requireRow(self, pipeline);
      const spec = readSpec(row);
      if (spec === null || !isTimed(spec)) return null;
      return planMissed(createTimetable(spec), spec, row.last_fired_at, ctx.clock.now());
    },
    previewBackfill: async (pipeline, range) =>
      planBackfill(db, await findPipeline(self, pipeline), range, ctx.clock.now()),
    backfill: async (caller, pipeline, input) => {
      const found = await findPipeline(self, pipeline);
      const backfillId = await caller.write((tx) => createBackfillInTx(tx, found, input));
      await look(self);
      return readBackfill(db, backfillId);
    },
    backfills: (pipeline) => listBackfills(db, pipeline),
    cancelBackfill: (caller, backfillId, reason) =>
      caller.write((tx) => cancelBackfillInTx(tx, backfillId, reason)),
    stop: () => stop(self),
  };
}

interface State<P extends AutomatedPipeline> extends StartContext<P> {
  options: SchedulerOptions<P>;
  turns: ReturnType<typeof createTurns>;
  watch: Watch;
  stopListening: (() => void) | null;
  takeOffAlarm: (() => void) | null;
  isLookAsked: boolean;
  isRefreshAsked: boolean;
  isStopped: boolean;
  hasReadFiles: boolean;
  /** When old facts were deleted last, ms since 1970 UTC. */
  prunedAt: number;
}

/** After an error that may pass (a full disk), in ms. */
const retryMs = 60_000;

function createState<P extends AutomatedPipeline>(options: SchedulerOptions<P>): State<P> {
  const { ctx, startRun, begin, project, settleMs, onFiles = async () => undefined } = options;
  const state: State<P> = {
    options,
    ctx,
    startRun,
    begin,
    pipelines: new Map<string, P>(),
    turns: createTurns(),
    watch: createWatch({
      ctx,
      project,
      ...(settleMs !== undefined && { settleMs }),
      onPipelines: () => {
        // Reading them may take a second: windows hear of it first.
        void onFiles().finally(() => {
          refreshSoon(state);
        });
      },
      onFact: () => {
        lookSoon(state);
      },
    }),
    stopListening: null,
    takeOffAlarm: null,
    isLookAsked: false,
    isRefreshAsked: false,
    isStopped: false,
    hasReadFiles: false,
    prunedAt: 0,
  };
  return state;
}

async function start<P extends AutomatedPipeline>(self: State<P>): Promise<void> {
  self.stopListening = self.options.listen((events) => {
    if (events.some(({ type }) => type === 'pipeline.changed')) refreshSoon(self);
    else if (events.some(({ type }) => startTypes.has(type))) lookSoon(self);
  });
  const { onFiles = async () => undefined } = self.options;
  await onFiles();
  await refresh(self);
  self.watch.start();
  // What came between the first look and the watch.
  await onFiles();
}

/** What may free a slot or has written a fact. */
const startTypes: ReadonlySet<EngineEvent['type']> = new Set([
  'dataset.changed',
  'alert.changed',
  'pipelineRun.changed',
]);

/** Many commits of one moment are one look. */
function lookSoon<P extends AutomatedPipeline>(self: State<P>): void {
  if (self.isLookAsked || self.isStopped || !self.hasReadFiles) return;
  self.isLookAsked = true;
  void look(self);
}

function refreshSoon<P extends AutomatedPipeline>(self: State<P>): void {
  if (self.isRefreshAsked || self.isStopped) return;
  self.isRefreshAsked = true;
  void refresh(self);
}

function refresh<P extends AutomatedPipeline>(self: State<P>): Promise<void> {
  return takeTurn(self, async () => {
    self.isRefreshAsked = false;
    await readFiles(self);
    await prune(self);
    return startWhatIsDue(self);
  });
}

/** How often old facts are deleted, in ms. */
const pruneEveryMs = 24 * 60 * 60_000;

async function prune<P extends AutomatedPipeline>(self: State<P>): Promise<void> {
  const now = self.ctx.clock.now();
  if (now - self.prunedAt < pruneEveryMs) return;
  const isAll = await self.ctx.write((tx) => {
    tx.unchanged();
    return pruneEventsInTx(tx);
  });
  // What is left goes with the looks to come.
  if (isAll) self.prunedAt = now;
}

/**
 * Looks at the rows alone: before something starts by a time the files are read too. Until they were read once, which is
 * never in an engine that lives for one command, nothing starts.
 */
async function look<P extends AutomatedPipeline>(self: State<P>): Promise<void> {
  if (!self.hasReadFiles) return;
  await takeTurn(self, async () => {
    self.isLookAsked = false;
    return startWhatIsDue(self);
  });
}

/** One after another; what fails is logged and tried again later: a schedule must outlive a full disk. */
function takeTurn<P extends AutomatedPipeline>(self: State<P>, work: () => Promise<number>): Promise<void> {
  return self.turns(async () => {
    if (self.isStopped) return;
    try {
      const lookedAt = await work();
      arm(self, nextDueAt(self.ctx.db, lookedAt));
    } catch (error) {
      self.ctx.logger.error({ err: error, cause: errorText(error) }, 'the scheduler could not do its work');
      if (!self.isStopped) arm(self, self.ctx.clock.now() + retryMs);
    }
  });
}

function arm<P extends AutomatedPipeline>(self: State<P>, at: number | null): void {
  self.takeOffAlarm?.();
  self.takeOffAlarm = null;
  if (at === null || self.isStopped) return;
  self.takeOffAlarm = self.options.alarms.set(at, () => {
    self.takeOffAlarm = null;
    refreshSoon(self);
  });
}

async function readFiles<P extends AutomatedPipeline>(self: State<P>): Promise<void> {
  const pipelines = await self.options.readPipelines();
  self.pipelines = new Map(pipelines.map((pipeline) => [pipeline.name, pipeline]));
  self.hasReadFiles = true;
  await writeRows(self, pipelines);
  await self.watch.follow(listPaths(pipelines));
}

function writeRows<P extends AutomatedPipeline>(self: State<P>, pipelines: readonly P[]): Promise<void> {
  return self.ctx.write((tx) => {
    for (const name of syncRows(tx, pipelines)) tx.emit({ type: 'pipeline.changed', name });
    tx.unchanged();
  });
}

function listPaths(pipelines: readonly AutomatedPipeline[]): string[] {
  const triggers = pipelines.flatMap((pipeline) => pipeline.triggers);
  return [...new Set(triggers.filter(({ kind }) => kind === 'file').map(({ key }) => key))].sort();
}

async function setPaused<P extends AutomatedPipeline>(
  self: State<P>,
  caller: EngineContext,
  pipeline: string,
  isPaused: boolean,
): Promise<ScheduleStatus> {
  await caller.write((tx) => {
    const row = requireRow(self, pipeline);
    if ((row.is_paused === 1) === isPaused) {
      tx.unchanged();
      return;
    }
    tx.db.run(
      'UPDATE pipeline_schedules SET is_paused = ?, updated_at = ? WHERE pipeline = ?',
      Number(isPaused),
      tx.now,
      pipeline,
    );
    const spec = readSpec(row);
    const isDropping = !isPaused && spec !== null && isTimed(spec) && spec.missed === 'none';
    const dropped = isDropping ? consumeWaiting(tx, pipeline, '') : 0;
    tx.record({
      action: isPaused ? 'pipeline.pause' : 'pipeline.resume',
      entityKind: 'pipeline',
      entityId: pipeline,
      before: { isPaused: !isPaused },
      after: { isPaused, ...(dropped > 0 && { droppedEvents: dropped }) },
    });
    tx.emit({ type: 'pipeline.changed', name: pipeline });
  });
  return rowToStatus(requireRow(self, pipeline));
}

async function findPipeline<P extends AutomatedPipeline>(self: State<P>, name: string): Promise<P> {
  const pipelines = await self.options.readPipelines();
  const found = pipelines.find((pipeline) => pipeline.name === name);
  if (found !== undefined) return found;
  throw new StileError('NOT_FOUND', `There is no pipeline "${name}" in this workspace.`, {
    kind: 'pipeline',
    id: name,
  });
}

function requireRow<P extends AutomatedPipeline>({ ctx }: State<P>, pipeline: string): ScheduleRow {
  const row = findScheduleRow(ctx.db, pipeline);
  if (row !== undefined && row.file_state !== 'gone') return row;
  const message = `The pipeline "${pipeline}" has no schedule and no triggers. Give its file one of them.`;
  throw new StileError('NOT_FOUND', message, { kind: 'pipeline', id: pipeline });
}

function rowToStatus(row: ScheduleRow): ScheduleStatus {
  return {
    isPaused: row.is_paused === 1,
    fileState: row.file_state,
    nextDueAt: row.is_paused === 1 ? null : row.next_due_at,
    lastLogicalAt: row.last_logical_at,
  };
}

async function stop<P extends AutomatedPipeline>(self: State<P>): Promise<void> {
  self.isStopped = true;
  self.stopListening?.();
  self.takeOffAlarm?.();
  await self.watch.stop();
  await self.turns(async () => undefined);
}
