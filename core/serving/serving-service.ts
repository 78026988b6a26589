import type { Actor } from '#contract/entities.ts';
import type { EngineEvent } from '#contract/events.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import type { ServedPrediction, ServingStatus } from '#contract/serving.ts';
import { workerFile } from '#core/kernel/worker-file.ts';
import type { EngineContext } from '#core/store/context.ts';
import { answerToColumns, createModelShelf, predictHere, type PredictInput } from './answer-here.ts';
import { listServable, readEndpoint, setEndpointModel } from './endpoint.ts';
import { createLatencyRing, type LatencyRing } from './latency-ring.ts';
import { createLogWriter, type LogWriter } from './log-writer.ts';
import { listRequests } from './request-log.ts';
import { createRouteFollower, type EndpointState, type RouteFollower } from './route-follower.ts';
import type { FromScorer, ScorerLimits, ToScorer } from './scorer-messages.ts';
import { createScorerThread, type ScorerThread } from './scorer-thread.ts';

export interface ServingOptions {
  contextFor(actor: Actor): EngineContext;
  /** Hears every commit's facts at once; returns the way to stop. */
  listen(listener: (events: readonly EngineEvent[]) => void): () => void;
  /** Of Stile: told to clients that ask. */
  version?: string;
  limits?: Partial<ScorerLimits>;
}

/** Answers with registered models, in this process and over HTTP by a worker. */
export interface ServingService {
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
  /**
   * Asks a model in this process, logged like a request.
   * @throws NOT_FOUND, MODEL_DAMAGED, MODEL_NOT_RUNNABLE; DISK_FULL and the like when it cannot be logged
   */
  predict(ctx: EngineContext, input: PredictInput): Promise<ServedPrediction>;
  /** @throws INVALID_PAGE_TOKEN */
  log(ctx: EngineContext, input: Inputs['serving']['log']): Outputs['serving']['log'];
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
  /** Null while nothing answers over HTTP. */
  thread: ScorerThread | null;
  logProblem: string | null;
  stopListening(): void;
}

export function createServing(options: ServingOptions): ServingService {
  const shelf = createModelShelf();
  const serving = assemble(options);
  const { follower, latencies, log } = serving;
  return {
    start: (port) => start(serving, port),
    async stop() {
      serving.stopListening();
      await serving.thread?.stop();
      serving.thread = null;
      await log.stop();
    },
    status: (ctx) => ({
      ...describe(serving.thread, follower.endpoint(), serving.logProblem),
      models: listServable(ctx),
      ...readTotals(ctx),
      p50Micros: latencies.quantile(0.5),
      p99Micros: latencies.quantile(0.99),
    }),
    async setModel(ctx, name) {
      await setEndpointModel(ctx, name);
      follower.refresh();
    },
    async predict(ctx, { model: uri, texts }) {
      const model = await shelf.take(ctx, uri);
      const answer = await predictHere(ctx, model, texts);
      await log.writeOnce(answerToColumns(ctx, answer, texts));
      return answer;
    },
    log: listRequests,
  };
}

function assemble(options: ServingOptions): Serving {
  const ctx = options.contextFor({ kind: 'engine', name: 'serving' });
  const log = createLogWriter({
    ctx,
    onProblem: (problem) => {
      serving.logProblem = problem;
      serving.thread?.post({ type: 'logProblem', problem });
      log.announce();
    },
  });
  const follower = createRouteFollower({
    ctx,
    post: (message) => serving.thread?.post(message),
    onChange: log.announce,
  });
  const latencies = createLatencyRing(rememberedLatencies);
  const stopListening = (): void => undefined;
  const serving: Serving = {
    options,
    ctx,
    log,
    latencies,
    follower,
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
  logProblem: string | null,
): Pick<ServingStatus, 'state' | 'address' | 'model' | 'problem'> {
  if (thread === null) return { state: 'off', address: null, model: null, problem: logProblem };
  const problem = thread.problem() ?? logProblem ?? endpoint.problem;
  const address = thread.address();
  const base = { address, model: endpoint.model, problem };
  if (thread.state() !== 'listening') {
    return { ...base, state: thread.state() === 'failed' ? 'failed' : 'starting' };
  }
  if (endpoint.model !== null) return { ...base, state: 'serving' };
  return { ...base, state: endpoint.problem === null ? 'no_model' : 'failed' };
}

function readTotals(ctx: EngineContext): Pick<ServingStatus, 'requests' | 'predictions' | 'errors'> {
  const { requests, predictions, errors } = readEndpoint(ctx);
  return { requests, predictions, errors };
}
