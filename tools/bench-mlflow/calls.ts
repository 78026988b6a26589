import { historyKey } from './seed-data.ts';
import { api } from './seed-stile.ts';
import type { RestCall } from './rest-client.ts';
import type { Subject } from './subject.ts';

/** A kind of call that is measured. */
export interface CallKind {
  name: string;
  /** How many times faster than MLflow it should be. */
  aim: number;
  /** Its time depends on how long the disk takes for a sync. */
  writes: boolean;
  /** Call number `n`; numbers never repeat on one server. */
  make(subject: Subject, n: number): RestCall;
}

const metadataAim = 20;
const sortAim = 100;
const batchPoints = 1000;

export const callKinds: readonly CallKind[] = [
  write('log-metric', ({ scratchRunId }, n) => ({
    path: 'runs/log-metric',
    body: {
      run_id: scratchRunId,
      key: 'loss',
      value: 1 / (n + 1),
      timestamp: 1_760_000_000_000 + n,
      step: n,
    },
  })),
  write('log-batch of 1,000 metrics', ({ scratchRunId }, n) => ({
    path: 'runs/log-batch',
    body: { run_id: scratchRunId, metrics: makeBatch(n) },
  })),
  write('runs/create', ({ scratch }, n) => ({
    path: 'runs/create',
    body: {
      experiment_id: scratch,
      user_id: 'kim',
      run_name: `made-${n}`,
      start_time: 1_760_000_000_000 + n,
      tags: [
        { key: 'mlflow.user', value: 'kim' },
        { key: 'mlflow.source.name', value: 'train.py' },
        { key: 'mlflow.source.type', value: 'LOCAL' },
      ],
    },
  })),
  write('set-tag', ({ scratchRunId }, n) => ({
    path: 'runs/set-tag',
    body: { run_id: scratchRunId, key: `tag-${n % 50}`, value: `value ${n}` },
  })),
  read('runs/get', ({ runIds }, n) => `runs/get?run_id=${pick(runIds, n)}&run_uuid=${pick(runIds, n)}`),
  search('search, 100 newest', metadataAim, {}),
  search('search, 1,000 newest', metadataAim, { max_results: 1000 }),
  search('search, 100 by a metric', sortAim, { order_by: ['metrics.m1 DESC'] }),
  search('search, metric and param filter', metadataAim, { filter: "metrics.m1 > 0.5 AND params.p1 = 'v3'" }),
  search('search, tag, 2 metrics, by a metric', metadataAim, {
    filter: "tags.team = 'ads' AND metrics.m1 > 0.5 AND metrics.m2 < 0.5",
    order_by: ['metrics.m3 DESC', 'attributes.start_time ASC'],
  }),
  read('interval history, 20 runs', ({ historyRunIds }) => {
    const runs = historyRunIds.slice(0, 20).map((id) => `run_ids=${id}`);
    return `metrics/get-history-bulk-interval?${runs.join('&')}&metric_key=${historyKey}&max_results=320`;
  }),
  read('history of 2,000 points', ({ historyRunIds }, n) => {
    const id = pick(historyRunIds, n);
    return `metrics/get-history?run_id=${id}&run_uuid=${id}&metric_key=${historyKey}&max_results=25000`;
  }),
];

function write(
  name: string,
  make: (subject: Subject, n: number) => { path: string; body: object },
): CallKind {
  return {
    name,
    aim: metadataAim,
    writes: true,
    make: (subject, n) => {
      const { path, body } = make(subject, n);
      return { method: 'POST', path: api(path), body };
    },
  };
}

function read(name: string, path: (subject: Subject, n: number) => string): CallKind {
  return {
    name,
    aim: metadataAim,
    writes: false,
    make: (subject, n) => ({ method: 'GET', path: api(path(subject, n)) }),
  };
}

/** The body is what the Python client sends. */
function search(name: string, aim: number, query: object): CallKind {
  return {
    name,
    aim,
    writes: false,
    make: ({ runs }) => ({
      method: 'POST',
      path: api('runs/search'),
      body: { experiment_ids: [runs], run_view_type: 'ACTIVE_ONLY', max_results: 100, ...query },
    }),
  };
}

function makeBatch(n: number): object[] {
  return Array.from({ length: batchPoints }, (_, point) => ({
    key: `batch-${point % 10}`,
    value: point / 7,
    timestamp: 1_760_000_000_000 + n,
    step: n * 100 + Math.floor(point / 10),
  }));
}

function pick(items: readonly string[], n: number): string {
  return items[n % items.length] ?? '';
}
