import { describe, expect, it } from 'vitest';
import type { Platform } from '#core/kernel/folder-hazards.ts';
import {
  chooseMeans,
  judgeJob,
  planEnd,
  planRest,
  type EndMeans,
  type EndStep,
  type JobFacts,
} from './end-plan.ts';

describe('planEnd', () => {
  it('ends a canceled program gently, then by force when its grace is over', () => {
    expect(planEnd('cancel', 9000)).toEqual([
      { step: 'interrupt', afterMs: 0 },
      { step: 'terminate', afterMs: 6000 },
      { step: 'kill', afterMs: 9000 },
    ]);
  });

  it('uses force at once where there is no grace', () => {
    expect(planEnd('cancel', 0)).toEqual([{ step: 'kill', afterMs: 0 }]);
    expect(planEnd('orphan')).toEqual([{ step: 'kill', afterMs: 0 }]);
  });

  it('is over within a second of the end of an engine', () => {
    expect(planEnd('engine-exit')).toEqual([
      { step: 'terminate', afterMs: 0 },
      { step: 'kill', afterMs: 500 },
    ]);
  });

  it('lets what a program leaves behind finish before it is told', () => {
    expect(planEnd('leftovers')).toEqual([
      { step: 'terminate', afterMs: 250 },
      { step: 'kill', afterMs: 750 },
    ]);
  });
});

describe('planRest', () => {
  it('tells at once what an interrupt has not ended, and keeps the time of force', () => {
    expect(planRest(planEnd('cancel', 9000), 1000)).toEqual([
      { step: 'terminate', afterMs: 0 },
      { step: 'kill', afterMs: 8000 },
    ]);
  });

  it('repeats nothing', () => {
    expect(planRest(planEnd('cancel', 9000), 7000)).toEqual([{ step: 'kill', afterMs: 2000 }]);
    expect(planRest(planEnd('cancel', 0), 1)).toEqual([]);
  });
});

describe('chooseMeans', () => {
  const stop: EndMeans = { kind: 'stop-file' };
  const cases: [Platform, EndStep, EndMeans[]][] = [
    ['linux', 'interrupt', [stop, { kind: 'signal', signal: 'SIGINT' }]],
    ['linux', 'terminate', [stop, { kind: 'signal', signal: 'SIGTERM' }]],
    ['linux', 'kill', [{ kind: 'signal', signal: 'SIGKILL' }]],
    ['darwin', 'interrupt', [stop, { kind: 'signal', signal: 'SIGINT' }]],
    ['darwin', 'terminate', [stop, { kind: 'signal', signal: 'SIGTERM' }]],
    ['darwin', 'kill', [{ kind: 'signal', signal: 'SIGKILL' }]],
    ['win32', 'interrupt', [stop]],
    ['win32', 'terminate', [stop, { kind: 'break' }]],
    ['win32', 'kill', [{ kind: 'taskkill' }, { kind: 'job-object' }]],
  ];
  it.each(cases)('on %s: %s', (platform, step, means) => {
    expect(chooseMeans(platform, step)).toEqual(means);
  });
});

describe('judgeJob', () => {
  const cases: [string, JobFacts, ReturnType<typeof judgeJob>][] = [
    ['its end is written', { exit: { isEngineExit: false }, isRunning: false }, 'ended'],
    [
      'its end is written, and a zombie or its number is still there',
      { exit: { isEngineExit: false }, isRunning: true },
      'ended',
    ],
    ['it was ended because its engine had ended', { exit: { isEngineExit: true }, isRunning: false }, 'gone'],
    ['its token matches', { exit: null, isRunning: true }, 'running'],
    ['nothing is known but a number', { exit: null, isRunning: false }, 'gone'],
  ];
  it.each(cases)('%s', (_, facts, state) => {
    expect(judgeJob(facts)).toBe(state);
  });
});
