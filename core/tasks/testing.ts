import type { EngineContext } from '#core/store/context.ts';
import type { TaskContext } from './task-type.ts';

/** What an attempt of a task gets, for tests of types that run no program. */
export function createTestTaskContext(
  engine: EngineContext,
  folder: string,
  overrides: Partial<TaskContext> = {},
): TaskContext {
  return {
    engine,
    signal: new AbortController().signal,
    pipeline: 'predict',
    pipelineRunId: 'run-1',
    taskId: 'generate_data',
    mapIndex: -1,
    item: null,
    try: 1,
    run: { logicalAt: 0, intervalStart: 0, intervalEnd: 0, params: {}, trigger: 'manual' },
    upstream: {},
    children: [],
    project: folder,
    env: {},
    python: null,
    isResumed: false,
    decision: null,
    folder,
    exec: () => Promise.reject(new Error('this test has no supervisor')),
    flow: () => undefined,
    log: () => undefined,
    progress: () => undefined,
    ...overrides,
  };
}
