import type { Actor } from '#contract/entities.ts';
import type { EngineEvent } from '#contract/events.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import type { ServedPrediction, ServingStatus } from '#contract/serving.ts';
import { invalidArgument } from '#core/kernel/errors.ts';
import type { Json } from '#core/kernel/json.ts';
import { workerFile } from '#core/kernel/worker-file.ts';
import type { ModelScorers } from '#core/models/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import { answerHere } from './answer-here.ts';
import { findNamedTarget, listServable, readEndpoint, setEndpointModel } from './endpoint.ts';
import { createLatencyRing, type LatencyRing } from './latency-ring.ts';
import { createLogWriter, type LogWriter } from './log-writer.ts';
import { createModelScorers } from './model-scorers.ts';
import { createPythonPool, type PythonPool, type PythonPoolOptions } from './python/python-pool.ts';
import { servePython } from './python/serve-python.ts';
import { listRequests } from './request-log.ts';
import { createRouteFollower, type EndpointState, type RouteFollower } from './route-follower.ts';
import type { FromScorer, ScorerLimits, ToScorer } from './scorer-messages.ts';
import { createScorerThread, type ScorerThread } from './scorer-thread.ts';
import type { ServingProblem } from './serving-problem.ts';

export interface ServingOptions {
  contextFor(actor: Actor): EngineContext;
  /** Hears every commit's facts at once; returns the way to stop. */
  listen(listener: (events: readonly EngineEvent[]) => void): () => void;
  /** Of Stile: told to clients that ask. */
  version?: string;
  limits?: Partial<ScorerLimits>;
  /** What models in Python stand on. */
  python: Pick<PythonPoolOptions, 'python' | 'platform' | 'env' | 'resources' | 'limits'>;
}

/** Answers with registered models, in this process and over HTTP by a worker. */
export interface ServingService {
  /** The way to models of any kind, for whoever scores rows: batches, gates, evaluations. */
  models: ModelScorers;
  /**
   * Starts the thread that answers over HTTP; hosts call this, one-shot commands do not. Resolves when it listens or
   * has failed to, which `status` then says. `port`: asked for by number; left out: 5001 or the next free; 0: any.
   */
  start(port?: number): Promise<void>;
  /** Answers what is under way, writes the rest of the log, ends the worker. */
  stop(): Promise<void>;
  status(ctx: EngineContext): ServingStatus;
  /** Says which model `/invocations` means; null: the one promoted last. @throws NOT_FOUND */
  setModel(ctx: EngineContext, name: string | null): Promise<void>;
  /** Looks anew which models its routes mean, and tries again what failed: a Python may be there now. */
  refresh(): void;
  /**
   * Asks a model here, logged like a request: a text model in this process, another one in its Python.
   * @throws NOT_FOUND, INVALID_ARGUMENT, MODEL_DAMAGED, MODEL_NOT_RUNNABLE, MODEL_FAILED, PYTHON_NOT_FOUND,
   * PYTHON_ENVIRONMENT_FAILED; DISK_FULL and the like when it cannot be logged
   */
  predict(ctx: EngineContext, input: PredictInput): Promise<ServedPrediction>;
  /** @throws INVALID_PAGE_TOKEN */
  log(ctx: EngineContext, input: Inputs['serving']['log']): Outputs['serving']['log'];
}

export interface PredictInput {
  /** `models:/reviews@champion`, `models:/reviews/3`, or a name */
  model: string;
  texts: readonly string[];
  /** Of a model in Python, beside or instead of texts. */
  rows: readonly Json[];
}

const usualPort = 5001;
const usualLimits: ScorerLimits = {
  bodyBytes: 10_000_000,
  receivedBytes: 100_000_000,
  inFlight: 256,
  unloggedRequests: 30_000,
  unloggedChars: 100_000_000,
};
/** Requests whose latency `status` looks at. */
const rememberedLatencies = 1000;

interface Serving {
  options: ServingOptions;
  ctx: EngineContext;
  log: LogWriter;
  latencies: LatencyRing;
  follower: RouteFollower;
  models: ModelScorers;
  pool: PythonPool;
  /** Null while nothing answers over HTTP. */
  thread: ScorerThread | null;
  logProblem: ServingProblem | null;
  stopListening(): void;
}

export function createServing(options: ServingOptions): ServingService {
  const serving = assemble(options);
  const { follower, latencies, log, pool } = serving;
  return {
    models: serving.models,
    start: (port) => start(serving, port),
    async stop() {
      serving.stopListening();
      await serving.thread?.stop();
      serving.thread = null;
      await pool.stop();
      await log.stop();
    },
    status: (ctx) => ({
      ...describe(serving.thread, follower.endpoint(), serving.logProblem),
      models: listServable(ctx),
      ...readTotals(ctx),
      python: pool.status(),
      p50Micros: latencies.quantile(0.5),
      p99Micros: latencies.quantile(0.99),
    }),
    async setModel(ctx, name) {
      await setEndpointModel(ctx, name);
      follower.refresh();
    },
    refresh: follower.refresh,
    predict: (ctx, input) => predict(serving, ctx, input),
    log: listRequests,
  };
}

async function predict(
  { models, log }: Serving,
  ctx: EngineContext,
  { model: uri, texts, rows }: PredictInput,
): Promise<ServedPrediction> {
  const target = findNamedTarget(ctx, uri);
  if (texts.length + rows.length === 0) {
    throw invalidArgument('texts', '', 'there is nothing to ask about', 'Send at least one text or row.');
  }
  const { served, log: row } = await answerHere(ctx, models, target, [...texts, ...rows]);
  await log.writeOnce(row);
  return served;
}

function assemble(options: ServingOptions): Serving {
  const ctx = options.contextFor({ kind: 'engine', name: 'serving' });
  const log = createLogWriter({
    ctx,
    onProblem: (problem) => {
      serving.logProblem = problem;
      serving.thread?.post({ type: 'logProblem', problem: problem?.text ?? null });
      log.announce();
    },
  });
  const follower = createRouteFollower({
    ctx,
    post: (message) => serving.thread?.post(message),
    onChange: () => {
      const answering = follower.endpoint().model;
      pool.keep(answering === null ? null : `models:/${answering.name}/${answering.version}`);
      log.announce();
    },
  });
  const pool = createPythonPool({ ...options.python, logger: ctx.logger, onChange: log.announceSoon });
  const latencies = createLatencyRing(rememberedLatencies);
  const stopListening = (): void => undefined;
  const serving: Serving = {
    options,
    ctx,
    log,
    latencies,
    follower,
    models: createModelScorers(pool),
    pool,
    thread: null,
    logProblem: null,
    stopListening,
  };
  return serving;
}

async function start(serving: Serving, port: number | undefined): Promise<void> {
  if (serving.thread !== null) return;
  const { options, follower, log } = serving;
  const limits = { ...usualLimits, ...options.limits };
  serving.thread = createScorerThread({
    file: workerFile('serving/scorer.worker.ts'),
    settings: { port, usualPort, version: options.version ?? '', limits },
    onMessage: (message, reply) => {
      receive(serving, message, reply);
    },
    onStart: follower.restart,
    onChange: log.announce,
  });
  serving.stopListening = options.listen((events) => {
    if (events.some(({ type }) => type === 'model.changed')) follower.refresh();
  });
  await serving.thread.start();
}

function receive(serving: Serving, message: FromScorer, reply: (message: ToScorer) => void): void {
  const { follower } = serving;
  switch (message.type) {
    case 'log':
      keepLog(serving, message, reply);
      break;
    case 'loadPython':
    case 'askPython':
      servePython(serving.pool, message, reply);
      break;
    case 'open':
      follower.open(message.key);
      break;
    case 'closed':
      follower.close(message.key);
      break;
    case 'serving':
      follower.served(message.key, message.ticket);
      break;
    case 'loadFailed':
      follower.failed(message.key, message.ticket, message.code, message.problem);
      break;
    default:
  }
}

/** The scorer counts what is not yet on the disk, so it is told when a batch is, and never when it is not. */
function keepLog(
  serving: Serving,
  { batch, rows }: Extract<FromScorer, { type: 'log' }>,
  reply: (message: ToScorer) => void,
): void {
  serving.latencies.add(rows.micros);
  serving.log.write(rows).then(
    () => {
      reply({ type: 'logged', batch });
    },
    () => undefined,
  );
}

function describe(
  thread: ScorerThread | null,
  endpoint: EndpointState,
  logProblem: ServingProblem | null,
): Pick<ServingStatus, 'state' | 'address' | 'model' | 'problem' | 'trouble'> {
  if (thread === null)
    return { state: 'off', address: null, model: null, ...tellTrouble(null, logProblem, null) };
  const told = tellTrouble(thread.problem(), logProblem, endpoint.problem);
  const address = thread.address();
  const base = { address, model: endpoint.model, ...told };
  if (thread.state() !== 'listening') {
    return { ...base, state: thread.state() === 'failed' ? 'failed' : 'starting' };
  }
  if (endpoint.model !== null) return { ...base, state: 'serving' };
  if (endpoint.isLoading) return { ...base, state: 'starting' };
  return { ...base, state: endpoint.problem === null ? 'no_model' : 'failed' };
}

/** What has to be mended first: without a server nothing answers, without a log nothing may. */
function tellTrouble(
  server: ServingProblem | null,
  log: ServingProblem | null,
  model: ServingProblem | null,
): Pick<ServingStatus, 'problem' | 'trouble'> {
  const first = Object.entries({ server, log, model }).find(([, problem]) => problem !== null);
  if (first === undefined) return { problem: null, trouble: null };
  const [of, { text, failure }] = first as ['server' | 'log' | 'model', ServingProblem];
  return { problem: text, trouble: { of, failure } };
}

function readTotals(ctx: EngineContext): Pick<ServingStatus, 'requests' | 'predictions' | 'errors'> {
  const { requests, predictions, errors } = readEndpoint(ctx);
  return { requests, predictions, errors };
}
