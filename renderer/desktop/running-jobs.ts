import type { Job } from '#contract/jobs.ts';
import type { EngineClient } from '#contract/procedures.ts';

/** The shell waits 1.5 s for a page; an engine that has not answered by then holds nobody up. Milliseconds. */
const patienceMs = 800;

/** Work that would end with the engine. What waits for its turn or for a person goes on with the next one. */
export function onlyRunning(jobs: readonly Job[]): readonly Job[] {
  return jobs.filter(({ state, kind }) => state === 'running' && kind !== 'check');
}

/** What the engine is doing now, as it says itself; nothing where it does not answer in time. */
export async function readRunningJobs(client: Pick<EngineClient, 'jobs'>): Promise<readonly Job[]> {
  const asking = client.jobs.list({ endedSince: Date.now() }, { signal: AbortSignal.timeout(patienceMs) });
  const late = new Promise<null>((resolve) => setTimeout(resolve, patienceMs, null));
  try {
    return onlyRunning((await Promise.race([asking, late]))?.jobs ?? []);
  } catch {
    return [];
  }
}
