import type { EngineEvent } from '#contract/events.ts';
import type { Job } from '#contract/jobs.ts';
import type { Clock } from '#core/kernel/clock.ts';
import type { JobService } from '#core/rpc/rpc-context.ts';
import { describeFailure, errorText } from '#core/kernel/errors.ts';

/** How many that are over are remembered: what this engine did is gone with it. */
const kept = 50;

/** Long work of the engine itself, such as a backup: told to the screens while it goes on. */
export interface WorkLog extends Pick<JobService, 'track'> {
  list(): readonly Job[];
}

export function createWorkLog(clock: Clock, announce: (events: EngineEvent[]) => void): WorkLog {
  const jobs: Job[] = [];
  let lastId = 0;
  const tell = (): void => announce([{ type: 'jobs.changed' }]);
  const end = (entry: Job, change: Partial<Job>): void => {
    jobs.splice(jobs.indexOf(entry), 1, { ...entry, ...change, endedAt: clock.now() });
    while (jobs.length > kept) jobs.shift();
    tell();
  };
  return {
    list: () => jobs,
    track: async (kind, subject, work) => {
      lastId++;
      const entry: Job = {
        jobId: `work:${lastId}`,
        kind,
        subject,
        state: 'running',
        doing: null,
        progress: null,
        remainingMs: null,
        startedAt: clock.now(),
        endedAt: null,
        canCancel: false,
        failure: null,
        failedTask: null,
        isMadeUpFor: false,
        reason: null,
      };
      jobs.push(entry);
      tell();
      try {
        const result = await work();
        end(entry, { state: 'done' });
        return result;
      } catch (error) {
        end(entry, { state: 'failed', failure: describeFailure(error), reason: errorText(error) });
        throw error;
      }
    },
  };
}
