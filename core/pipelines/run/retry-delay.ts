import { createHash } from 'node:crypto';
import type { RetryPolicy } from '../definition/definition.ts';

/**
 * How long to wait before the next try, in ms: the same each time, or twice as long as before up to the greatest. With
 * jitter up to half of it more, by a chance that is the same whenever it is asked: an engine that starts again waits as
 * long as the one before would have.
 * @param failures how many tries have failed, 1 or more
 * @param seed what tells this wait from others, e.g. run, task and try
 */
export function computeRetryDelay(policy: RetryPolicy, failures: number, seed: string): number {
  const { delayMs, isExponential, maxDelayMs, hasJitter } = policy;
  // 2^52 ms are longer than anything: beyond that the factor would lose its use.
  const grown = isExponential ? delayMs * 2 ** Math.min(failures - 1, 52) : delayMs;
  const base = Math.min(grown, Math.max(maxDelayMs, delayMs));
  return Math.round(hasJitter ? base * (1 + 0.5 * chanceOf(seed)) : base);
}

/** 0 to 1 */
function chanceOf(seed: string): number {
  return createHash('sha256').update(seed).digest().readUInt32LE(0) / 2 ** 32;
}
