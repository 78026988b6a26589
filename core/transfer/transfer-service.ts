import type { Actor } from '#contract/entities.ts';
import type { EngineEvent } from '#contract/events.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import type { TransferJob, TransferPreview } from '#contract/transfer.ts';
import { errorText, isStileError, StileError } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import { createTally, sumCounts } from './counts.ts';
import { openSource } from './import/open-source.ts';
import { previewImport } from './import/preview.ts';
import { runImport } from './import/run-import.ts';
import type { JobContext } from './job.ts';
import { createJob, endJob, getJob, listJobs, recoverJobs, type JobEnd } from './jobs.ts';
import { openSide } from './objects.ts';
import { openTarget } from './push/open-target.ts';
import { previewPush } from './push/preview.ts';
import { runPush } from './push/run-push.ts';

type In = Inputs['transfer'];

export interface TransferOptions {
  contextFor(actor: Actor): EngineContext;
  /** Tells the screens. */
  announce(events: EngineEvent[]): void;
}

/** Imports and pushes, which go on while whoever started them does other things. */
export interface TransferService {
  /** Marks what an engine before this one left running. */
  recover(): Promise<void>;
  previewImport(
    ctx: EngineContext,
    order: In['previewImport'],
    signal?: AbortSignal,
  ): Promise<TransferPreview>;
  previewPush(ctx: EngineContext, order: In['previewPush'], signal?: AbortSignal): Promise<TransferPreview>;
  /** @throws what opening the source throws; INVALID_STATE while another job works with it */
  startImport(ctx: EngineContext, order: In['startImport']): Promise<TransferJob>;
  startPush(ctx: EngineContext, order: In['startPush']): Promise<TransferJob>;
  list(ctx: EngineContext, input: In['jobs']): Outputs['transfer']['jobs'];
  /** @throws NOT_FOUND */
  get(ctx: EngineContext, jobId: number): TransferJob;
  /** @throws NOT_FOUND */
  wait(ctx: EngineContext, input: In['wait'], signal?: AbortSignal): Promise<TransferJob>;
  /** Resolves when it has ended. @throws NOT_FOUND */
  cancel(ctx: EngineContext, jobId: number): Promise<TransferJob>;
  /** Ends what works; it goes on when it is asked for again. */
  stop(): Promise<void>;
}

interface RunningJob {
  address: string;
  progress: TransferJob['progress'];
  abort: AbortController;
  isStopped: boolean;
  ended: Promise<void>;
}

interface Service {
  options: TransferOptions;
  running: Map<number, RunningJob>;
}

export function createTransfers(options: TransferOptions): TransferService {
  const service: Service = { options, running: new Map() };
  const get: TransferService['get'] = (ctx, jobId) => withProgress(service, getJob(ctx, jobId));
  return {
    recover: () => recoverJobs(options.contextFor({ kind: 'engine', name: 'stile' })),
    previewImport: async (ctx, order, signal = new AbortController().signal) => {
      const source = await openSource(ctx, order, signal);
      try {
        return await previewImport(ctx, source, order, signal);
      } finally {
        await source.close();
      }
    },
    previewPush: async (ctx, order, signal = new AbortController().signal) =>
      previewPush(ctx, await openTarget(ctx, order, signal), order),
    startImport: (ctx, order) => startImport(service, ctx, order),
    startPush: (ctx, order) => startPush(service, ctx, order),
    list: (ctx, input) => {
      const { jobs, nextPageToken } = listJobs(ctx, input);
      return { jobs: jobs.map((job) => withProgress(service, job)), nextPageToken };
    },
    get,
    wait: async (ctx, { jobId, maxWaitMs = 60_000 }, signal) => {
      await waitFor(service.running.get(jobId)?.ended, maxWaitMs, signal);
      return get(ctx, jobId);
    },
    cancel: async (ctx, jobId) => {
      const job = service.running.get(jobId);
      job?.abort.abort();
      await job?.ended;
      return get(ctx, jobId);
    },
    stop: async () => {
      for (const job of service.running.values()) {
        job.isStopped = true;
        job.abort.abort();
      }
      await Promise.all([...service.running.values()].map(({ ended }) => ended));
    },
  };
}

function withProgress({ running }: Service, job: TransferJob): TransferJob {
  const progress = running.get(job.jobId)?.progress;
  return progress === undefined || job.state !== 'running' ? job : { ...job, progress };
}

async function startImport(
  service: Service,
  ctx: EngineContext,
  order: In['startImport'],
): Promise<TransferJob> {
  const abort = new AbortController();
  const source = await openSource(ctx, order, abort.signal);
  try {
    return await start(service, ctx, { direction: 'import', address: source.address, abort }, async (job) => {
      try {
        return await runImport(job, source, order);
      } finally {
        await source.close();
      }
    });
  } catch (error) {
    await source.close();
    throw error;
  }
}

async function startPush(service: Service, ctx: EngineContext, order: In['startPush']): Promise<TransferJob> {
  const abort = new AbortController();
  const target = await openTarget(ctx, order, abort.signal);
  return start(service, ctx, { direction: 'push', address: target.address, abort }, (job) =>
    runPush(job, target, order),
  );
}

interface Start {
  direction: TransferJob['direction'];
  address: string;
  abort: AbortController;
}

async function start(
  service: Service,
  ctx: EngineContext,
  { direction, address, abort }: Start,
  work: (job: JobContext) => Promise<void>,
): Promise<TransferJob> {
  refuseSecond(service, address);
  const sideId = await openSide(ctx, direction, address);
  refuseSecond(service, address);
  const made = await createJob(ctx, sideId, { direction, address });
  const running: RunningJob = {
    address,
    progress: made.progress,
    abort,
    isStopped: false,
    ended: Promise.resolve(),
  };
  service.running.set(made.jobId, running);
  running.ended = run(service, ctx, made.jobId, running, { sideId, work });
  return made;
}

/** Two jobs with one store would bring everything twice. */
function refuseSecond({ running }: Service, address: string): void {
  for (const [jobId, job] of running) {
    if (job.address !== address) continue;
    const remedy = 'Wait for its end, or cancel it.';
    throw new StileError('INVALID_STATE', `Job ${jobId} works with ${address} already. ${remedy}`, {
      kind: 'transfer',
      id: String(jobId),
      state: 'running',
      needed: 'over',
      remedy,
    });
  }
}

/** Never throws: what goes wrong is the end of the job. */
async function run(
  service: Service,
  ctx: EngineContext,
  jobId: number,
  running: RunningJob,
  { sideId, work }: { sideId: number; work: (job: JobContext) => Promise<void> },
): Promise<void> {
  const tally = createTally();
  const tell = createTeller(service);
  const job: JobContext = {
    ctx,
    sideId,
    tally,
    signal: running.abort.signal,
    progress: (phase, total = running.progress.total ?? undefined) => {
      running.progress = { phase, done: sumCounts(tally.report), total: total ?? null };
      tell();
    },
  };
  const outcome = await work(job).then(
    () => ({ state: 'done' as const, error: null }),
    (error: unknown) => toFailure(ctx, running, error),
  );
  const end: JobEnd = {
    ...outcome,
    progress: { ...running.progress, phase: 'over', done: sumCounts(tally.report) },
    report: tally.report,
  };
  await endJob(ctx, jobId, end).catch((error: unknown) => {
    ctx.logger.error({ err: error, jobId }, 'the end of a transfer could not be written');
  });
  service.running.delete(jobId);
}

/** How often screens are told of progress, in ms. */
const tellMs = 250;

function createTeller({ options }: Service): () => void {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    if (performance.now() - last < tellMs) return;
    last = performance.now();
    options.announce([{ type: 'transfer.changed' }]);
  };
}

function toFailure(
  ctx: EngineContext,
  { abort, isStopped }: RunningJob,
  error: unknown,
): Pick<JobEnd, 'state' | 'error'> {
  if (isStopped) return { state: 'interrupted', error: null };
  if (abort.signal.aborted) return { state: 'canceled', error: null };
  if (isStileError(error)) {
    const { code, message, data } = error;
    return { state: 'failed', error: { code, message, data } };
  }
  const id = ctx.ids.token().slice(0, 8);
  ctx.logger.error({ err: error, id }, 'a transfer failed');
  const message = `${errorText(error)} (the log has more, under ${id})`;
  return { state: 'failed', error: { code: 'INTERNAL', message, data: { id } } };
}

function waitFor(ended: Promise<void> | undefined, maxWaitMs: number, signal?: AbortSignal): Promise<void> {
  if (ended === undefined || signal?.aborted === true) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, maxWaitMs);
    signal?.addEventListener('abort', done);
    void ended.then(done);
  });
}
