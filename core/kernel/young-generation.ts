import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Both halves of the space for new objects, in MB: twice `--max-semi-space-size`. */
const mostMegabytes = 32;

/**
 * Keeps V8's space for new objects at 32 MB. Any long load makes it grow to 128 MB, and it stays so, though no call gets
 * faster by it. V8 takes a limit as an option of a starting process only, which whoever starts the engine would have to
 * give; but the factor by which the space grows it reads each time. Threads share that factor: those that start from now
 * on begin with a space that needs no growth. What is told of a collection comes some turns of the loop later: one turn
 * that keeps more than the space holds may make it grow once more before. Returns what ends it.
 */
export function boundYoungGeneration(): () => void {
  setFlagsFromString(`--min-semi-space-size=${mostMegabytes / 4}`);
  setFlagsFromString(`--max-semi-space-size=${mostMegabytes / 2}`);
  const observer = new PerformanceObserver(() => {
    setGrowth(youngMegabytes() < mostMegabytes);
  });
  observer.observe({ entryTypes: ['gc'] });
  return () => {
    observer.disconnect();
    setGrowth(true);
  };
}

function setGrowth(grows: boolean): void {
  setFlagsFromString(`--semi-space-growth-factor=${grows ? 2 : 1}`);
}

/** What the space has, in use or not. */
function youngMegabytes(): number {
  const space = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
  return (space?.space_size ?? 0) / 1024 / 1024;
}
