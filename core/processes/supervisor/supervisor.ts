import type { Clock } from '#core/kernel/clock.ts';
import type { Environment, Platform } from '#core/kernel/folder-hazards.ts';
import type { Logger } from '#core/kernel/logger.ts';
import { planEnd } from './end-plan.ts';
import { createForeignJobs, orphanPlan, type ForeignJobs } from './foreign-jobs.ts';
import { readStarted } from './job-files.ts';
import {
  exitToEnd,
  type FromSupervisor,
  type Job,
  type JobEnd,
  type JobRef,
  type StartedJob,
} from './messages.ts';
import { describeRefusal } from './start-problem.ts';
import { supervisorFile } from './supervisor-file.ts';
import { startSupervisorProgram, type SupervisorProgram } from './supervisor-program.ts';

export interface SupervisorOptions {
  platform: Platform;
  /** The engine's own. */
  env: Environment;
  clock: Clock;
  logger: Logger;
  /** The program to run, when it is not the one beside the engine. */
  file?: string;
}

/** Starts the programs of tasks, and knows how those of this engine and of the ones before it ended. */
export interface Supervisor {
  /**
   * Starts a program in a group of its own; resolves when that is written in its folder.
   * @throws NOT_FOUND for a program that is not there, INVALID_ARGUMENT for one that cannot be started, DISK_FULL or
   * WORKSPACE_NOT_WRITABLE for a log or a folder that cannot be written
   */
  start(job: Job): Promise<StartedJob>;
  /**
   * Resolves when the program has ended, and with it what it left in its group. What has ended already, or was started
   * by an earlier engine, is told from its folder. @throws the reason of `signal`
   */
  ended(job: JobRef, signal?: AbortSignal): Promise<JobEnd>;
  /** Ends a program with all that it started: gently, after `graceMs` by force. Resolves when that is done. */
  cancel(job: JobRef, graceMs: number): Promise<void>;
  /** What it is now. Never trusts a pid alone; what was started but never written down is ended, and gone. */
  look(job: JobRef): Promise<'running' | 'ended' | 'gone'>;
  /** Ends by force what no engine owns any more, also where it ran away. */
  sweep(jobs: readonly JobRef[]): Promise<void>;
  /** Ends what is to end with the engine; what is to be adopted goes on. */
  close(): Promise<void>;
}

/** A program of this engine. */
interface OwnJob {
  job: Job;
  started: PromiseWithResolvers<StartedJob>;
  ended: PromiseWithResolvers<JobEnd>;
  identity: StartedJob | null;
  /** How often its supervisor was lost while it was being started. */
  losses: number;
  isCanceled: boolean;
}

interface State {
  options: SupervisorOptions;
  jobs: Map<string, OwnJob>;
  /** How the last of its own ended, so that nobody has to look who asks a moment later. */
  ends: Map<string, JobEnd>;
  foreign: ForeignJobs;
  program: SupervisorProgram | null;
  isClosed: boolean;
  programEnded: PromiseWithResolvers<void>;
  /** The jobs of a dead supervisor are being ended. */
  losing: Promise<void>;
}

/** The process is started with the first job. One that dies is missed at once: its jobs end with it, the next job starts another. */
export function createSupervisor(options: SupervisorOptions): Supervisor {
  const foreign = createForeignJobs(options.platform, options.clock);
  const state: State = {
    ...{ options, foreign, jobs: new Map(), ends: new Map(), program: null, isClosed: false },
    programEnded: Promise.withResolvers<void>(),
    losing: Promise.resolve(),
  };
  return {
    start: (job) => start(state, job),
    ended: (ref, signal) => {
      const own = state.jobs.get(ref.id)?.ended.promise ?? state.ends.get(ref.id);
      return own === undefined ? foreign.ended(ref, signal) : abortable(Promise.resolve(own), signal);
    },
    cancel: (ref, graceMs) => cancel(state, ref, graceMs),
    look: (ref) => (state.jobs.has(ref.id) ? Promise.resolve('running') : foreign.look(ref)),
    sweep: (refs) =>
      foreign.sweep(
        refs.filter(({ id }) => !state.jobs.has(id)),
        orphanPlan,
      ),
    close: () => close(state),
  };
}

function start(state: State, job: Job): Promise<StartedJob> {
  if (state.isClosed) return Promise.reject(new Error('the supervisor of tasks is closed'));
  const known = state.jobs.get(job.id);
  if (known !== undefined) {
    return Promise.reject(describeRefusal(job, { code: 'EEXIST', what: 'command', problem: '' }));
  }
  const own: OwnJob = {
    job,
    started: Promise.withResolvers<StartedJob>(),
    ended: Promise.withResolvers<JobEnd>(),
    identity: null,
    losses: 0,
    isCanceled: false,
  };
  state.jobs.set(job.id, own);
  state.ends.delete(job.id);
  openProgram(state).send({ type: 'start', job });
  return own.started.promise;
}

async function cancel(state: State, ref: JobRef, graceMs: number): Promise<void> {
  const own = state.jobs.get(ref.id);
  if (own !== undefined) own.isCanceled = true;
  if (own === undefined || state.program === null) {
    await state.foreign.end(ref, planEnd('cancel', graceMs));
    return;
  }
  state.program.send({ type: 'cancel', id: ref.id, graceMs });
  await own.ended.promise;
}

async function close(state: State): Promise<void> {
  state.isClosed = true;
  const { program, jobs } = state;
  if (program === null) return state.losing;
  program.closeInput();
  const mortal = [...jobs.values()].filter(({ job }) => job.onEngineExit === 'kill');
  const isAdopting = mortal.length < jobs.size;
  const over = isAdopting
    ? Promise.all(mortal.map(({ ended }) => ended.promise))
    : state.programEnded.promise;
  const timer = setTimeout(program.kill, closeMs);
  await over;
  clearTimeout(timer);
  await state.losing;
  if (isAdopting) program.release();
}

/** A supervisor that hangs does not hold the engine's stop up for longer, in ms; it has a second for its jobs. */
const closeMs = 5000;

function openProgram(state: State): SupervisorProgram {
  if (state.program !== null) return state.program;
  const { platform, env, logger, file = supervisorFile() } = state.options;
  state.programEnded = Promise.withResolvers<void>();
  const program = startSupervisorProgram({
    ...{ platform, env, file },
    onMessage: (message) => {
      take(state, message);
    },
    onEnd: (lastWords) => {
      if (!state.isClosed) {
        logger.error({ pid: program.pid, lastWords }, 'the supervisor of tasks ended by itself');
      }
      state.program = null;
      state.losing = loseJobs(state, lastWords).catch((error: unknown) => {
        logger.error({ err: error }, 'what a supervisor of tasks left behind cannot be ended');
      });
      state.programEnded.resolve();
    },
  });
  state.program = program;
  return program;
}

function take(state: State, message: FromSupervisor): void {
  const { jobs, options } = state;
  const own = jobs.get(message.id);
  if (own === undefined) return;
  if (message.type === 'started') {
    own.identity = message.started;
    own.started.resolve(message.started);
    return;
  }
  if (message.type === 'refused') {
    jobs.delete(message.id);
    own.started.reject(describeRefusal(own.job, message));
    // Who cancels it, or closes, waits for no end of it.
    own.ended.resolve({ kind: 'gone', at: options.clock.now() });
  } else settle(state, own, exitToEnd(message.exit));
}

function settle({ jobs, ends }: State, own: OwnJob, end: JobEnd): void {
  jobs.delete(own.job.id);
  ends.set(own.job.id, end);
  const [oldest] = ends.keys();
  if (ends.size > mostEnds && oldest !== undefined) ends.delete(oldest);
  own.ended.resolve(end);
}

const mostEnds = 1000;

/** Their supervisor is dead: nobody can wait for them any more, so they end, but for what has ended before. */
async function loseJobs(state: State, lastWords: string): Promise<void> {
  const lost = [...state.jobs.values()];
  await Promise.all(lost.map((own) => loseJob(state, own, lastWords)));
}

async function loseJob(state: State, own: OwnJob, lastWords: string): Promise<void> {
  const { job } = own;
  const identity = own.identity ?? (await readStarted(job.folder));
  const ref = { id: job.id, folder: job.folder, ...toIdentity(identity) };
  // What is to be adopted by the next engine goes on without one that waits for it.
  if (state.isClosed && job.onEngineExit === 'adopt') return;
  await state.foreign.sweep([ref], orphanPlan);
  const hasEnded = identity !== null && (await state.foreign.look(ref)) === 'ended';
  if (hasEnded) own.started.resolve(identity);
  else if (own.identity === null && own.losses < mostLosses && !own.isCanceled && !state.isClosed) {
    // Whatever was started of it has ended in its first moment: the next supervisor starts it again.
    own.losses++;
    openProgram(state).send({ type: 'start', job });
    return;
  }
  own.started.reject(
    new Error(`The supervisor of tasks ended while it started "${job.command}". ${lastWords}`),
  );
  settle(state, own, await state.foreign.ended(ref));
}

/** A supervisor that dies over and over is not tried for ever. */
const mostLosses = 2;

function toIdentity(started: StartedJob | null): Pick<JobRef, 'pid' | 'startToken' | 'bootId'> {
  if (started === null) return { pid: null, startToken: null, bootId: null };
  const { pid, startToken, bootId } = started;
  return { pid, startToken, bootId };
}

function abortable<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      reject(signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason)));
    };
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    const forget = (): void => {
      signal.removeEventListener('abort', onAbort);
    };
    promise.finally(forget).then(resolve, reject);
  });
}
