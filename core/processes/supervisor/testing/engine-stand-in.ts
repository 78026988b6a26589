import { createInterface } from 'node:readline';
import { systemClock } from '#core/kernel/clock.ts';
import { silentLogger } from '#core/kernel/logger.ts';
import type { Job, JobEnd, JobRef } from '../messages.ts';
import { createSupervisor } from '../supervisor.ts';

/* An engine as far as a supervisor sees one, for tests that kill it. Starts each job that a line of stdin holds, and says
   what an engine would write into its database. */

/** What it says, a line each. */
export type StandInWord =
  | { type: 'ready' }
  | { type: 'started'; ref: JobRef }
  | { type: 'refused'; id: string; message: string }
  | { type: 'ended'; id: string; end: JobEnd };

const [file] = process.argv.slice(2);
process.stdout.on('error', () => undefined);
const supervisor = createSupervisor({
  platform: 'linux',
  env: process.env,
  clock: systemClock,
  logger: silentLogger,
  ...(file !== undefined && { file }),
});
const say = (word: StandInWord): void => void process.stdout.write(`${JSON.stringify(word)}\n`);

const run = async (job: Job): Promise<void> => {
  const { id, folder } = job;
  try {
    const ref = { id, folder, ...(await supervisor.start(job)) };
    say({ type: 'started', ref });
    say({ type: 'ended', id, end: await supervisor.ended(ref) });
  } catch (error) {
    say({ type: 'refused', id, message: String(error) });
  }
};

createInterface({ input: process.stdin }).on('line', (line) => {
  void run(JSON.parse(line) as Job);
});

say({ type: 'ready' });
