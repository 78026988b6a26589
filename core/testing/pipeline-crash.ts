import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { RunSelection } from '#contract/pipeline-views.ts';
import { buildWorkspacePaths } from '#core/kernel/workspace-paths.ts';
import { findAttempts, listProcesses, waitUntilNone, type SeenProcess } from './attempt-processes.ts';
import type { CrashEngineOpened } from './pipeline-crash-engine.ts';
import { checkCrashedRun, checkScheduledRuns, type CrashTarget } from './pipeline-crash-check.ts';
import { makeCrashGraph, tickingPipeline, type CrashGraph } from './pipeline-crash-graphs.ts';
import { startTestProcess, type TestProcess } from './processes.ts';
import { createRandom, type Random } from './random.ts';

/** What is killed: the engine, its supervisor, a program of a task, or all of them at once. */
export interface CrashTrial {
  /** Where the workspace is made. */
  workspace: string;
  points: number;
  seed: number;
  /** `dist/supervisor.cjs`, or empty for the source. */
  supervisorFile: string;
}

export interface CrashFigures {
  points: number;
  /** Kills that met the run under way. */
  inWork: number;
  interrupted: number;
  retried: number;
  scheduledRuns: number;
  /** From a kill to the moment when nothing runs that was to end with it, in ms. */
  deadMs: Spread;
  /** From the start of the next engine, its code loaded, to correct states, in ms. */
  correctMs: Spread;
  seconds: number;
}

interface Spread {
  median: number;
  most: number;
}

const targets: readonly CrashTarget[] = ['engine', 'supervisor', 'task', 'all'];
/** What dies with its engine is dead after so long, and what is left of a run is gone. */
const deathMs = 1000;
/** Nothing that is lost is still said to run after so long. */
const stateMs = 2000;

/**
 * Runs random pipelines of programs, each once in peace and once with a kill somewhere in it, on one workspace. Throws
 * when the second does not end as the first, when a result is lost, anything is left running, or a date runs twice.
 */
export async function runCrashTrial(trial: CrashTrial): Promise<CrashFigures> {
  const began = performance.now();
  const random = createRandom(trial.seed);
  const sums = { inWork: 0, interrupted: 0, retried: 0 };
  const [dead, correct]: [number[], number[]] = [[], []];
  writePipeline(trial.workspace, 'tick', tickingPipeline);
  let engine = await openCrashEngine(trial);
  for (let point = 0; point < trial.points; point++) {
    const target = targets[point % targets.length] ?? 'engine';
    try {
      const ledger = join(trial.workspace, `ledger-${point}.txt`);
      const graph = makeCrashGraph(random, ledger);
      const done = await disturbRun({ trial, engine, point, target, graph, random });
      engine = done.engine;
      if (done.deadMs !== null) dead.push(done.deadMs);
      if (done.correctMs !== null) correct.push(done.correctMs);
      if (done.isInWork) sums.inWork++;
      const found = checkCrashedRun({
        ...done,
        workspace: trial.workspace,
        ledger,
        target,
        adopted: graph.adopted,
      });
      sums.interrupted += found.interrupted;
      sums.retried += found.retried;
    } catch (error) {
      await engine.process.kill();
      const place = `point ${point} (${target}) with seed ${trial.seed}, in ${trial.workspace}`;
      throw new Error(`${error instanceof Error ? error.message : String(error)}; ${place}`, {
        cause: error,
      });
    }
  }
  await engine.process.end();
  const scheduledRuns = checkScheduledRuns(trial.workspace);
  const seconds = (performance.now() - began) / 1000;
  return {
    ...{ points: trial.points, ...sums, scheduledRuns, seconds },
    deadMs: spread(dead),
    correctMs: spread(correct),
  };
}

interface CrashEngine {
  process: TestProcess;
  opened: CrashEngineOpened;
  /** Resolves with the id of the next run that is acknowledged. */
  run(name: string, selection?: RunSelection): Promise<string>;
  whenDone(runId: string): Promise<void>;
  isDone(runId: string): boolean;
}

interface Disturbance {
  trial: CrashTrial;
  engine: CrashEngine;
  point: number;
  target: CrashTarget;
  graph: CrashGraph;
  random: Random;
}

interface Disturbed {
  /** The one that lives now. */
  engine: CrashEngine;
  referenceId: string;
  runId: string;
  isInWork: boolean;
  deadMs: number | null;
  correctMs: number | null;
}

/** Every so manyth run is one of a part, with what a whole one has made before. */
const partEvery = 3;
/** Kills are spread over a little more than the run's length in peace. */
const beyond = 1.1;

async function disturbRun(disturbance: Disturbance): Promise<Disturbed> {
  const { trial, point, graph, random } = disturbance;
  let { engine } = disturbance;
  const name = `g${point}`;
  writePipeline(trial.workspace, name, graph.body);
  const isPart = point % partEvery === 0;
  if (isPart) await engine.whenDone(await engine.run(name));
  const selection: RunSelection | undefined = isPart ? { mode: 'from', tasks: [`t${point % 2}`] } : undefined;
  const start = performance.now();
  const referenceId = await engine.run(name, selection);
  await engine.whenDone(referenceId);
  const lengthMs = performance.now() - start;
  const runId = await engine.run(name, selection);
  await wait(random.next() * lengthMs * beyond);
  const isInWork = !engine.isDone(runId);
  const { deadMs, hasEngine } = await killTarget(disturbance, runId);
  let correctMs: number | null = null;
  if (!hasEngine) {
    engine = await openCrashEngine(trial);
    correctMs = engine.opened.correctMs;
    if (correctMs > stateMs) throw new Error(`states are correct after ${correctMs} ms`);
  }
  if (hasEngine || isInWork) await engine.whenDone(runId);
  for (const id of [referenceId, runId])
    await waitUntilNone(() => findAttempts(`${id}/`), deathMs, 'an orphan');
  return { engine, referenceId, runId, isInWork, deadMs, correctMs };
}

/** @returns how long it took until nothing ran any more that was to end with what was killed */
async function killTarget(
  { engine, target, graph, random }: Disturbance,
  runId: string,
): Promise<{ deadMs: number | null; hasEngine: boolean }> {
  const { pid = 0 } = engine.process.child;
  const supervisor = listProcesses().find(
    ({ parent, command }) => parent === pid && command.includes('supervisor'),
  );
  const programs = (): SeenProcess[] => findAttempts(`${runId}/`);
  if (target === 'task') {
    const running = programs();
    if (running.length > 0) killQuietly(random.pick(running).pid);
    return { deadMs: null, hasEngine: true };
  }
  if (target === 'supervisor') {
    const before = new Set(programs().map((program) => program.pid));
    if (supervisor !== undefined) killQuietly(supervisor.pid);
    const rest = (): SeenProcess[] => programs().filter((program) => before.has(program.pid));
    return { deadMs: await waitUntilNone(rest, deathMs, 'of a dead supervisor'), hasEngine: true };
  }
  if (target === 'all')
    for (const program of [...(supervisor ? [supervisor] : []), ...programs()]) killQuietly(program.pid);
  const killed = engine.process.kill();
  if (target === 'all') for (const program of programs()) killQuietly(program.pid);
  const own = (): SeenProcess[] =>
    programs().filter(({ attemptId }) => !graph.adopted.has(attemptId?.split('/')[1] ?? ''));
  const deadMs = target === 'all' ? null : await waitUntilNone(own, deathMs, 'of a dead engine');
  await killed;
  return { deadMs, hasEngine: false };
}

async function openCrashEngine({ workspace, supervisorFile }: CrashTrial): Promise<CrashEngine> {
  const process = startTestProcess('pipeline-crash-engine.ts', [workspace, supervisorFile]);
  const opened = Promise.withResolvers<CrashEngineOpened>();
  const started: ((runId: string) => void)[] = [];
  const done = new Map<string, PromiseWithResolvers<void>>();
  const doneOf = (runId: string): PromiseWithResolvers<void> => {
    const known = done.get(runId) ?? Promise.withResolvers<void>();
    done.set(runId, known);
    return known;
  };
  const ended = new Set<string>();
  const listen = async (): Promise<void> => {
    for await (const line of process.lines) {
      const [word, rest = ''] = splitOnce(line);
      if (word === 'open') opened.resolve(JSON.parse(rest) as CrashEngineOpened);
      if (word === 'started') started.shift()?.(rest);
      if (word !== 'done') continue;
      const [runId] = splitOnce(rest);
      ended.add(runId);
      doneOf(runId).resolve();
    }
    opened.reject(new Error('the engine ended while it opened'));
  };
  void listen();
  return {
    process,
    opened: await opened.promise,
    run: (name, selection) => {
      const { promise, resolve } = Promise.withResolvers<string>();
      started.push(resolve);
      const part = selection === undefined ? '' : ` ${JSON.stringify(selection)}`;
      process.child.stdin.write(`${name}${part}\n`);
      return withTime(promise, `an acknowledgement of ${name}`);
    },
    whenDone: (runId) => withTime(doneOf(runId).promise, `the end of run ${runId}`),
    isDone: (runId) => ended.has(runId),
  };
}

/** Every run comes to its end. */
async function withTime<T>(promise: Promise<T>, what: string): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late.reject(new Error(`waited 30 s in vain for ${what}`));
  }, 30_000);
  return Promise.race([promise, late.promise]).finally(() => {
    clearTimeout(timer);
  });
}

function splitOnce(line: string): [string, string] {
  const at = line.indexOf(' ');
  return at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at + 1)];
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It was faster.
  }
}

function writePipeline(workspace: string, name: string, body: string): void {
  const { pipelines } = buildWorkspacePaths(workspace);
  mkdirSync(pipelines, { recursive: true });
  writeFileSync(join(pipelines, `${name}.yaml`), `version: 1\nname: ${name}\n${body}`);
}

function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: Math.round(sorted[sorted.length >> 1] ?? 0), most: Math.round(sorted.at(-1) ?? 0) };
}
