import type { MetricPoint } from '#contract/entities.ts';
import { readMetricHistory, type RunRecord } from '#core/tracking/index.ts';
import { api, type PushWork } from './push-context.ts';
import { tagsToSend } from './run-tags.ts';

/** MLflow's limits of one call (mlflow/utils/validation.py). */
const perCall = { metrics: 1000, params: 100, tags: 100, datasets: 100 };
const pointsPerPage = 10_000;

/** Sends params, tags, the whole history of the metrics, and datasets; what is there already changes nothing. */
export async function logToRun(
  work: PushWork,
  record: RunRecord,
  id: string,
  parent: string | null,
): Promise<void> {
  for (const params of pieces(record.run.params, perCall.params)) await logBatch(work, id, { params });
  for (const tags of pieces(tagsToSend(record, parent), perCall.tags)) await logBatch(work, id, { tags });
  await sendMetrics(work, record, id);
  for (const datasets of pieces(record.datasets, perCall.datasets)) {
    await work.target.http.post(`${api}/runs/log-inputs`, {
      run_id: id,
      datasets: datasets.map(({ sourceType, tags, schema, profile, ...dataset }) => ({
        tags,
        dataset: {
          ...dataset,
          source_type: sourceType,
          ...(schema !== null && { schema }),
          ...(profile !== null && { profile }),
        },
      })),
    });
  }
}

async function logBatch(
  { target, job }: PushWork,
  id: string,
  batch: Readonly<Record<string, readonly unknown[]>>,
): Promise<void> {
  job.signal.throwIfAborted();
  await target.http.post(`${api}/runs/log-batch`, { run_id: id, ...batch });
}

/** The points of all metrics, gathered into calls that are as full as they may be. */
async function sendMetrics(work: PushWork, { run }: RunRecord, id: string): Promise<void> {
  let waiting: MetricPoint[] = [];
  const flush = async (): Promise<void> => {
    if (waiting.length === 0) return;
    await logBatch(work, id, { metrics: waiting });
    work.job.tally.report.fresh.points += waiting.length;
    work.job.progress('runs');
    waiting = [];
  };
  for (const { key } of run.metrics) {
    for (const point of historyOf(work, run.runId, key)) {
      waiting.push(point);
      if (waiting.length === perCall.metrics) await flush();
    }
  }
  await flush();
}

/** Whole, a page at a time. */
function* historyOf(
  { job }: PushWork,
  runId: string,
  key: string,
): Generator<MetricPoint & { key: string }, void> {
  for (let pageToken: string | undefined; ;) {
    const page = readMetricHistory(job.ctx, { runId, key, maxResults: pointsPerPage, pageToken });
    for (const point of page.points) yield { key, ...point };
    if (page.nextPageToken === null) return;
    pageToken = page.nextPageToken;
  }
}

export function* pieces<T>(items: readonly T[], size: number): Generator<T[], void> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}
