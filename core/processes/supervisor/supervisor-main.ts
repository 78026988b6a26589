import { createInterface } from 'node:readline';
import { systemClock } from '#core/kernel/clock.ts';
import { thisPlatform } from './machine.ts';
import { parseMessage, type FromSupervisor, type ToSupervisor } from './messages.ts';
import { makeStartToken, readBootId } from './process-identity.ts';
import { superviseJobs } from './supervise-jobs.ts';
import { holdWindowsJobs } from './windows-jobs.ts';

/* The program that starts all programs of tasks: `dist/supervisor.cjs`. It outlives an engine that dies, ends what is to
   end with it, and writes how the rest ended. */

void supervise();

async function supervise(): Promise<void> {
  ignoreSignals();
  const platform = thisPlatform();
  const { pid } = process;
  const startToken = makeStartToken(platform, pid, Math.round(performance.timeOrigin));
  const table = superviseJobs({
    platform,
    windows: platform === 'win32' ? holdWindowsJobs(pid) : null,
    clock: systemClock,
    bootId: await readBootId(platform),
    self: { pid, startToken },
    say: (message: FromSupervisor) => void process.stdout.write(`${JSON.stringify(message)}\n`),
    // On Windows this always holds: there the end of stdin alone tells.
    isEngineAlive: () => process.ppid === Number(process.argv[2]),
    onDone: () => process.exit(0),
  });
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    const message = parseMessage<ToSupervisor>(line);
    if (message !== null) table.take(message);
  });
  // The engine is dead, stops, or has cut the line with something unread in it.
  lines.on('close', table.outliveEngine);
  process.stdin.on('error', table.outliveEngine);
}

/**
 * Its engine's end leads the way, and that it sees by itself: a signal meant for everything (Ctrl-C, a closed terminal,
 * a system that shuts down) reaches engine and programs too, whose ends are still to be written.
 */
function ignoreSignals(): void {
  for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM', 'SIGBREAK'] as const)
    process.on(signal, () => undefined);
  // What is said to an engine that is gone reaches nobody.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
}
