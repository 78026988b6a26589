import type { Job } from '#contract/jobs.ts';
import type { PythonEnvironment } from '#contract/python.ts';
import { failure as failureSchema } from '#contract/python.ts';
import type { TransferCounts, TransferJob } from '#contract/transfer.ts';
import { StileError } from '#core/kernel/errors.ts';
import { listBackfillJobs, listPipelineJobs, type PipelineRunner } from '#core/pipelines/index.ts';
import type { PythonService } from '#core/python/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { TransferService } from '#core/transfer/index.ts';
import type { JobService } from '#core/rpc/rpc-context.ts';
import type { WorkLog } from './engine-work.ts';

interface Workers {
  runner: PipelineRunner;
  transfer: TransferService;
  python: PythonService;
}

/** When each Python environment was first seen in its state: the service itself keeps no times of unfinished ones. */
type FirstSeen = Map<string, number>;

const dayMs = 24 * 60 * 60_000;

export function createJobs(workers: Workers, work: WorkLog): JobService {
  const seen: FirstSeen = new Map();
  return {
    track: (kind, subject, run) => work.track(kind, subject, run),
    list: (ctx, { endedSince = ctx.clock.now() - dayMs }) => {
      const now = ctx.clock.now();
      const { jobs: transfers } = workers.transfer.list(ctx, { maxResults: 200 });
      const all = [
        ...listPipelineJobs(ctx.db, now, endedSince),
        ...listBackfillJobs(ctx.db, now, endedSince),
        ...transfers.map((transfer) => transferToJob(transfer, now)),
        ...workers.python.unfinished().map((environment) => environmentToJob(environment, seen, now)),
        ...work.list(),
      ];
      const jobs = all
        .filter(({ endedAt }) => endedAt === null || endedAt >= endedSince)
        .sort((a, b) => b.startedAt - a.startedAt);
      return { jobs };
    },
    cancel: (ctx, jobId) => cancelJob(workers, ctx, jobId),
  };
}

async function cancelJob(
  { runner, transfer, python }: Workers,
  ctx: EngineContext,
  jobId: string,
): Promise<void> {
  const cut = jobId.indexOf(':');
  const [kind, id] = [jobId.slice(0, cut), jobId.slice(cut + 1)];
  switch (kind) {
    case 'pipeline_run':
      await runner.cancel(ctx, { pipelineRunId: id });
      return;
    case 'backfill':
      await runner.cancelBackfill(ctx, { backfillId: Number(id) });
      return;
    case 'transfer':
      await transfer.cancel(ctx, Number(id));
      return;
    case 'python':
      python.cancel(id);
      return;
    case 'work': {
      const remedy = 'It ends by itself; nothing is half done.';
      throw new StileError('INVALID_STATE', `The job ${jobId} cannot be canceled. ${remedy}`, {
        kind: 'job',
        id: jobId,
        state: 'running',
        needed: 'one that can be canceled',
        remedy,
      });
    }
    default:
      throw new StileError(
        'NOT_FOUND',
        `There is no job "${jobId}". \`stile jobs list\` shows those that there are.`,
        {
          kind: 'job',
          id: jobId,
        },
      );
  }
}

const transferStates: Readonly<Record<TransferJob['state'], Job['state']>> = {
  running: 'running',
  done: 'done',
  failed: 'failed',
  canceled: 'canceled',
  interrupted: 'failed',
};

function transferToJob(transfer: TransferJob, now: number): Job {
  const { progress, error, startedAt, endedAt, state } = transfer;
  const done = sum(progress.done);
  const total = progress.total === null ? null : sum(progress.total);
  const isPaced = endedAt === null && total !== null && done > 0;
  const failure = failureSchema.safeParse(error).data ?? null;
  return {
    jobId: `transfer:${transfer.jobId}`,
    kind: transfer.direction,
    subject: transfer.address,
    state: transferStates[state],
    doing: progress.phase,
    progress: { done, total, unit: 'objects' },
    remainingMs: isPaced ? Math.max(0, ((now - startedAt) / done) * (total - done)) : null,
    startedAt,
    endedAt,
    canCancel: state === 'running',
    failure: failure && { code: failure.code, data: failure.data },
    failedTask: null,
    isMadeUpFor: false,
    reason: error?.message ?? (state === 'interrupted' ? 'interrupted' : null),
  };
}

/** Files are many small steps of the objects that they belong to and would hide how far those are. */
function sum(counts: TransferCounts): number {
  const { experiments, runs, loggedModels, models, versions } = counts;
  return experiments + runs + loggedModels + models + versions;
}

/** An environment is work while it is made; one that could not be made is told of until it is removed. */
function environmentToJob(environment: PythonEnvironment, seen: FirstSeen, now: number): Job {
  const { id, state, version, line, failure, problem } = environment;
  const isMade = state === 'preparing';
  return {
    jobId: `python:${id}`,
    kind: 'python_environment',
    subject: `Python ${version}`,
    state: isMade ? 'running' : 'failed',
    doing: line,
    progress: null,
    remainingMs: null,
    startedAt: sinceWhen(seen, `preparing ${id}`, now),
    endedAt: isMade ? null : sinceWhen(seen, `failed ${id}`, now),
    canCancel: isMade,
    failure,
    failedTask: null,
    isMadeUpFor: false,
    reason: problem,
  };
}

function sinceWhen(seen: FirstSeen, key: string, now: number): number {
  const at = seen.get(key) ?? now;
  seen.set(key, at);
  return at;
}
