import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Actor } from '#contract/entities.ts';
import { openEngine, type Engine } from '#core/engine.ts';
import { systemClock } from '#core/kernel/clock.ts';
import { silentLogger } from '#core/kernel/logger.ts';
import { createSupervisor, type Supervisor } from '#core/processes/supervisor/supervisor.ts';
import { defineTaskType } from '#core/tasks/index.ts';
import type { Bench, BenchRow } from '#core/testing/bench-types.ts';
import { testActor, testEngineOptions } from '#core/testing/with-engine.ts';
import { noPythons } from './testing/no-pythons.ts';
import { testPlatform } from './testing/test-platform.ts';
import { createPipelineRunner, type PipelineRunner } from './pipeline-runner.ts';

const program = defineTaskType({
  name: 'bench/program',
  description: 'Runs a program that does nothing',
  with: z.strictObject({ command: z.string(), args: z.array(z.string()) }),
  outputs: 'any',
  isProcess: true,
  run: async ({ exec }, plan) => (await exec(plan)).outputs,
});

const [chainLength, fanSize, width, rounds] = [40, 400, 8, 5];

/** What running programs costs beside a plain loop that starts them, in the same run. */
export const bench: Bench = {
  name: 'programs',
  run: async ({ folder, dist }) => {
    const file = join(dist, 'supervisor.cjs');
    const supervisor = createSupervisor({
      ...{ platform: testPlatform(), env: process.env, clock: systemClock, logger: silentLogger, file },
    });
    const engine = await openEngine({ ...testEngineOptions(join(folder, 'w')), clock: systemClock });
    const runner = createPipelineRunner({
      contextFor: (actor: Actor) => engine.rpcContext(actor).engine,
      taskTypes: [program],
      platform: testPlatform(),
      env: process.env,
      supervisor,
      pythons: noPythons,
      listen: engine.hub.listen,
      project: folder,
      slots: width,
      minFreeBytes: 0,
    });
    const rows = [
      await measureChain(engine, runner),
      ...(await measureFan({ engine, runner, supervisor, folder })),
    ];
    await runner.stop();
    await engine.stop();
    return rows;
  },
};

interface Command {
  command: string;
  args: string[];
}

/** Python itself, not what chooses one: that takes longer than the interpreter does. */
function findInterpreter(): Command & { name: string } {
  try {
    const found = execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' });
    return { name: 'Python', command: found.trim(), args: ['-c', 'pass'] };
  } catch {
    return { name: 'no Python here, true', command: 'true', args: [] };
  }
}

/** Rounds of both alternate, so that whatever else the machine does meets both. */
async function measureChain(engine: Engine, runner: PipelineRunner): Promise<BenchRow> {
  const { name, command, args } = findInterpreter();
  writePipeline(engine, 'chain', { command, args }, chainLength, true);
  await finish(engine, runner, 'chain');
  const [ours, plain]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    ours.push(await time(() => finish(engine, runner, 'chain')));
    plain.push(await time(() => loop({ command, args }, chainLength, 1)));
  }
  const [value, reference] = [median(ours) / chainLength, median(plain) / chainLength];
  return {
    case: `a chain of ${chainLength} programs (${name}), each, median of ${rounds}`,
    value,
    reference,
    unit: 'ms',
    budget: 'less than 10 ms more',
    ok: value - reference < 10,
  };
}

interface FanPlace {
  engine: Engine;
  runner: PipelineRunner;
  supervisor: Supervisor;
  folder: string;
}

async function measureFan({ engine, runner, supervisor, folder }: FanPlace): Promise<BenchRow[]> {
  const nothing = { command: '/bin/true', args: [] };
  writePipeline(engine, 'fan', nothing, fanSize, false);
  await finish(engine, runner, 'fan');
  const [ours, bare, plain]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < rounds; round++) {
    ours.push(await time(() => finish(engine, runner, 'fan')));
    const place = join(folder, `bare-${round}`);
    mkdirSync(place);
    bare.push(await time(() => supervise(supervisor, place, fanSize)));
    plain.push(await time(() => loop(nothing, fanSize, width)));
  }
  const reference = median(plain);
  const row = (what: string, times: readonly number[]): BenchRow => {
    const value = median(times);
    return {
      case: `${what}, median of ${rounds}`,
      value,
      reference,
      unit: 'ms',
      budget: '< 1 s',
      ok: value < 1000,
    };
  };
  return [
    row(`${fanSize} programs that do nothing, ${width} at once, through the supervisor`, bare),
    row('... as tasks of a pipeline', ours),
  ];
}

/** What a script would do without any of this: start, wait, start the next. */
async function loop({ command, args }: Command, count: number, atOnce: number): Promise<void> {
  let left = count;
  const work = async (): Promise<void> => {
    while (left-- > 0) {
      await new Promise<void>((resolve, reject) => {
        spawn(command, args, { stdio: 'ignore' })
          .once('error', reject)
          .once('exit', () => {
            resolve();
          });
      });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

async function supervise(supervisor: Supervisor, folder: string, count: number): Promise<void> {
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < count) {
      const id = `${folder}/${next++}`;
      const job = {
        id,
        command: '/bin/true',
        args: [],
        cwd: folder,
        env: {},
        folder: id,
        logFile: `${id}.log`,
      };
      const started = await supervisor.start({ ...job, onEngineExit: 'kill' });
      await supervisor.ended({ id, folder: id, ...started });
    }
  };
  await Promise.all(Array.from({ length: width }, work));
}

function writePipeline(engine: Engine, name: string, work: Command, count: number, isChain: boolean): void {
  const lines = Array.from({ length: count }, (_, n) => {
    const needs = isChain && n > 0 ? `, needs: [t${n - 1}]` : '';
    return `  t${n}: { type: bench/program, with: ${JSON.stringify(work)}${needs} }`;
  });
  const text = `version: 1\nname: ${name}\ntasks:\n${lines.join('\n')}\n`;
  writeFileSync(join(engine.rpcContext(testActor).engine.paths.pipelines, `${name}.yaml`), text);
}

async function finish(engine: Engine, runner: PipelineRunner, name: string): Promise<void> {
  const ctx = engine.rpcContext(testActor).engine;
  const { pipelineRunId } = await runner.run(ctx, { name });
  const { state, reason } = await runner.waitRun(ctx, { pipelineRunId });
  if (state !== 'success') throw new Error(`${name} ended as ${state}: ${reason ?? ''}`);
}

async function time(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[times.length >> 1] ?? NaN;
}
