import { existsSync, readFileSync } from 'node:fs';

/**
 * Milliseconds, without those in which this thread was ready to run and another, of any program, had the processor: Linux
 * counts them as the second number here, in nanoseconds. What this thread does and what it waits for, as a disk, counts.
 */
export function readClock(): number {
  const counts = existsSync('/proc/self/schedstat') ? readFileSync('/proc/self/schedstat', 'utf8') : '';
  return performance.now() - Number(counts.split(' ')[1] ?? 0) / 1e6;
}
