// Stands in for the scoring thread in tests of what keeps it alive: it logs one request, and ends by an error, as soon
// as it is told of a route.
import { parentPort } from 'node:worker_threads';
import { createLogBuffer } from '#core/serving/log-buffer.ts';
import type { FromScorer, ToScorer } from '#core/serving/scorer-messages.ts';

const engine = parentPort;
if (engine === null) throw new Error('This file is a worker thread.');
const send = (message: FromScorer): void => {
  engine.postMessage(message);
};
const log = createLogBuffer({
  send: (batch, rows) => {
    send({ type: 'log', batch, rows });
  },
  unloggedRequests: 10,
  unloggedChars: 1000,
});
process.on('exit', log.flush);
engine.on('message', ({ type }: ToScorer) => {
  if (type === 'stop') send({ type: 'stopped' });
  if (type !== 'route') return;
  log.add({
    requestId: 'last',
    model: 'reviews',
    version: 1,
    route: '/invocations',
    status: 200,
    rows: 1,
    micros: 10,
    inputs: '["a"]',
    predictions: '[["good",1]]',
    error: '',
  });
  throw new Error('out of ink');
});
send({ type: 'listening', port: 1 });
