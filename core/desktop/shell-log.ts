import { systemClock, type Clock } from '#core/kernel/clock.ts';
import { openRotatingFile } from '#core/kernel/rotating-file.ts';

/** Writes one line of what happened, with facts that are no data of the user. */
export type ShellLog = (event: string, facts?: object) => void;

/** The log of the desktop app as lines of JSON: five files of 5 MB at most. */
export function openShellLog(folder: string, clock: Clock = systemClock): ShellLog {
  const file = openRotatingFile({ folder, name: 'desktop', maxBytes: 5_000_000, keep: 5 });
  return (event, facts = {}) => {
    file.write(`${JSON.stringify({ time: new Date(clock.now()).toISOString(), event, ...facts })}\n`);
  };
}
