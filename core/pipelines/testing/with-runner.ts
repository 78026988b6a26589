import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '#contract/entities.ts';
import type { PipelineRun } from '#contract/pipelines.ts';
import { systemClock } from '#core/kernel/clock.ts';
import type { EngineContext } from '#core/store/context.ts';
import { withEngine, testActor, type TestEngine } from '#core/testing/with-engine.ts';
import { createPipelineRunner, type PipelineRunner } from '../pipeline-runner.ts';
import type { PipelineRunnerOptions } from '../runner-parts.ts';
import { noPythons } from './no-pythons.ts';
import { testPlatform } from './test-platform.ts';
import { noPrograms } from './no-programs.ts';
import { createTestTasks, type TestTasks } from './test-tasks.ts';

export interface TestRunner extends TestEngine {
  ctx: EngineContext;
  runner: PipelineRunner;
  tasks: TestTasks;
  /** Writes `<name>.yaml`: `body` is what comes after version and name. */
  file(name: string, body: string): void;
  /** Runs a pipeline to its end. */
  finish(name: string, params?: Record<string, unknown>): Promise<PipelineRun>;
  /** A further runner on the same workspace, as after a restart. */
  another(options?: Partial<PipelineRunnerOptions>): PipelineRunner;
}

/** A runner of its own with the test's kinds of tasks, on a real engine with the real time. */
export function withRunner<T>(
  fn: (test: TestRunner) => Promise<T>,
  options: Partial<PipelineRunnerOptions> = {},
): Promise<T> {
  return withEngine(
    async (test) => {
      const tasks = createTestTasks();
      const contextFor = (actor: Actor): EngineContext => test.engine.rpcContext(actor).engine;
      const make = (more: Partial<PipelineRunnerOptions> = {}): PipelineRunner =>
        createPipelineRunner({
          contextFor,
          taskTypes: tasks.types,
          platform: testPlatform(),
          env: process.env,
          supervisor: noPrograms,
          pythons: noPythons,
          listen: test.engine.hub.listen,
          project: test.folder,
          ...options,
          ...more,
        });
      const [runner, ctx] = [make(), contextFor(testActor)];
      const finish = async (name: string, params: Record<string, unknown> = {}): Promise<PipelineRun> => {
        const { pipelineRunId } = await runner.run(ctx, { name, params });
        return runner.waitRun(ctx, { pipelineRunId });
      };
      const file = (name: string, body: string): void => {
        writeFileSync(join(ctx.paths.pipelines, `${name}.yaml`), `version: 1\nname: ${name}\n${body}`);
      };
      try {
        return await fn({ ...test, ctx, runner, tasks, file, finish, another: make });
      } finally {
        await runner.stop();
      }
    },
    { clock: systemClock },
  );
}

/** `a: success, b: failed` */
export function statesOf(run: PipelineRun): string {
  return run.tasks.map(({ taskId, state }) => `${taskId}: ${state}`).join(', ');
}

/** Tasks that run next to each other until the test lets them go. */
export function holds(...ids: string[]): string {
  return `tasks:\n${ids.map((id) => `  ${id}: { type: test/hold }\n`).join('')}`;
}
