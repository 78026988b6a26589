import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { systemClock } from '#core/kernel/clock.ts';
import { silentLogger } from '#core/kernel/logger.ts';
import { createSupervisor } from '#core/processes/supervisor/supervisor.ts';
import { createPython } from '#core/python/index.ts';
import { withFolder } from '#core/testing/with-engine.ts';
import type { PipelineRunnerOptions } from '../runner-parts.ts';
import { createGeneralTaskTypes } from '../types/general-types.ts';
import { testPlatform } from './test-platform.ts';
import { createTestTasks } from './test-tasks.ts';
import { withRunner, type TestRunner } from './with-runner.ts';

export interface TestPrograms extends TestRunner {
  /** The project's folder. */
  project: string;
  /** Puts a file into the project. */
  write(path: string, text: string): void;
}

/** A runner with the kinds of tasks that run programs, on a real supervisor, in a project of its own. */
export function withPrograms<T>(
  fn: (test: TestPrograms) => Promise<T>,
  { env = process.env, ...options }: Partial<PipelineRunnerOptions> = {},
): Promise<T> {
  return withFolder(async (folder) => {
    const platform = testPlatform();
    const project = join(folder, 'project');
    mkdirSync(project);
    const own = { ...env, STILE_PYTHON_ENVS: join(folder, 'envs') };
    const pythons = createPython({
      ...{ platform, env: own, clock: systemClock, logger: silentLogger, home: folder, project },
      resources: join(import.meta.dirname, '..', '..', '..', 'resources'),
      machine: `${platform}-${process.arch}`,
      onChange: () => undefined,
    });
    const started: { test: TestRunner | null } = { test: null };
    const taskTypes = [
      ...createTestTasks().types,
      ...createGeneralTaskTypes({
        ...{ platform, env: own, pythons },
        starter: {
          run: (...call) =>
            started.test?.runner.run(...call) ?? Promise.reject(new Error('the runner is not there yet')),
        },
      }),
    ];
    const supervisor = createSupervisor({ platform, env: own, clock: systemClock, logger: silentLogger });
    try {
      return await withRunner(
        (test) => {
          started.test = test;
          const write = (path: string, text: string): void => {
            mkdirSync(dirname(join(project, path)), { recursive: true });
            writeFileSync(join(project, path), text);
          };
          return fn({ ...test, project, write });
        },
        { taskTypes, supervisor, pythons, project, env: own, minFreeBytes: 0, ...options },
      );
    } finally {
      await pythons.stop();
    }
  });
}

/** Outputs of the last attempt of a task. */
export function outputsOf(
  run: { tasks: readonly { taskId: string; attempts: readonly { outputs: Record<string, unknown> }[] }[] },
  taskId: string,
): Record<string, unknown> {
  return run.tasks.find((task) => task.taskId === taskId)?.attempts.at(-1)?.outputs ?? {};
}

/** Why the last attempt of a task ended as it did. */
export function reasonOf(
  run: { tasks: readonly { taskId: string; attempts: readonly { reason: string | null }[] }[] },
  taskId: string,
): string {
  return run.tasks.find((task) => task.taskId === taskId)?.attempts.at(-1)?.reason ?? '';
}
