import type { LaidTask, Places } from './flow-places.ts';
import { layOutAround } from './lay-out-around.ts';
import { layOutFresh } from './lay-out-fresh.ts';

/** Places all tasks from left to right; those that a person has moved stay, and the others keep clear of them. */
export function layOut(tasks: readonly LaidTask[], fixed: Places): Places {
  const fresh = layOutFresh(tasks);
  if (fixed.size === 0) return fresh;
  return layOutAround(tasks, { fixed, wanted: fresh, followsFixed: true });
}
