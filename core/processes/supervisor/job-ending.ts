import { setTimeout as sleep } from 'node:timers/promises';
import { planEnd, planRest, type PlannedStep } from './end-plan.ts';
import type { JobTree } from './job-tree.ts';

/** How one program ends. */
export interface JobEnding {
  /** Ends it by a plan; of two plans the one that is sooner over counts. */
  begin(plan: readonly PlannedStep[]): void;
  /**
   * To be called when the program has ended. Resolves when nothing is left of what it started.
   * @param isCrash it was ended by a signal: then what it put into sessions of its own goes too
   */
  finish(isCrash: boolean): Promise<void>;
}

/** What the last of a group get to vanish after force, in ms; what hangs in the system may stay for ever. */
const vanishMs = 1000;
const [firstLookMs, mostLookMs] = [2, 20];

export function createJobEnding(tree: JobTree): JobEnding {
  let current: { plan: readonly PlannedStep[]; at: number } | null = null;
  let isTold = false;
  let timers: NodeJS.Timeout[] = [];
  const follow = (plan: readonly PlannedStep[]): void => {
    for (const timer of timers) clearTimeout(timer);
    timers = [];
    current = { plan, at: performance.now() };
    for (const { step, afterMs } of plan) {
      if (afterMs <= 0) tree.take(step);
      else timers.push(setTimeout(tree.take, afterMs, step));
    }
  };
  const remainingMs = (): number =>
    current === null ? Infinity : current.at + lengthOf(current.plan) - performance.now();
  return {
    begin: (plan) => {
      isTold = true;
      if (lengthOf(plan) < remainingMs()) follow(plan);
    },
    finish: async (isCrash) => {
      tree.noteEnd();
      if (await tree.isAlive()) {
        follow(
          current === null ? planEnd('leftovers') : planRest(current.plan, performance.now() - current.at),
        );
        for (let wait = firstLookMs; remainingMs() > -vanishMs; wait = Math.min(wait * 2, mostLookMs)) {
          await sleep(wait);
          if (!(await tree.isAlive())) break;
        }
      }
      for (const timer of timers) clearTimeout(timer);
      if (isTold || isCrash) await tree.sweep();
      tree.release();
    },
  };
}

/** How long a plan takes, in ms. */
function lengthOf(plan: readonly PlannedStep[]): number {
  return Math.max(0, ...plan.map(({ afterMs }) => afterMs));
}
