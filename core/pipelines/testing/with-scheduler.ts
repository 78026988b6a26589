import { join } from 'node:path';
import type { EngineEvent } from '#contract/events.ts';
import type { Clock } from '#core/kernel/clock.ts';
import { createEmitter } from '#core/kernel/emitter.ts';
import { makeFolders } from '#core/kernel/files.ts';
import { randomIds } from '#core/kernel/ids.ts';
import { silentLogger } from '#core/kernel/logger.ts';
import { hashText } from '#core/store/blobs.ts';
import type { EngineContext } from '#core/store/context.ts';
import { createWriteQueue } from '#core/store/write-queue.ts';
import type { FakeClock } from '#core/testing/fake-clock.ts';
import { withDatabase } from '#core/testing/with-database.ts';
import { testActor } from '#core/testing/with-engine.ts';
import { completeParams } from '../definition/params.ts';
import { parsePipeline } from '../definition/parse-pipeline.ts';
import type { PipelineDefinition } from '../definition/definition.ts';
import { createAlarms } from '#core/kernel/alarms.ts';
import { queueRunInTx } from '../run/queue-run.ts';
import type { RunRow } from '../run/rows.ts';
import type { AutomatedPipeline } from '../schedule/automation.ts';
import { createScheduler, type Scheduler, type SchedulerOptions } from '../schedule/scheduler.ts';
import { buildSchedule, type ScheduleSource } from '../schedule/spec.ts';
import { buildTriggers, type TriggerSource } from '../schedule/trigger-spec.ts';
import { createTestTasks } from './test-tasks.ts';

export interface TestPipeline extends AutomatedPipeline {
  definition: PipelineDefinition;
  text: string;
}

type TestRunRow = RunRow & { backfill_id: number | null; late: number; from_catchup: number; due_at: number };

export interface TestScheduler {
  ctx: EngineContext;
  clock: FakeClock;
  scheduler: Scheduler;
  /** Hears what commits announce. */
  listen: SchedulerOptions<TestPipeline>['listen'];
  /** Where relative file triggers are looked for. */
  project: string;
  /** Ids of runs that were begun, in order. */
  begun: string[];
  /** Puts a pipeline where the next look at the files finds it. */
  set(name: string, what: PipelineParts): void;
  remove(name: string): void;
  runs(pipeline?: string): TestRunRow[];
  /** Ends runs that wait or work, all of them unless ids are given, and lets the scheduler see it. */
  end(state?: 'success' | 'failed' | 'canceled', ids?: readonly string[]): Promise<void>;
  /** A further scheduler on the same database, as after a restart; the one before has to be stopped. */
  another(overrides?: Partial<SchedulerOptions<TestPipeline>>): Scheduler;
}

interface PipelineParts {
  schedule?: ScheduleSource;
  triggers?: TriggerSource[];
  maxActiveRuns?: number;
  isBroken?: boolean;
  /** A param without a default, which no schedule can fill in. */
  needsParam?: boolean;
  comment?: string;
}

/** A scheduler on a real database and a clock that the test moves; its runs are rows that the test ends. */
export function withScheduler<T>(
  fn: (test: TestScheduler) => Promise<T>,
  realClock: Clock | null = null,
): Promise<T> {
  return withDatabase(async ({ connection, clock: fakeClock, paths, folder }) => {
    const clock = realClock ?? fakeClock;
    const emitter = createEmitter<readonly EngineEvent[]>((error) => {
      throw error;
    });
    const queue = createWriteQueue({ connection, clock, announce: (events) => void emitter.emit(events) });
    const project = join(folder, 'project');
    makeFolders(project);
    makeFolders(paths.pipelines);
    const ctx: EngineContext = {
      db: connection,
      write: (write) => queue.write(testActor, write),
      clock,
      ids: randomIds,
      logger: silentLogger,
      paths,
      resources: '',
      actor: testActor,
    };
    const pipelines = new Map<string, TestPipeline>();
    const begun: string[] = [];
    const made: Scheduler[] = [];
    const alarms = createAlarms(clock);
    const another: TestScheduler['another'] = (overrides = {}) => {
      const scheduler = createScheduler<TestPipeline>({
        ctx,
        alarms,
        readPipelines: async () => [...pipelines.values()],
        startRun: (tx, request) => startTestRun(ctx, tx, request),
        begin: (ids) => void begun.push(...ids),
        listen: (listener) => emitter.on(listener),
        project,
        settleMs: 20,
        ...overrides,
      });
      made.push(scheduler);
      return scheduler;
    };
    const scheduler = another();
    const runs: TestScheduler['runs'] = (pipeline) =>
      connection.all<TestRunRow>(
        `SELECT * FROM pipeline_runs WHERE ${pipeline === undefined ? '1' : 'pipeline = ?'} ORDER BY id`,
        ...(pipeline === undefined ? [] : [pipeline]),
      );
    try {
      return await fn({
        ctx,
        clock: fakeClock,
        scheduler,
        listen: (listener) => emitter.on(listener),
        project,
        begun,
        set: (name, what) => void pipelines.set(name, makePipeline(name, what)),
        remove: (name) => void pipelines.delete(name),
        runs,
        end: (state = 'success', ids) => endRuns(ctx, made, state, ids),
        another,
      });
    } finally {
      for (const one of made) await one.stop();
      alarms.stop();
      await queue.drain();
    }
  });
}

const startTestRun = (
  ctx: EngineContext,
  tx: Parameters<SchedulerOptions<TestPipeline>['startRun']>[0],
  { pipeline, trigger, params, facts }: Parameters<SchedulerOptions<TestPipeline>['startRun']>[1],
): string => {
  const { definition, text, name } = pipeline;
  const values = completeParams(name, definition.params, params);
  return queueRunInTx(tx, ctx.ids.runId(), { definition, text, params: values, trigger, facts }).ref
    .pipelineRunId;
};

function makePipeline(name: string, what: PipelineParts): TestPipeline {
  const {
    schedule,
    triggers = [],
    maxActiveRuns = 1,
    isBroken = false,
    needsParam = false,
    comment = '',
  } = what;
  const params = needsParam ? 'params: { path: { type: string } }\n' : '';
  const text = `# ${comment}\nversion: 1\nname: ${name}\n${params}tasks:\n  a: { type: test/echo }\n`;
  const types = new Map(createTestTasks().types.map((type) => [type.name, type]));
  const { definition } = parsePipeline(text, types, name);
  if (definition === null) throw new Error('the pipeline of the test is broken');
  return {
    name,
    definitionHash: hashText(text),
    isBroken,
    schedule: schedule === undefined || isBroken ? null : buildSchedule(schedule),
    triggers: buildTriggers(triggers),
    maxActiveRuns,
    definition,
    text,
  };
}

async function endRuns(
  ctx: EngineContext,
  made: readonly Scheduler[],
  state: string,
  ids?: readonly string[],
): Promise<void> {
  await ctx.write((tx) => {
    const open = tx.db.all<{ uuid: string; pipeline: string }>(
      "SELECT uuid, pipeline FROM pipeline_runs WHERE state NOT IN ('success', 'failed', 'canceled')",
    );
    for (const { uuid, pipeline } of open) {
      if (ids !== undefined && !ids.includes(uuid)) continue;
      tx.db.run('UPDATE pipeline_runs SET state = ?, ended_at = ? WHERE uuid = ?', state, tx.now, uuid);
      tx.emit({ type: 'pipelineRun.changed', pipeline, pipelineRunId: uuid });
    }
    tx.unchanged();
  });
  for (const scheduler of made) await scheduler.refresh();
}
