import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';
import { hasCode } from '#core/kernel/errors.ts';
import { listenOnLoopback } from '#core/kernel/loopback-listen.ts';
import { createLogBuffer } from './log-buffer.ts';
import { createPythonLink } from './python/python-link.ts';
import type { FromScorer, ScorerSettings, ToScorer } from './scorer-messages.ts';
import { createScorerMetrics } from './scorer-metrics.ts';
import { createContinueListener, createScorerListener } from './scorer-requests.ts';
import { createScorerRoutes } from './scorer-routes.ts';
import type { ScorerState } from './scorer-state.ts';
import type { ModelTarget, ServableModel } from './servable-model.ts';
import { toServingProblem } from './serving-problem.ts';

/** The thread that answers over HTTP. It decides nothing: the engine says which model each route means. */
const engine = parentPort;
if (engine === null) throw new Error('This file is a worker thread of the engine.');
const settings = workerData as ScorerSettings;
const send = (message: FromScorer, transfer: readonly ArrayBuffer[] = []): void => {
  engine.postMessage(message, transfer);
};
const python = createPythonLink(send);

/** With the first model only: until then this listens, and nobody waits for the classifier's code. */
const load = async (target: ModelTarget): Promise<ServableModel> => {
  const { loadServable, readRuntime } = await import('./load-servable.ts');
  const { kind } = await readRuntime(target.folder);
  return kind === 'text' ? loadServable(target) : python.load(target);
};

const state: ScorerState = {
  routes: createScorerRoutes({ send, load }),
  log: createLogBuffer({
    ...settings.limits,
    send: (batch, rows) => {
      send({ type: 'log', batch, rows });
    },
  }),
  metrics: createScorerMetrics(),
  limits: settings.limits,
  version: settings.version,
  idPrefix: randomBytes(6).toString('hex'),
  requestNumber: 0,
  inFlight: 0,
  receivedBytes: 0,
  logProblem: null,
  isStopping: false,
};
/** What was answered is logged even when the thread ends by an error of its own. */
process.on('exit', state.log.flush);

/** As long as clients keep theirs; a body must come within a minute. */
const idleMs = 120_000;
const requestMs = 60_000;

function makeServer(): Server {
  const listener = createScorerListener(state);
  const server = createServer(
    { keepAliveTimeout: idleMs, headersTimeout: requestMs, requestTimeout: requestMs, noDelay: true },
    listener,
  );
  server.on('checkContinue', createContinueListener(state, listener));
  return server;
}

let servers: Server[] = [];

async function start(): Promise<void> {
  try {
    const bound = await listenOnLoopback(makeServer, settings);
    servers = bound.servers;
    send({ type: 'listening', port: bound.port });
  } catch (error) {
    send({ type: 'notListening', problem: toServingProblem(error), ...portsOf(error) });
  }
}

function portsOf(error: unknown): { port: number | null; next: number | null } {
  return hasCode(error, 'PORT_IN_USE') ? error.data : { port: null, next: null };
}

async function stop(drainMs: number): Promise<void> {
  state.isStopping = true;
  const closed = servers.map(
    (server) =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeIdleConnections();
      }),
  );
  const timer = setTimeout(() => {
    for (const server of servers) server.closeAllConnections();
  }, drainMs);
  await Promise.all(closed);
  clearTimeout(timer);
  state.log.flush();
  send({ type: 'stopped' });
}

engine.on('message', (message: ToScorer) => {
  if (python.receive(message)) return;
  switch (message.type) {
    case 'route':
    case 'noRoute':
      state.routes.receive(message);
      break;
    case 'logged':
      state.log.acknowledge(message.batch);
      break;
    case 'logProblem':
      state.logProblem = message.problem;
      break;
    case 'stop':
      void stop(message.drainMs);
      break;
    default:
  }
});
void start();
