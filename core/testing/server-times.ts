// Loaded into a host before its own code (`--import`): how long each request of its HTTP servers took inside of the
// process, from the parsed head to the answer handed to the system. Written as JSON when the process ends.
import diagnostics from 'node:diagnostics_channel';
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

interface Message {
  request: object;
}

/** `[when it ended, ms since 1970 UTC; how long it took, ms]` */
export type ServerTime = [at: number, ms: number];

const file = process.env['STILE_TEST_SERVER_TIMES'];
if (isMainThread && file !== undefined) {
  const times: ServerTime[] = [];
  const starts = new WeakMap<object, number>();
  diagnostics.subscribe('http.server.request.start', (message) => {
    starts.set((message as Message).request, performance.now());
  });
  diagnostics.subscribe('http.server.response.finish', (message) => {
    const start = starts.get((message as Message).request);
    if (start !== undefined) times.push([Date.now(), performance.now() - start]);
  });
  process.once('exit', () => {
    writeFileSync(file, JSON.stringify(times));
  });
}
