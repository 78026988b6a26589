import type { Platform } from '#core/kernel/folder-hazards.ts';

/* How programs are ended: decisions alone, so that each system's can be tested on any. */

/** How hard a program is told to end: as by Ctrl-C, as by the system, or by force. */
export type EndStep = 'interrupt' | 'terminate' | 'kill';

export interface PlannedStep {
  step: EndStep;
  /** From now, in ms. */
  afterMs: number;
}

/**
 * Why a program ends: somebody wants it; its engine has ended; it has itself ended, and what it started goes on; or
 * its supervisor is dead.
 */
export type EndReason = 'cancel' | 'engine-exit' | 'leftovers' | 'orphan';

/** What tasks get to end when their engine has died, in ms: all is to be over within a second. */
const engineExitGraceMs = 500;
/** What children that a program left in its group get: to finish by themselves, and to heed being told. */
const leftoversOwnMs = 250;
const leftoversToldMs = 500;

/**
 * The steps of ending. A canceled program is interrupted, which Python turns into KeyboardInterrupt, so that `finally`
 * runs and the run of a `with mlflow.start_run()` ends; after two thirds of its grace it is told by SIGTERM, which
 * programs heed that ignore the other, and at the end it is ended by force.
 * @param graceMs of a cancel; 0: by force at once
 */
export function planEnd(reason: EndReason, graceMs = 0): PlannedStep[] {
  switch (reason) {
    case 'cancel':
      return graceMs <= 0
        ? [{ step: 'kill', afterMs: 0 }]
        : [
            { step: 'interrupt', afterMs: 0 },
            { step: 'terminate', afterMs: Math.round((graceMs * 2) / 3) },
            { step: 'kill', afterMs: graceMs },
          ];
    case 'engine-exit':
      return [
        { step: 'terminate', afterMs: 0 },
        { step: 'kill', afterMs: engineExitGraceMs },
      ];
    case 'leftovers':
      return [
        { step: 'terminate', afterMs: leftoversOwnMs },
        { step: 'kill', afterMs: leftoversOwnMs + leftoversToldMs },
      ];
    case 'orphan':
      return [{ step: 'kill', afterMs: 0 }];
  }
}

/**
 * What is still to be done when the program has ended while it was being ended, and others of its group have not: those
 * that ignore an interrupt, as a shell's background programs do, are told by SIGTERM now. The time of force stays.
 */
export function planRest(plan: readonly PlannedStep[], elapsedMs: number): PlannedStep[] {
  const open = plan.filter(({ afterMs }) => afterMs > elapsedMs);
  return open.map(({ step, afterMs }) => ({
    step,
    afterMs: step === 'terminate' ? 0 : afterMs - elapsedMs,
  }));
}

/** What takes a step on a system. */
export type EndMeans =
  { kind: 'stop-file' | 'break' | 'job-object' | 'taskkill' } | { kind: 'signal'; signal: NodeJS.Signals };

/**
 * The means for a step. Linux and macOS signal the whole group. Windows has no signals: programs that want to end well
 * look for STILE_STOP_FILE or handle the CTRL_BREAK of their console (Ctrl-C is off for what a detached process starts);
 * force is the Job Object, and `taskkill` for what may have slipped past it.
 */
export function chooseMeans(platform: Platform, step: EndStep): EndMeans[] {
  if (platform === 'win32') {
    if (step === 'interrupt') return [{ kind: 'stop-file' }];
    return step === 'terminate'
      ? [{ kind: 'stop-file' }, { kind: 'break' }]
      : [{ kind: 'taskkill' }, { kind: 'job-object' }];
  }
  if (step === 'kill') return [{ kind: 'signal', signal: 'SIGKILL' }];
  return [{ kind: 'stop-file' }, { kind: 'signal', signal: step === 'interrupt' ? 'SIGINT' : 'SIGTERM' }];
}

/** What is known of a program of an earlier engine. */
export interface JobFacts {
  /** What `exit.json` says; null: it is not there. */
  exit: { isEngineExit: boolean } | null;
  /** The start token was found, on a process that is no zombie. */
  isRunning: boolean;
}

/** A pid is never enough: without its token a program is gone. */
export function judgeJob({ exit, isRunning }: JobFacts): 'running' | 'ended' | 'gone' {
  if (exit !== null) return exit.isEngineExit ? 'gone' : 'ended';
  return isRunning ? 'running' : 'gone';
}
