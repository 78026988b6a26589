import { watch } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '#core/kernel/clock.ts';
import type { Platform } from '#core/kernel/folder-hazards.ts';
import { chooseMeans, judgeJob, planEnd, type EndStep, type PlannedStep } from './end-plan.ts';
import { findByAttempt, killByAttempt, signalQuietly } from './find-processes.ts';
import { hasIntent, readExit, readStarted } from './job-files.ts';
import { killByCommand, writeStopFile } from './job-tree.ts';
import { sendBreak } from './machine.ts';
import { exitToEnd, type ExitRecord, type JobEnd, type JobRef } from './messages.ts';
import { findPresence, type Presence, type ProcessIdentity } from './process-identity.ts';

/* Programs that an engine before this one has started, or whose supervisor is dead. Their end is in a file, or shows by
   their absence; a supervisor of an earlier engine that still waits for them writes that file. */

export interface ForeignJobs {
  look(ref: JobRef): Promise<'running' | 'ended' | 'gone'>;
  ended(ref: JobRef, signal?: AbortSignal): Promise<JobEnd>;
  /** Ends one by a plan, and what of it has run away. */
  end(ref: JobRef, plan: readonly PlannedStep[]): Promise<void>;
  sweep(refs: readonly JobRef[], plan: readonly PlannedStep[]): Promise<void>;
}

export function createForeignJobs(platform: Platform, clock: Clock): ForeignJobs {
  const sweep: ForeignJobs['sweep'] = async (refs, plan) => {
    await Promise.all(refs.map((ref) => endTree(platform, ref, plan)));
    await sweepEscaped(platform, refs);
  };
  return {
    look: async (ref) => {
      const { exit, isRunning } = await findFacts(platform, ref);
      // Started right before its supervisor was killed: nobody can wait for it.
      if (exit === null && !isRunning) await killByAttempt(platform, new Set([ref.id]));
      return judgeJob({ exit, isRunning });
    },
    ended: async (ref, signal) => waitForEnd(platform, clock, ref, signal),
    end: (ref, plan) => sweep([ref], plan),
    sweep,
  };
}

/** Between two looks at a process whose folder tells nothing, in ms: on Linux that is one small file. */
const lookMs: Record<Platform, number> = { linux: 1000, darwin: 3000, win32: 3000 };
/** How long a supervisor that lives may take to write what it knows, in ms, and how often that is looked at. */
const wordMs = 3000;
const wordLookMs = 20;
/** After an intent a start follows at once, when it does. In ms. */
const startMs = 200;

interface Facts {
  exit: ExitRecord | null;
  isRunning: boolean;
}

/** What is known of it now; a supervisor that is about to write gets the time to. */
async function findFacts(platform: Platform, ref: JobRef): Promise<Facts> {
  const exit = await readExit(ref.folder);
  if (exit !== null) return { exit, isRunning: false };
  const known = await findIdentity(ref);
  if (known === null) return { exit: null, isRunning: false };
  if ((await findPresence(platform, known)) === 'same') return { exit: null, isRunning: true };
  return { exit: await waitForWord(platform, ref), isRunning: false };
}

/** Who it is, from the database or, where the engine died before it knew, from `started.json`. */
async function findIdentity(ref: JobRef): Promise<ProcessIdentity | null> {
  if (ref.pid !== null && ref.startToken !== null) return ref;
  const until = performance.now() + startMs;
  for (;;) {
    const started = await readStarted(ref.folder);
    if (started !== null || !hasIntent(ref.folder) || performance.now() >= until) return started;
    await sleep(wordLookMs);
  }
}

/** The process is gone. Its supervisor, when that lives, has seen how, and is about to write it. */
async function waitForWord(platform: Platform, { folder }: JobRef): Promise<ExitRecord | null> {
  const started = await readStarted(folder);
  const supervisor = started && { ...started.supervisor, bootId: started.bootId };
  const until = performance.now() + wordMs;
  for (;;) {
    // First whether it lives: what it wrote before it ended is then there.
    const mayWrite = supervisor !== null && (await findPresence(platform, supervisor)) === 'same';
    const exit = await readExit(folder);
    if (exit !== null || !mayWrite || performance.now() >= until) return exit;
    await sleep(wordLookMs);
  }
}

async function waitForEnd(
  platform: Platform,
  clock: Clock,
  ref: JobRef,
  signal?: AbortSignal,
): Promise<JobEnd> {
  // Before the first look: what changes after it is not missed.
  const changes = watchFolder(ref.folder, lookMs[platform], signal);
  try {
    for (;;) {
      const { exit, isRunning } = await findFacts(platform, ref);
      if (exit !== null) {
        await endRest(platform, ref, exit);
        return exitToEnd(exit);
      }
      if (!isRunning) return { kind: 'gone', at: clock.now() };
      await changes.next();
      signal?.throwIfAborted();
    }
  } finally {
    changes.close();
  }
}

/**
 * What a program that has ended has left running and should not have. Its supervisor, when that lives, is about to end it; otherwise
 * that is done here.
 */
async function endRest(platform: Platform, ref: JobRef, exit: ExitRecord): Promise<void> {
  const started = await readStarted(ref.folder);
  if (started === null) return;
  const supervisor = { ...started.supervisor, bootId: started.bootId };
  const until = performance.now() + wordMs;
  for (;;) {
    const found = await findByAttempt(platform, new Set([ref.id]));
    if (!found.some(({ group }) => group === started.pid || !mayLeave(exit))) return;
    if ((await findPresence(platform, supervisor)) !== 'same' || performance.now() >= until) break;
    await sleep(wordLookMs);
  }
  await sweepEscaped(platform, [ref]);
}

interface Changes {
  /** Resolves when something changed since the last call, and at the latest after the time given. */
  next(): Promise<void>;
  close(): void;
}

/** Network folders and some containers tell no changes: the time does then. */
function watchFolder(folder: string, mostMs: number, signal?: AbortSignal): Changes {
  let hasChanged = false;
  let wake = (): void => undefined;
  const onChange = (): void => {
    hasChanged = true;
    wake();
  };
  const stop = startWatching(folder, onChange);
  signal?.addEventListener('abort', onChange);
  return {
    next: async () => {
      if (!hasChanged) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, mostMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      hasChanged = false;
    },
    close: () => {
      signal?.removeEventListener('abort', onChange);
      stop();
      wake();
    },
  };
}

function startWatching(folder: string, onChange: () => void): () => void {
  try {
    const watcher = watch(folder, { persistent: false }, onChange);
    watcher.on('error', () => undefined);
    return () => {
      watcher.close();
    };
  } catch {
    return () => undefined;
  }
}

/** Its program, and the group that it leads. Before each signal the start token is looked at. */
async function endTree(platform: Platform, ref: JobRef, plan: readonly PlannedStep[]): Promise<void> {
  const known = await findIdentity(ref);
  if (known === null) return;
  const began = performance.now();
  for (const { step, afterMs } of plan) {
    await waitUntilGone(platform, known, began + afterMs);
    const presence = await findPresence(platform, known);
    if (presence === 'other') return;
    take(platform, ref.folder, known, presence, step);
  }
  await waitUntilGone(platform, known, performance.now() + vanishMs);
}

/** What the last of it gets to vanish after force, in ms; what hangs in the system may stay for ever. */
const vanishMs = 1000;

async function waitUntilGone(platform: Platform, identity: ProcessIdentity, until: number): Promise<void> {
  for (let wait = 5; performance.now() < until; wait = Math.min(wait * 2, 100)) {
    if ((await findPresence(platform, identity)) !== 'same') return;
    await sleep(Math.max(1, Math.min(wait, until - performance.now())));
  }
}

/** A zombie keeps the number of its group: what is left of that can still be told. */
function take(
  platform: Platform,
  folder: string,
  { pid }: ProcessIdentity,
  presence: Presence,
  step: EndStep,
): void {
  if (pid === null) return;
  for (const means of chooseMeans(platform, step)) {
    if (means.kind === 'stop-file') writeStopFile(folder);
    else if (means.kind === 'signal') signalQuietly(-pid, means.signal);
    // Its Job Object is held by its own supervisor: from here the tree is walked.
    else if (presence === 'same' && means.kind === 'taskkill') killByCommand(pid);
    else if (presence === 'same' && means.kind === 'break') sendBreak(pid);
  }
}

/**
 * What carries the ids and still runs. Of a program that has ended by itself only what is left in its group goes:
 * what it put into a session of its own, such as a server that it was to start, was meant to stay.
 */
async function sweepEscaped(platform: Platform, refs: readonly JobRef[]): Promise<void> {
  const groups = new Map<string, number>();
  for (const ref of refs) {
    const exit = await readExit(ref.folder);
    const pid = ref.pid ?? (await readStarted(ref.folder))?.pid;
    if (exit !== null && mayLeave(exit) && pid !== undefined) groups.set(ref.id, pid);
  }
  await killByAttempt(platform, new Set(refs.map(({ id }) => id)), ({ attemptId, group }) => {
    const only = groups.get(attemptId);
    return only === undefined || only === group;
  });
}

/** It ended by itself: not by a signal, and not because its engine had ended. */
function mayLeave({ signal, isEngineExit }: ExitRecord): boolean {
  return signal === null && !isEngineExit;
}

/** The plan for what no engine owns any more. */
export const orphanPlan = planEnd('orphan');
