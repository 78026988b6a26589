import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as (kind?: { type: 'minor' | 'major' }) => void;

/** Bytes that this thread holds, on its heap and in buffers beside it, once nothing is left to collect. */
function liveMemory(): number {
  collect();
  // The first gives the buffers back beside the running program; the second waits for it.
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

export interface MemoryWatch {
  /** Ends the watch; answers the most bytes above those of its beginning that were held at any look. */
  end: () => number;
}

/**
 * Watches what this thread holds while something runs. What the system has given the process says less: it grows with
 * what the collector has not come to yet, which depends on what else the machine does.
 */
export function watchLiveMemory(): MemoryWatch {
  const before = liveMemory();
  let most = before;
  let timer = setTimeout(look, 100);
  function look(): void {
    const start = performance.now();
    most = Math.max(most, liveMemory());
    // A look takes as long as the heap is large; what is watched must come to its turn between two of them.
    timer = setTimeout(look, 100 + 4 * (performance.now() - start));
  }
  return {
    end: () => {
      clearTimeout(timer);
      return Math.max(most, liveMemory()) - before;
    },
  };
}
