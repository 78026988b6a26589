import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '#core/kernel/clock.ts';
import { errorText, systemCode } from '#core/kernel/errors.ts';
import type { Platform } from '#core/kernel/folder-hazards.ts';
import { planEnd, type PlannedStep } from './end-plan.ts';
import { createJobEnding, type JobEnding } from './job-ending.ts';
import { writeExit, writeStarted } from './job-files.ts';
import { createJobTree } from './job-tree.ts';
import type { ExitRecord, FromSupervisor, Job, StartedJob, ToSupervisor } from './messages.ts';
import { judgeLinux, makeStartToken, readLinuxStat } from './process-identity.ts';
import { spawnJob, type SpawnedJob } from './spawn-job.ts';
import type { WindowsJobs } from './windows-jobs.ts';

export interface SuperviseOptions {
  platform: Platform;
  /** Null elsewhere than on Windows. */
  windows: WindowsJobs | null;
  clock: Clock;
  /** Of this boot. */
  bootId: string;
  /** Of this process. */
  self: { pid: number; startToken: string };
  say(message: FromSupervisor): void;
  isEngineAlive(): boolean;
  /** The engine has ended, and nothing is left to be waited for. */
  onDone(): void;
}

/** The jobs of one engine. */
export interface JobTable {
  take(message: ToSupervisor): void;
  /** Ends what is to end with the engine, and waits for the rest. Calling it again changes nothing. */
  outliveEngine(): void;
}

interface RunningJob {
  job: Job;
  /** Null while it is being started, like the next. */
  ending: JobEnding | null;
  identity: StartedJob | null;
  /** How it is to be ended once it is started: somebody no longer wants it. */
  early: readonly PlannedStep[] | null;
  isEngineExit: boolean;
}

interface Table {
  options: SuperviseOptions;
  jobs: Map<string, RunningJob>;
  isAlone: boolean;
}

export function superviseJobs(options: SuperviseOptions): JobTable {
  const table: Table = { options, jobs: new Map(), isAlone: false };
  return {
    take: (message) => {
      if (message.type === 'start') void begin(table, message.job);
      else cancel(table.jobs.get(message.id), planEnd('cancel', message.graceMs));
    },
    outliveEngine: () => {
      if (table.isAlone) return;
      table.isAlone = true;
      for (const running of table.jobs.values()) endWithEngine(table, running);
      leaveWhenDone(table);
    },
  };
}

function cancel(running: RunningJob | undefined, plan: readonly PlannedStep[]): void {
  if (running?.ending === null) running.early = plan;
  else running?.ending.begin(plan);
}

async function begin(table: Table, job: Job): Promise<void> {
  const { options, jobs } = table;
  // The next engine may have looked already, and found nothing: what still stands in the line is not started any more.
  if (!options.isEngineAlive()) return;
  if (jobs.has(job.id)) {
    const problem = 'a program of this attempt runs already';
    options.say({ type: 'refused', id: job.id, code: 'EEXIST', what: 'command', problem });
    return;
  }
  const running: RunningJob = { job, ending: null, identity: null, early: null, isEngineExit: false };
  jobs.set(job.id, running);
  const spawned = await spawnJob(options.platform, job, options.clock.now());
  if ('refusal' in spawned) {
    jobs.delete(job.id);
    options.say({ type: 'refused', id: job.id, ...spawned.refusal });
    leaveWhenDone(table);
    return;
  }
  follow(table, running, spawned);
}

/** Runs in the turn in which the program was started, so that no end of it can be missed. */
function follow(table: Table, running: RunningJob, { child, pid }: SpawnedJob): void {
  const { platform, windows, clock, bootId, self, say } = table.options;
  const { job } = running;
  const startToken = makeStartToken(platform, pid, clock.now());
  const ending = createJobEnding(createJobTree({ platform, windows, job, pid, startToken }));
  running.ending = ending;
  running.identity = { pid, startToken, bootId };
  child.on('exit', (code, signal) => {
    const exit = { code, signal, at: clock.now(), isEngineExit: running.isEngineExit };
    void settle(table, running, ending, exit);
  });
  try {
    writeStarted(job.folder, { pid, startToken, bootId, supervisor: self });
    say({ type: 'started', id: job.id, started: { pid, startToken, bootId } });
  } catch (error) {
    say({ type: 'refused', id: job.id, code: systemCode(error), what: 'folder', problem: errorText(error) });
    ending.begin(planEnd('cancel'));
  }
  if (running.early !== null) ending.begin(running.early);
  // The engine may have ended while this was started.
  if (table.isAlone) endWithEngine(table, running);
}

/** Its end is written first: that nobody can lose any more. Then comes what it has left running. */
async function settle(table: Table, { job }: RunningJob, ending: JobEnding, exit: ExitRecord): Promise<void> {
  await Promise.all([keepExit(table, job.folder, exit), ending.finish(exit.signal !== null)]);
  table.jobs.delete(job.id);
  table.options.say({ type: 'ended', id: job.id, exit });
  leaveWhenDone(table);
}

/** What an engine hears of at once need not be written at any price; what nobody else knows is tried for a while. */
async function keepExit(table: Table, folder: string, exit: ExitRecord): Promise<void> {
  for (let tries = 0; tries < mostTries; tries++) {
    try {
      writeExit(folder, exit, table.isAlone);
      return;
    } catch (error) {
      // The attempt was deleted: nobody wants to know.
      if (systemCode(error) === 'ENOENT' || !table.isAlone) return;
      await sleep(againMs);
    }
  }
}

const mostTries = 60;
const againMs = 1000;

function endWithEngine({ options }: Table, running: RunningJob): void {
  const { job, ending, identity } = running;
  if (job.onEngineExit === 'adopt') return;
  // One that has ended already, but whose end was not heard yet, has ended by itself.
  running.isEngineExit =
    options.platform !== 'linux' ||
    identity === null ||
    judgeLinux(readLinuxStat(identity.pid), identity.startToken) === 'same';
  ending?.begin(planEnd('engine-exit'));
}

function leaveWhenDone({ isAlone, jobs, options }: Table): void {
  if (isAlone && jobs.size === 0) options.onDone();
}
