import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import { invalidArgument, StileError } from '#core/kernel/errors.ts';
import {
  defineTaskType,
  TaskAwaitsDecision,
  TaskDeferred,
  TaskFailedForGood,
  TaskSkipped,
  type TaskType,
} from '#core/tasks/index.ts';

/** Lets tests hold tasks and let them go, and see which ran. */
export interface TestTasks {
  types: TaskType[];
  /** `id try` in the order of starting */
  started: string[];
  /** When each try worked, as the task itself saw it: its rows are written later on a busy machine. */
  spans: { taskId: string; from: number; to: number }[];
  /** How many ran at the same time at most. */
  readonly mostAtOnce: number;
  /** Lets a task of the type test/hold end. */
  release(taskId: string): void;
  /** Resolves when a task has started so many times. */
  whenStarted(taskId: string, times?: number): Promise<void>;
}

/** Kinds of tasks that do what a test wants: echo, hold, fail, skip, flaky, stubborn. */
export function createTestTasks(): TestTasks {
  const started: string[] = [];
  const spans: TestTasks['spans'] = [];
  const held = new Map<string, PromiseWithResolvers<void>>();
  const waiting: { taskId: string; times: number; resolve(): void }[] = [];
  let [running, mostAtOnce] = [0, 0];
  const gate = (taskId: string): PromiseWithResolvers<void> => {
    const known = held.get(taskId) ?? Promise.withResolvers<void>();
    held.set(taskId, known);
    return known;
  };
  const countOf = (taskId: string): number =>
    started.filter((entry) => entry.startsWith(`${taskId} `)).length;
  const watched = (type: TaskType): TaskType => ({
    ...type,
    run: async (task, input) => {
      const from = performance.now();
      started.push(`${task.taskId} ${task.try}`);
      mostAtOnce = Math.max(mostAtOnce, ++running);
      for (const { taskId, times, resolve } of waiting) if (countOf(taskId) >= times) resolve();
      try {
        return await type.run(task, input);
      } finally {
        running--;
        spans.push({ taskId: task.taskId, from, to: performance.now() });
      }
    },
  });
  return {
    types: [...plainTypes, ...decidingTypes, holdType(gate)].map(watched),
    started,
    spans,
    get mostAtOnce() {
      return mostAtOnce;
    },
    release: (taskId) => {
      gate(taskId).resolve();
    },
    whenStarted: (taskId, times = 1) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      if (countOf(taskId) >= times) resolve();
      waiting.push({ taskId, times, resolve });
      return promise;
    },
  };
}

function holdType(gate: (taskId: string) => PromiseWithResolvers<void>): TaskType {
  return defineTaskType({
    name: 'test/hold',
    description: 'Works until the test lets it go, or it is told to end',
    with: z.strictObject({}),
    outputs: [],
    run: async ({ taskId, signal, progress, log }) => {
      progress(0.5);
      log('half way');
      const told = Promise.withResolvers<never>();
      signal.addEventListener('abort', () => told.reject(signal.reason as Error), { once: true });
      await Promise.race([gate(taskId).promise, told.promise]);
      return {};
    },
  });
}

const plainTypes: TaskType[] = [
  defineTaskType({
    name: 'test/echo',
    description: 'Gives back what it was given',
    with: z.strictObject({
      text: z.string().optional(),
      count: z.number().int().min(1).max(100).optional(),
      flag: z.boolean().optional(),
      list: z.array(z.string()).optional(),
      mode: z.enum(['fast', 'slow']).optional(),
    }),
    outputs: ['value', 'input', 'nested'],
    run: async ({ log }, input) => {
      log(`echo ${JSON.stringify(input)}`);
      return {
        value: input.text ?? input.count ?? null,
        input: JSON.stringify(input),
        nested: { deep: [1] },
      };
    },
  }),
  defineTaskType({
    name: 'test/fail',
    description: 'Fails',
    with: z.strictObject({ code: z.enum(['plain', 'final', 'stile']).default('plain') }),
    outputs: [],
    run: async (_task, { code }) => {
      if (code === 'final') throw invalidArgument('x', 1, 'it is wrong', 'Give 2.');
      if (code === 'stile')
        throw new StileError('NOT_FOUND', 'There is no model "m".', { kind: 'model', id: 'm' });
      throw new Error('it broke');
    },
  }),
  defineTaskType({
    name: 'test/skip',
    description: 'Finds nothing to do',
    with: z.strictObject({}),
    outputs: ['value'],
    run: async () => {
      throw new TaskSkipped('nothing new', 'exit_code');
    },
  }),
  defineTaskType({
    name: 'test/flaky',
    description: 'Ends well at the given try',
    with: z.strictObject({ at: z.number().int() }),
    outputs: ['tries'],
    run: async ({ try: attempt }, { at }) => {
      if (attempt < at) throw new Error(`try ${attempt} broke`);
      return { tries: attempt };
    },
  }),
  defineTaskType({
    name: 'test/stubborn',
    description: 'Does not listen when it is told to end',
    with: z.strictObject({ ms: z.number() }),
    outputs: [],
    run: async (_task, { ms }) => {
      await wait(ms);
      return {};
    },
  }),
];

/** Kinds of tasks that decide on others, ask, or wait. */
const decidingTypes: TaskType[] = [
  defineTaskType({
    name: 'test/branch',
    description: 'Chooses among the tasks after it',
    with: z.strictObject({ choose: z.array(z.string()) }),
    outputs: ['chosen'],
    controlsFlow: 'branch',
    run: async ({ flow }, { choose }) => {
      flow({ kind: 'branch', chosen: choose });
      return { chosen: choose };
    },
  }),
  defineTaskType({
    name: 'test/ask',
    description: 'Asks a person',
    with: z.strictObject({}),
    outputs: ['by'],
    run: async ({ decision }) => {
      if (decision === null) throw new TaskAwaitsDecision('Shall it go live?');
      if (!decision.isApproved) throw new TaskFailedForGood(decision.reason);
      return { by: decision.by };
    },
  }),
  defineTaskType({
    name: 'test/code',
    description: 'Has code of the user',
    with: z.strictObject({ file: z.string() }),
    outputs: [],
    codeFiles: (input) => [(input as { file: string }).file.trim()],
    run: async () => ({}),
  }),
  defineTaskType({
    name: 'test/read',
    description: 'Reads a dataset that its with names',
    with: z.strictObject({ dataset: z.string() }),
    outputs: [],
    readsDatasets: ({ dataset }) => [dataset],
    run: async () => ({}),
  }),
  defineTaskType({
    name: 'test/appear',
    description: 'Waits until a file is there',
    with: z.strictObject({ file: z.string() }),
    outputs: [],
    run: async ({ log }, { file }) => {
      log('looks');
      if (!existsSync(file))
        throw new TaskDeferred({ file: { path: file, stamp: null } }, `the file ${file}`);
      return {};
    },
  }),
];
