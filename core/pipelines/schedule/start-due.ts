import { isStileError } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import { consumeWaiting } from '#core/store/trigger-events.ts';
import type { WriteFn } from '#core/store/write-queue.ts';
import type { AutomatedPipeline, StartRun } from './automation.ts';
import {
  cancelBackfillInTx,
  countFreeSlots,
  endBackfillInTx,
  listRunning,
  startNextInTx,
} from './backfills.ts';
import { consumeInTx, listWaiting, mustWait } from './consume-triggers.ts';
import { fireInTx, hasWaitingRun, holdUntimedInTx, skipInTx, startUntimedInTx } from './fire.ts';
import { planMissed, type MissedPlan } from './plan-missed.ts';
import { listDue, planIdle, readSpec, type ScheduleRow } from './schedule-rows.ts';
import { isTimed, type CronSpec, type EverySpec } from './spec.ts';
import { createTimetable, type Timetable } from './timetable.ts';

/** What starting runs needs. */
export interface StartContext<P extends AutomatedPipeline> {
  ctx: EngineContext;
  startRun: StartRun<P>;
  begin(pipelineRunIds: readonly string[]): void;
  /** By name, as the files were read last. */
  pipelines: ReadonlyMap<string, P>;
}

/**
 * Starts all that may start now: times that are due, then facts that wait, then backfills with free slots.
 * @returns when it looked, ms since 1970 UTC
 */
export async function startWhatIsDue<P extends AutomatedPipeline>(self: StartContext<P>): Promise<number> {
  const { ctx } = self;
  await planIdle(ctx);
  const now = ctx.clock.now();
  await Promise.all(listDue(ctx.db, now).map((row) => startDue(self, row)));
  for (const name of listWaiting(ctx.db)) await consume(self, name);
  for (const { id, pipeline } of listRunning(ctx.db)) await advance(self, id, pipeline);
  return now;
}

async function startDue<P extends AutomatedPipeline>(self: StartContext<P>, row: ScheduleRow): Promise<void> {
  const { startRun } = self;
  const [pipeline, spec] = [self.pipelines.get(row.pipeline), readSpec(row)];
  if (pipeline === undefined || spec === null) return;
  if (isTimed(spec)) return startTimed(self, row, pipeline, spec);
  await attempt(
    self,
    (tx) => startUntimedInTx(tx, startRun, { pipeline, spec }),
    (tx, reason) => {
      holdUntimedInTx(tx, pipeline, reason);
    },
  );
}

/** Each time in a write of its own; those of one moment share a commit. */
async function startTimed<P extends AutomatedPipeline>(
  self: StartContext<P>,
  row: ScheduleRow,
  pipeline: P,
  spec: CronSpec | EverySpec,
): Promise<void> {
  const { ctx, startRun } = self;
  if (spec.missed !== 'all' && hasWaitingRun(ctx.db, pipeline.name)) return;
  const timetable = createTimetable(spec);
  const plan = planMissed(timetable, spec, row.last_fired_at, ctx.clock.now());
  if (plan.due.length === 0) return passOver(self, { pipeline, spec, timetable, plan });
  await Promise.all(
    plan.due.map((fire) =>
      attempt(
        self,
        (tx) => fireInTx(tx, startRun, { pipeline, spec, timetable, fire, plan }),
        (tx, reason) => {
          const why = { reason, logicalAt: fire.logicalAt };
          skipInTx(tx, { pipeline, spec, handled: fire.at, why });
        },
      ),
    ),
  );
}

async function passOver<P extends AutomatedPipeline>(
  { ctx }: StartContext<P>,
  facts: { pipeline: P; spec: CronSpec | EverySpec; timetable: Timetable; plan: MissedPlan },
): Promise<void> {
  const { pipeline, spec, timetable, plan } = facts;
  const last = timetable.upTo(ctx.clock.now());
  if (last === null) return;
  const { count, first } = plan.skipped;
  const why = { missed: count, first: first?.logicalAt ?? null, policy: spec.missed };
  await ctx.write((tx) => {
    skipInTx(tx, { pipeline, spec, handled: last.at, why });
  });
}

async function consume<P extends AutomatedPipeline>(self: StartContext<P>, name: string): Promise<void> {
  const pipeline = self.pipelines.get(name);
  if (pipeline === undefined || mustWait(self.ctx.db, pipeline)) return;
  await attempt(
    self,
    (tx) => consumeInTx(tx, self.startRun, pipeline),
    (tx, reason) => {
      const dropped = consumeWaiting(tx, name, '');
      tx.record({
        action: 'pipeline.trigger_drop',
        entityKind: 'pipeline',
        entityId: name,
        after: { reason, events: dropped },
      });
    },
  );
}

async function advance<P extends AutomatedPipeline>(
  self: StartContext<P>,
  id: number,
  name: string,
): Promise<void> {
  const pipeline = self.pipelines.get(name);
  const free = countFreeSlots(self.ctx.db, id);
  if (free === -1) {
    await self.ctx.write((tx) => {
      endBackfillInTx(tx, id);
    });
  }
  if (pipeline === undefined || pipeline.isBroken) return;
  for (let i = 0; i < free; i++) {
    const isGoingOn = await attempt(
      self,
      (tx) => startNextInTx(tx, self.startRun, pipeline, id),
      (tx, reason) => {
        cancelBackfillInTx(tx, id, reason);
      },
    );
    if (!isGoingOn) return;
  }
}

/**
 * Makes a run and begins it. What says no by a reason of its own (a param without a value) will say so every time, so
 * `onRefused` writes down that it was; all else is the caller's to try again.
 * @returns whether the write went through
 */
async function attempt<P extends AutomatedPipeline>(
  { ctx, begin }: StartContext<P>,
  make: WriteFn<string | null>,
  onRefused: (tx: Parameters<WriteFn<void>>[0], reason: string) => void,
): Promise<boolean> {
  try {
    const pipelineRunId = await ctx.write(make);
    if (pipelineRunId !== null) begin([pipelineRunId]);
    return true;
  } catch (error) {
    if (!isStileError(error) || !refusals.has(error.code)) throw error;
    ctx.logger.warn({ cause: error.message }, 'a pipeline could not be started by itself');
    await ctx.write((tx) => {
      onRefused(tx, error.message);
    });
    return false;
  }
}

const refusals: ReadonlySet<string> = new Set([
  'INVALID_ARGUMENT',
  'INVALID_INPUT',
  'PIPELINE_INVALID',
  'NOT_FOUND',
]);
