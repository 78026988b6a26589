import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import * as z from 'zod';
import type { Actor } from '#contract/entities.ts';
import { openEngine, type Engine } from '#core/engine.ts';
import { systemClock } from '#core/kernel/clock.ts';
import { boundYoungGeneration } from '#core/kernel/young-generation.ts';
import { defineTaskType } from '#core/tasks/index.ts';
import type { Bench, BenchRow } from '#core/testing/bench-types.ts';
import { testActor, testEngineOptions } from '#core/testing/with-engine.ts';
import { parsePipeline } from './definition/parse-pipeline.ts';
import { noPrograms } from './testing/no-programs.ts';
import { noPythons } from './testing/no-pythons.ts';
import { testPlatform } from './testing/test-platform.ts';
import { createPipelineRunner, type PipelineRunner } from './pipeline-runner.ts';

const noop = defineTaskType({
  name: 'bench/noop',
  description: 'Does nothing',
  with: z.strictObject({ n: z.number().optional() }),
  outputs: ['n'],
  run: async (_task, { n = 0 }) => ({ n }),
});
const code = defineTaskType({
  ...{
    name: 'bench/code',
    description: 'Does nothing, and has code',
    with: z.strictObject({ n: z.number() }),
  },
  outputs: [],
  codeFiles: (input, project) => {
    const file = join(project, `code${(input as { n: number }).n}.py`);
    if (!existsSync(file)) writeFileSync(file, 'print(1)\n');
    return [file];
  },
  run: async () => ({}),
});
const types = new Map([[noop.name, noop]]);
const rounds = 5;

/** What the runner adds to tasks that do nothing, and how fast files are checked. */
export const bench: Bench = {
  name: 'pipelines',
  run: async ({ folder }) => {
    // As an engine does that stays: memory is part of what is measured.
    const stopBounding = boundYoungGeneration();
    const engine = await openEngine({ ...testEngineOptions(join(folder, 'w')), clock: systemClock });
    const contextFor = (actor: Actor): Engine['ctx'] => engine.rpcContext(actor).engine;
    const runner = createPipelineRunner({
      contextFor,
      taskTypes: [noop, code],
      platform: testPlatform(),
      env: process.env,
      supervisor: noPrograms,
      pythons: noPythons,
      listen: engine.hub.listen,
      project: folder,
      slots: 8,
    });
    const rows = [
      await measureRun(engine, runner, { name: 'fan', tasks: 400, text: fan(400) }),
      await measureRun(engine, runner, { name: 'chain', tasks: 40, text: chain(40) }),
      measureCheck(1000),
      await measureValidation(engine, 500),
      ...(await measureStanding(engine, runner)),
      ...(await measureBig(engine, runner)),
    ];
    await runner.stop();
    await engine.stop();
    stopBounding();
    return rows;
  },
};

interface Case {
  name: string;
  tasks: number;
  text: string;
}

async function measureRun(
  engine: Engine,
  runner: PipelineRunner,
  { name, tasks, text }: Case,
): Promise<BenchRow> {
  const ctx = engine.rpcContext(testActor).engine;
  writeFileSync(join(ctx.paths.pipelines, `${name}.yaml`), `version: 1\nname: ${name}\n${text}`);
  const times: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const start = performance.now();
    const { pipelineRunId } = await runner.run(ctx, { name });
    const { state } = await runner.waitRun(ctx, { pipelineRunId });
    if (state !== 'success') throw new Error(`${name} ended as ${state}`);
    times.push(performance.now() - start);
  }
  // The first round also prepares the statements.
  const ms = median(times.slice(1)) / tasks;
  const budget =
    name === 'fan'
      ? { budget: '< 2.5 ms: 400 in a second', ok: ms < 2.5 }
      : { budget: '< 10 ms', ok: ms < 10 };
  return { case: `${tasks} tasks that do nothing, ${name}: each`, value: ms, unit: 'ms', ...budget };
}

/**
 * It is asked after every event: of 500 tasks, with a file among many. In a pipeline of as many other tasks each of
 * which runs code, too.
 */
async function measureStanding(engine: Engine, runner: PipelineRunner): Promise<BenchRow[]> {
  const ctx = engine.rpcContext(testActor).engine;
  const write = (name: string, text: string): void => {
    writeFileSync(join(ctx.paths.pipelines, `${name}.yaml`), `version: 1\nname: ${name}\n${text}`);
  };
  for (let n = 0; n < 50; n++) write(`other${n}`, fan(20));
  const rows: BenchRow[] = [];
  for (const [name, text] of Object.entries({ standing: chain(500), code: coded(500) })) {
    write(name, text);
    for (let run = 0; run < 2; run++) {
      const { pipelineRunId } = await runner.run(ctx, { name });
      await runner.waitRun(ctx, { pipelineRunId });
    }
    const ask = async (): Promise<number> => {
      const start = performance.now();
      const { tasks } = await runner.standing(ctx, { name });
      if (tasks.some(({ state, stale }) => state !== 'success' || stale.length > 0))
        throw new Error('it is stale');
      return performance.now() - start;
    };
    await ask();
    const times: number[] = [];
    for (let round = 0; round < 9; round++) times.push(await ask());
    const value = median(times);
    const budget = { budget: '< 100 ms', ok: value < 100 };
    rows.push({
      case: `how 500 tasks stand, ${name === 'code' ? 'each with code of its own' : 'a chain'}`,
      value,
      unit: 'ms',
      ...budget,
    });
  }
  return rows;
}

function coded(tasks: number): string {
  const lines = Array.from({ length: tasks }, (_, n) => `  t${n}: { type: bench/code, with: { n: ${n} } }`);
  return `tasks:\n${lines.join('\n')}\n`;
}

const [layers, wide] = [100, 100];

/** One run of 10,000 tasks, and what the process grows by meanwhile. */
async function measureBig(engine: Engine, runner: PipelineRunner): Promise<BenchRow[]> {
  const ctx = engine.rpcContext(testActor).engine;
  writeFileSync(join(ctx.paths.pipelines, 'big.yaml'), `version: 1\nname: big\n${layered()}`);
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 20);
  const start = performance.now();
  const { pipelineRunId } = await runner.run(ctx, { name: 'big' });
  const { state, tasks } = await runner.waitRun(ctx, { pipelineRunId, maxWaitMs: 600_000 });
  const seconds = (performance.now() - start) / 1000;
  clearInterval(watch);
  most = Math.max(most, process.memoryUsage.rss());
  if (state !== 'success' || tasks.length !== layers * wide) throw new Error(`big ended as ${state}`);
  const megabytes = (most - before) / 2 ** 20;
  return [
    { case: `${tasks.length} tasks that do nothing, each after two`, value: seconds, unit: 's' },
    {
      case: '... memory more than an engine that has worked',
      value: megabytes,
      unit: 'MB',
      budget: '< 200 MB',
      ok: megabytes < 200,
    },
  ];
}

function layered(): string {
  const lines = Array.from({ length: layers * wide }, (_, n) => {
    const layer = Math.floor(n / wide);
    const needs = [n % wide, (n + 1) % wide].map((m) => `t${(layer - 1) * wide + m}`);
    const after = layer === 0 ? '' : `, needs: [${needs.join(', ')}]`;
    return `  t${n}: { type: bench/noop, with: { n: ${n} }${after} }`;
  });
  return `tasks:\n${lines.join('\n')}\n`;
}

function measureCheck(tasks: number): BenchRow {
  const text = `version: 1\nname: big\n${chain(tasks)}`;
  const times = Array.from({ length: rounds + 1 }, () => {
    const start = performance.now();
    if (parsePipeline(text, types, 'big').definition === null) throw new Error('the file is wrong');
    return performance.now() - start;
  });
  return { case: `a file of ${tasks} tasks, read and checked`, value: median(times.slice(1)), unit: 'ms' };
}

/** As an editor asks after each pause in typing: the text, its surroundings and this machine. */
async function measureValidation(engine: Engine, tasks: number): Promise<BenchRow> {
  const client = engine.createClient(testActor);
  const lines = Array.from({ length: tasks }, (_, n) => {
    const needs = n === 0 ? '' : `\n    needs: [t${n - 1}]`;
    return `  t${n}:\n    type: shell${needs}\n    retries: 2\n    with:\n      command: echo {{ params.word }} ${n}\n`;
  });
  const text = `version: 1\nname: typed\nparams: { word: { type: string, default: a } }\ntriggers: [ { dataset: none } ]\ntasks:\n${lines.join('')}`;
  const [bare, whole]: [number[], number[]] = [[], []];
  for (let round = 0; round < 4 * rounds; round++) {
    let start = performance.now();
    parseDocument(text);
    bare.push(performance.now() - start);
    start = performance.now();
    const { problems } = await client.pipelines.validate({ name: 'typed', text });
    whole.push(performance.now() - start);
    if (problems.length !== 1) throw new Error(`${problems.length} problems, not the one of the trigger`);
  }
  const [value, reference] = [median(whole.slice(rounds)), median(bare.slice(rounds))];
  return {
    case: `a file of ${tasks} tasks, validated`,
    ...{ value, reference, unit: 'ms' },
    ...{ budget: 'at most 3 times a bare parse of its YAML', ok: value <= 3 * reference },
  };
}

function fan(tasks: number): string {
  const lines = Array.from({ length: tasks }, (_, n) => `  t${n}: { type: bench/noop, with: { n: ${n} } }`);
  return `tasks:\n${lines.join('\n')}\n`;
}

/** Each takes the output of the one before. */
function chain(tasks: number): string {
  const lines = Array.from({ length: tasks }, (_, n) => {
    const before =
      n === 0 ? '' : `\n    needs: [t${n - 1}]\n    with: { n: "{{ tasks.t${n - 1}.outputs.n }}" }`;
    return `  t${n}:\n    type: bench/noop${before}`;
  });
  return `tasks:\n${lines.join('\n')}\n`;
}

function median(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
