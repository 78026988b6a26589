import { expect, it } from 'vitest';
import type { Run } from '#contract/entities.ts';
import type { Alert } from '#contract/monitoring.ts';
import { createNewsReader } from './news.ts';
import type { NewsSource } from './news.ts';

type Told = { readonly alert?: Partial<Alert>; readonly run?: Partial<Run> };

/** An engine that answers what is put into `now`, and knows nothing else. */
function readerOn(now: Told): ReturnType<typeof createNewsReader> {
  const missing = () => Promise.reject(new Error('Nothing here'));
  const source = {
    monitoring: { getAlert: () => Promise.resolve(now.alert) },
    runs: { get: () => Promise.resolve(now.run) },
    jobs: { list: missing },
    pipelines: { getRun: missing },
  };
  return createNewsReader(source as object as NewsSource, 1000);
}

const changed = [{ type: 'alert.changed', model: 'm', alertId: 7 }] as const;

it('an alert that fires is news once, and again when it gets worse', async () => {
  const now: { alert: Partial<Alert> } = { alert: { state: 'firing', severity: 'warning', firedAt: 2000 } };
  const reader = readerOn(now);
  expect(await reader.read(changed)).toMatchObject([{ kind: 'alert', isEscalated: false }]);
  expect(await reader.read(changed)).toEqual([]);
  now.alert = { ...now.alert, severity: 'critical' };
  expect(await reader.read(changed)).toMatchObject([{ key: 'alert:7:critical', isEscalated: true }]);
  now.alert = { ...now.alert, state: 'acknowledged' };
  expect(await reader.read(changed)).toEqual([]);
});

it('an alert from before, that only changed, is no news', async () => {
  const reader = readerOn({ alert: { state: 'firing', severity: 'warning', firedAt: 500 } });
  expect(await reader.read(changed)).toEqual([]);
});

it('a long run by itself is news at its end; a short one, a nested one and one of a pipeline are not', async () => {
  const long: Partial<Run> = {
    status: 'FINISHED',
    startedAt: 2000,
    endedAt: 60_000,
    parentRunId: null,
    tags: [],
  };
  const read = (run: Partial<Run>) =>
    readerOn({ run: { ...long, ...run } }).read([{ type: 'run.changed', experimentId: '1', runId: 'ab' }]);
  expect(await read({})).toMatchObject([{ kind: 'run' }]);
  expect(await read({ endedAt: 3000 })).toEqual([]);
  expect(await read({ status: 'KILLED' })).toEqual([]);
  expect(await read({ parentRunId: 'cd' })).toEqual([]);
  expect(await read({ tags: [{ key: 'stile.pipelineRunId', value: 'x' }] })).toEqual([]);
});

it('what cannot be read is no news', async () => {
  const reader = readerOn({});
  expect(await reader.read([{ type: 'jobs.changed' }])).toEqual([]);
});
