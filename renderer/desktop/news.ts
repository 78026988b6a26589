import type { Run } from '#contract/entities.ts';
import type { EngineEvent } from '#contract/events.ts';
import type { Job } from '#contract/jobs.ts';
import type { Alert } from '#contract/monitoring.ts';
import type { TaskRun } from '#contract/pipelines.ts';
import type { EngineClient } from '#contract/procedures.ts';

/** Something that a person who looks elsewhere wants to know. The same `key` is the same news in every window. */
export type News = { readonly key: string } & (
  | { readonly kind: 'alert'; readonly alert: Alert; readonly isEscalated: boolean }
  | { readonly kind: 'job'; readonly job: Job }
  | { readonly kind: 'run'; readonly run: Run }
  | {
      readonly kind: 'question';
      readonly pipelineRunId: string;
      readonly pipeline: string;
      readonly task: Pick<TaskRun, 'taskId'>;
    }
);

/** Shorter runs of code are over before anybody looks away, ms. */
const longRunMs = 30_000;
/** What the engine does for its own sake is no news, unless it fails. */
const quietJobs: readonly Job['kind'][] = ['backup', 'check', 'purge'];
const ranks = { info: 0, warning: 1, critical: 2 } as const;

/** What is read of the engine. */
export type NewsSource = {
  readonly monitoring: Pick<EngineClient['monitoring'], 'getAlert'>;
  readonly jobs: Pick<EngineClient['jobs'], 'list'>;
  readonly pipelines: Pick<EngineClient['pipelines'], 'getRun'>;
  readonly runs: Pick<EngineClient['runs'], 'get'>;
};

export type NewsReader = {
  /** What of these facts is news, each once. The facts name what changed: what it is now is read from the engine. */
  readonly read: (events: readonly EngineEvent[]) => Promise<readonly News[]>;
};

/** @param since what ended or fired before is no news, ms since 1970 UTC */
export function createNewsReader(client: NewsSource, since: number): NewsReader {
  const told = new Set<string>();
  const severities = new Map<number, Alert['severity']>();

  function onlyNew(news: readonly News[]): readonly News[] {
    return news.filter(({ key }) => !told.has(key) && told.add(key));
  }

  async function readAlert(alertId: number): Promise<readonly News[]> {
    const alert = await client.monitoring.getAlert({ alertId });
    const before = severities.get(alertId);
    severities.set(alertId, alert.severity);
    if (alert.state !== 'firing') return [];
    const isEscalated = before !== undefined && ranks[alert.severity] > ranks[before];
    if (!isEscalated && alert.firedAt < since) return [];
    return [
      {
        kind: 'alert',
        key: `alert:${String(alertId)}:${isEscalated ? alert.severity : ''}`,
        alert,
        isEscalated,
      },
    ];
  }

  async function readJobs(): Promise<readonly News[]> {
    const { jobs } = await client.jobs.list({ endedSince: since });
    return jobs
      .filter(isJobNews)
      .map((job) => ({ kind: 'job', key: `${job.jobId}:${String(job.endedAt)}`, job }));
  }

  async function readQuestions(pipelineRunId: string): Promise<readonly News[]> {
    const { tasks, pipeline, endedAt } = await client.pipelines.getRun({ pipelineRunId });
    const waiting = endedAt === null ? tasks.filter(({ state }) => state === 'awaiting_input') : [];
    return waiting.map((task) => ({
      kind: 'question',
      key: `question:${pipelineRunId}:${task.taskId}`,
      pipelineRunId,
      pipeline,
      task,
    }));
  }

  async function readRun(runId: string): Promise<readonly News[]> {
    const run = await client.runs.get({ runId });
    return isRunNews(run, since) ? [{ kind: 'run', key: `run:${runId}:${String(run.endedAt)}`, run }] : [];
  }

  return {
    read: async (events) => {
      const wanted = collect(events);
      const parts = await Promise.allSettled([
        ...wanted.alerts.map(readAlert),
        ...wanted.pipelineRuns.map(readQuestions),
        ...wanted.runs.map(readRun),
        ...(wanted.hasJobs ? [readJobs()] : []),
      ]);
      // What cannot be read, such as a run that was deleted meanwhile, is no news.
      return onlyNew(parts.flatMap((part) => (part.status === 'fulfilled' ? part.value : [])));
    },
  };
}

/** What a person has to do something about. */
export function isBad(news: News): boolean {
  if (news.kind === 'job') return news.job.state === 'failed';
  if (news.kind === 'run') return news.run.status === 'FAILED';
  return news.kind === 'alert';
}

function isJobNews({ kind, state, startedAt, endedAt }: Job): boolean {
  if (endedAt === null || endedAt < startedAt) return false;
  return state === 'failed' || (state === 'done' && !quietJobs.includes(kind));
}

/** Runs that a pipeline made are told of with it; those inside of another one with that. */
function isRunNews({ status, startedAt, endedAt, parentRunId, tags }: Run, since: number): boolean {
  if (endedAt === null || endedAt < since || endedAt - startedAt < longRunMs) return false;
  if (parentRunId !== null || tags.some(({ key }) => key === 'stile.pipelineRunId')) return false;
  return status === 'FINISHED' || status === 'FAILED';
}

function collect(events: readonly EngineEvent[]) {
  const alerts = new Set<number>();
  const pipelineRuns = new Set<string>();
  const runs = new Set<string>();
  let hasJobs = false;
  for (const event of events) {
    if (event.type === 'alert.changed') alerts.add(event.alertId);
    if (event.type === 'run.changed') runs.add(event.runId);
    if (event.type === 'pipelineRun.changed') pipelineRuns.add(event.pipelineRunId);
    hasJobs ||= ['pipelineRun.changed', 'jobs.changed', 'transfer.changed', 'python.changed'].includes(
      event.type,
    );
  }
  // So much at once is a flood that nobody wants to read, and the lists tell of it.
  return {
    alerts: [...alerts].slice(0, 50),
    pipelineRuns: [...pipelineRuns].slice(0, 20),
    runs: [...runs].slice(0, 20),
    hasJobs,
  };
}
