import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Gives back to the system what this thread's heap has no use for: a start leaves half as much again behind as is in use
 * afterwards, and V8 itself lets go of it only after minutes of work. Takes some 50 ms, in which nothing else is done.
 */
export function trimMemory(): void {
  // The collector is a function of contexts that are made while the flag is up.
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  if (typeof collect !== 'function') return;
  Reflect.apply(collect, undefined, [{ type: 'major', execution: 'sync', flavor: 'last-resort' }]);
}
