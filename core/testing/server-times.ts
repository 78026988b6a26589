// Loaded into a host before its own code (`--import`): how long each request of its HTTP servers took inside of the
// process, from the parsed head to the answer handed to the system. Written as JSON when the process ends.
import diagnostics from 'node:diagnostics_channel';
import { writeFileSync } from 'node:fs';
import { createHistogram } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

interface Message {
  request: object;
}

const file = process.env['STILE_TEST_SERVER_TIMES'];
if (isMainThread && file !== undefined) {
  const histogram = createHistogram();
  const starts = new WeakMap<object, number>();
  diagnostics.subscribe('http.server.request.start', (message) => {
    starts.set((message as Message).request, performance.now());
  });
  diagnostics.subscribe('http.server.response.finish', (message) => {
    const start = starts.get((message as Message).request);
    if (start !== undefined) histogram.record(Math.max(1, Math.round((performance.now() - start) * 1000)));
  });
  process.once('exit', () => {
    const ms = (microseconds: number): number => microseconds / 1000;
    const times = {
      count: histogram.count,
      p50: ms(histogram.percentile(50)),
      p99: ms(histogram.percentile(99)),
      max: ms(histogram.max),
    };
    writeFileSync(file, JSON.stringify(times));
  });
}
