import type { Job } from '#contract/jobs.ts';

/** Shorter work is over before anybody looks for it, in ms. */
const longWorkMs = 5000;
/** How long work that ended well stays in the tray, in ms. */
const lingerMs = 10_000;

export type JobCounts = { readonly running: number; readonly waiting: number; readonly failed: number };

/** What the tray counts: work that has gone on for a while, and what failed since a person looked and no later run made up for. */
export function countJobs(jobs: readonly Job[], now: number, seenAt: number): JobCounts {
  const isState = (state: Job['state']) => (job: Job) => job.state === state;
  const shown = jobs.filter((job) => isLong(job, now));
  return {
    running: shown.filter(isState('running')).length,
    waiting: shown.filter(isState('waiting')).length,
    failed: jobs.filter(
      ({ state, endedAt, isMadeUpFor }) => state === 'failed' && (endedAt ?? 0) > seenAt && !isMadeUpFor,
    ).length,
  };
}

/** What stands in the tray: what goes on, what failed within the day, and for a moment what ended well. */
export function trayJobs(jobs: readonly Job[], now: number): readonly Job[] {
  return jobs.filter((job) => {
    if (job.endedAt === null) return isLong(job, now);
    if (job.state === 'failed') return true;
    return now - job.endedAt < lingerMs && job.endedAt - job.startedAt >= longWorkMs;
  });
}

function isLong({ startedAt, endedAt }: Job, now: number): boolean {
  return endedAt === null && now - startedAt >= longWorkMs;
}
