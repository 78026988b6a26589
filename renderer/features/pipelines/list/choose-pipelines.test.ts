import { expect, it } from 'vitest';
import type { PipelineRunState, PipelineSummary } from '#contract/pipelines.ts';
import { choosePipelines, isInState } from './choose-pipelines.ts';

function createFakePipeline(overrides: Partial<PipelineSummary> & { name: string }): PipelineSummary {
  return {
    description: '',
    file: `pipelines/${overrides.name}.yaml`,
    problems: [],
    tasks: [],
    params: {},
    lastRun: null,
    runCount: 0,
    recentRuns: [],
    medianMs: null,
    schedule: null,
    ...overrides,
  };
}

const run = (state: PipelineRunState): PipelineSummary['recentRuns'][number] => ({
  pipelineRunId: state,
  state,
  queuedAt: 0,
  startedAt: null,
  endedAt: null,
  hasFailedTasks: false,
});

const train = createFakePipeline({ name: 'train', description: 'Trains the sentiment model' });
const score = createFakePipeline({
  name: 'score',
  description: 'Scores each batch',
  recentRuns: [run('queued')],
});

it('every word of the filter must be in the name or in the description', () => {
  expect(choosePipelines([train, score], { filter: 'TRAIN model' })).toEqual([train]);
  expect(choosePipelines([train, score], { filter: 'train batch' })).toEqual([]);
  expect(choosePipelines([train, score], {})).toEqual([train, score]);
});

it('a state narrows the list as well', () => {
  expect(choosePipelines([train, score], { state: 'running' })).toEqual([score]);
  expect(choosePipelines([train, score], { state: 'running', filter: 'train' })).toEqual([]);
  expect(isInState(train, 'never')).toBe(true);
  expect(isInState(train, 'paused')).toBe(false);
});
