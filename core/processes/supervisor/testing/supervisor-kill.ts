import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom, type Random } from '#core/testing/random.ts';
import type { Job, JobEnd, JobRef } from '../messages.ts';
import type { Supervisor } from '../supervisor.ts';
import type { StandInWord } from './engine-stand-in.ts';
import {
  createJob,
  createTestSupervisor,
  isAlive,
  makeFolder,
  readText,
  survivorsOf,
  toRef,
  until,
} from './jobs.ts';

export interface SupervisorKillOptions {
  folder: string;
  /** The program to kill: `dist/supervisor.cjs`. */
  file: string;
  kills: number;
  seed: number;
}

export interface SupervisorKillFigures {
  kills: number;
  /** Kills that came while programs ran, or were being started. */
  inWork: number;
  /** Programs that the next engine found running, took over, found ended, and found gone. */
  running: number;
  adopted: number;
  ended: number;
  gone: number;
  /** From the kill until the next engine had the right state and nothing was left running, in ms. */
  worstMs: number;
  seconds: number;
}

/** What is killed, all by SIGKILL. */
const targets = ['engine', 'supervisor', 'both', 'supervisor, then engine', 'engine and a program'] as const;
type Target = (typeof targets)[number];

/** A program that ends by itself, and the code that it ends with. */
interface TrialJob {
  job: Job;
  /** Null: it never ends by itself. */
  code: number | null;
}

interface Life {
  child: ChildProcess;
  jobs: TrialJob[];
  refs: Map<string, JobRef>;
  ends: Map<string, JobEnd>;
  refused: string[];
}

/** Over what the kills are spread, in ms: about what the programs below take. */
const lifeMs = 550;
const atOnce = 4;

/**
 * Kills an engine, its supervisor or both while programs of all kinds run, looks at what is left as the next engine does,
 * and checks that nothing survives, no result is lost and none is made up, and nobody else is hit.
 */
export async function runSupervisorKills(options: SupervisorKillOptions): Promise<SupervisorKillFigures> {
  const began = performance.now();
  const figures: SupervisorKillFigures = {
    ...{ kills: 0, inWork: 0, running: 0, adopted: 0, ended: 0, gone: 0, worstMs: 0, seconds: 0 },
  };
  const bystander = spawn('sleep', ['100000'], { stdio: 'ignore', detached: true });
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < options.kills) await runTrial(options, next++, figures);
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, lane));
    if (!isAlive(bystander.pid ?? 0)) throw new Error('a process that has nothing to do with it was ended');
  } finally {
    bystander.kill('SIGKILL');
  }
  figures.seconds = (performance.now() - began) / 1000;
  return figures;
}

async function runTrial(
  options: SupervisorKillOptions,
  trial: number,
  figures: SupervisorKillFigures,
): Promise<void> {
  const random = createRandom(options.seed + trial);
  const target = targets[trial % targets.length] ?? 'engine';
  const folder = makeFolder(options.folder, `kill-${trial}`);
  const life = await startLife(options.file, folder, trial, random);
  try {
    // Half of the kills wait for the programs, the others also meet their starts.
    if (trial % 2 === 1) await until(() => life.refs.size === life.jobs.length, 'each program is started');
    // Evenly spread whatever the number of kills: the golden ratio's multiples leave no gap.
    await sleep(((trial * 0.6180339887) % 1) * lifeMs);
    const inWork = life.ends.size < life.jobs.length;
    await strike(life, target, random);
    await checkNext(options.file, life, target, figures);
    figures.kills++;
    if (inWork) figures.inWork++;
  } catch (error) {
    throw new Error(`kill ${trial} (${target}), seed ${options.seed}, in ${folder}`, { cause: error });
  } finally {
    life.child.kill('SIGKILL');
  }
}

async function startLife(file: string, folder: string, trial: number, random: Random): Promise<Life> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'engine-stand-in.ts'), file], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const life: Life = { child, jobs: [], refs: new Map(), ends: new Map(), refused: [] };
  const ready = Promise.withResolvers<void>();
  child.stdin.on('error', () => undefined);
  createInterface({ input: child.stdout }).on('line', (line) => {
    const word = JSON.parse(line) as StandInWord;
    if (word.type === 'ready') ready.resolve();
    if (word.type === 'started') life.refs.set(word.ref.id, word.ref);
    if (word.type === 'ended') life.ends.set(word.id, word.end);
    if (word.type === 'refused') life.refused.push(`${word.id}: ${word.message}`);
  });
  await ready.promise;
  for (const trialJob of createJobs(folder, trial, random)) {
    life.jobs.push(trialJob);
    child.stdin.write(`${JSON.stringify(trialJob.job)}\n`);
  }
  return life;
}

/** One of each kind: short, deaf trees, one that runs away, ones to be adopted. */
function createJobs(folder: string, trial: number, random: Random): TrialJob[] {
  const code = (): number => random.int(90);
  const seconds = (): string => (random.int(400) / 1000).toFixed(3);
  const last = (end: number): string => `echo ${end} > "$(dirname "$STILE_STOP_FILE")/witness"; exit ${end}`;
  const kinds: { script: (end: number) => string; code: number | null; adopt?: boolean }[] = [
    { script: last, code: code() },
    { script: (end) => `sleep ${seconds()}; ${last(end)}`, code: code() },
    {
      script: (end) =>
        `trap '' TERM INT HUP; sleep 100 & sh -c 'sleep 100 & sleep 100' & sleep ${seconds()}; ${last(end)}`,
      code: code(),
    },
    { script: () => `setsid sh -c "trap '' TERM INT HUP; sleep 100 & sleep 100" & sleep 100`, code: null },
    { script: (end) => `sleep ${seconds()}; ${last(end)}`, code: code(), adopt: true },
    { script: (end) => `sleep 1; ${last(end)}`, code: code(), adopt: true },
  ];
  return kinds.map((kind) => {
    const made = createJob(folder, kind.script(kind.code ?? 0), {
      onEngineExit: kind.adopt === true ? 'adopt' : 'kill',
    });
    return { job: { ...made, id: `k${process.pid}-${trial}/${made.id}` }, code: kind.code };
  });
}

async function strike(life: Life, target: Target, random: Random): Promise<void> {
  const engine = life.child.pid ?? 0;
  const children = (): string => readText(`/proc/${engine}/task/${engine}/children`);
  await until(() => children() !== '', 'the supervisor is there');
  const supervisor = Number(children().split(' ')[0]);
  const kill = (pid: number | null | undefined): void => {
    // 0 would mean this process and its own.
    if (pid != null && pid > 1 && isAlive(pid)) process.kill(pid, 'SIGKILL');
  };
  if (target === 'both') {
    kill(supervisor);
    kill(engine);
  } else if (target === 'engine and a program') {
    const refs = [...life.refs.values()].filter(({ id }) => !life.ends.has(id));
    if (refs.length > 0) kill(random.pick(refs).pid);
    kill(engine);
  } else {
    if (target !== 'engine') kill(supervisor);
    if (target !== 'supervisor') {
      if (target !== 'engine') await sleep(random.int(60));
      kill(engine);
    }
  }
  if (target === 'supervisor') await checkSurvivingEngine(life);
}

/** An engine whose supervisor is killed knows how each program ended, and starts the next one with another. */
async function checkSurvivingEngine(life: Life): Promise<void> {
  const job = createJob(life.jobs[0]?.job.cwd ?? '', 'exit 42');
  life.child.stdin?.write(`${JSON.stringify(job)}\n`);
  // What was just being started is started again: the one that never ends by itself goes on.
  const mortal = [job, ...life.jobs.filter(({ code }) => code !== null).map((trialJob) => trialJob.job)];
  await until(
    () => mortal.every(({ id }) => life.ends.has(id)),
    'the engine knows the end of each program',
    30_000,
  );
  const end = life.ends.get(job.id);
  if (end?.kind !== 'exit' || end.code !== 42)
    throw new Error(`the next program ended as ${JSON.stringify(end)}`);
  if (life.refused.length > 0) throw new Error(`refused: ${life.refused.join('; ')}`);
  life.child.kill('SIGKILL');
}

async function checkNext(
  file: string,
  life: Life,
  target: Target,
  figures: SupervisorKillFigures,
): Promise<void> {
  const began = performance.now();
  const next = createTestSupervisor({ file });
  // Those that are to be adopted take what they take: the time counts for the rest.
  const [adopt, kill] = [true, false].map((isAdopted) =>
    life.jobs.filter(({ job }) => (job.onEngineExit === 'adopt') === isAdopted),
  );
  const adopted = Promise.all((adopt ?? []).map((trialJob) => settle(next, life, trialJob, target, figures)));
  adopted.catch(() => undefined);
  await Promise.all((kill ?? []).map((trialJob) => settle(next, life, trialJob, target, figures)));
  for (const { job } of kill ?? []) await expectNoSurvivor(job);
  figures.worstMs = Math.max(figures.worstMs, performance.now() - began);
  await adopted;
  await next.sweep(life.jobs.map(({ job }) => life.refs.get(job.id) ?? toRef(job)));
  for (const { job } of life.jobs) await expectNoSurvivor(job);
  await next.close();
}

async function expectNoSurvivor({ id, folder }: Job): Promise<void> {
  // What is killed takes a moment to vanish.
  await until(() => survivorsOf(id).length === 0, `nothing of ${folder} runs any more`, 100).catch(
    (error: unknown) => {
      const lines = survivorsOf(id).map(
        (pid) => `${pid}: ${readText(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')}`,
      );
      throw new Error(lines.join('\n'), { cause: error });
    },
  );
}

/** What the next engine does with a program that was running when the one before was killed. */
async function settle(
  next: Supervisor,
  life: Life,
  { job, code }: TrialJob,
  target: Target,
  figures: SupervisorKillFigures,
): Promise<void> {
  const ref = life.refs.get(job.id) ?? toRef(job);
  const state = await next.look(ref);
  figures[state]++;
  if (state === 'running') {
    if (job.onEngineExit === 'adopt') figures.adopted++;
    else await next.cancel(ref, 500);
  }
  if (state === 'gone') await next.sweep([ref]);
  checkEnd(life, { job, code }, target, await next.ended(ref));
}

/** The end of a program is the one that an engine before has heard of, and the one that its script has come to. */
function checkEnd(life: Life, { job, code }: TrialJob, target: Target, end: JobEnd): void {
  const where = `${job.folder}, now ${JSON.stringify(end)}`;
  const known = life.ends.get(job.id);
  if (known !== undefined && !isSame(known, end)) throw new Error(`${where}, was ${JSON.stringify(known)}`);
  const hasWitness = readText(join(job.folder, 'witness')).trim() !== '';
  if (end.kind === 'exit' && end.code !== null) {
    if (end.code !== code) throw new Error(`${where}, but its script ends with ${code}`);
    if (!hasWitness) throw new Error(`${where}, but it has not come to its end`);
  }
  const isWatched = target === 'engine' && job.onEngineExit === 'adopt';
  if (isWatched && hasWitness && end.kind === 'gone') throw new Error(`${where}: its end is lost`);
}

function isSame(one: JobEnd, other: JobEnd): boolean {
  if (one.kind === 'gone' || other.kind === 'gone') return one.kind === other.kind;
  return one.code === other.code && one.signal === other.signal;
}
