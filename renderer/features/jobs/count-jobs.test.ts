import { expect, it } from 'vitest';
import type { Job } from '#contract/jobs.ts';
import { countJobs, trayJobs } from './count-jobs.ts';

const now = 1_000_000;

function makeJob(overrides: Partial<Job>): Job {
  return {
    jobId: 'work:1',
    kind: 'backup',
    subject: 'demo',
    state: 'running',
    doing: null,
    progress: null,
    remainingMs: null,
    startedAt: now - 60_000,
    endedAt: null,
    canCancel: false,
    failure: null,
    failedTask: null,
    isMadeUpFor: false,
    reason: null,
    ...overrides,
  };
}

const young = makeJob({ jobId: 'young', startedAt: now - 4999 });
const old = makeJob({ jobId: 'old', startedAt: now - 5000 });
const waiting = makeJob({ jobId: 'waiting', state: 'waiting' });
const failed = makeJob({ jobId: 'failed', state: 'failed', endedAt: now - 3000 });
const ended = makeJob({ jobId: 'ended', state: 'done', endedAt: now - 9999 });
const longOver = makeJob({ jobId: 'long over', state: 'done', endedAt: now - 10_000 });
const short = makeJob({ jobId: 'short', state: 'done', startedAt: now - 2000, endedAt: now - 1000 });
const all = [young, old, waiting, failed, ended, longOver, short];

it('work counts once it has gone on for five seconds', () => {
  expect(countJobs(all, now, 0)).toEqual({ running: 1, waiting: 1, failed: 1 });
  expect(countJobs([young], now + 1, 0).running).toBe(1);
});

it('a failure counts until a person has looked', () => {
  expect(countJobs([failed], now, now - 3001).failed).toBe(1);
  expect(countJobs([failed], now, now - 3000).failed).toBe(0);
});

it('a run that failed counts no more once a later one made up for it', () => {
  const broken = makeJob({ jobId: 'a', state: 'failed', startedAt: now - 9000, endedAt: now - 8000 });
  expect(countJobs([broken], now, 0).failed).toBe(1);
  expect(countJobs([{ ...broken, isMadeUpFor: true }], now, 0).failed).toBe(0);
});

it('what ended well leaves the tray after ten seconds, a failure stays, short work never shows', () => {
  expect(trayJobs(all, now).map(({ jobId }) => jobId)).toEqual(['old', 'waiting', 'failed', 'ended']);
});
