import { describe, expect, it } from 'vitest';
import type { Alert, Batch } from '#contract/monitoring.ts';
import type { PipelineRun, PipelineSummary } from '#contract/pipelines.ts';
import type { AliasMove, ModelVersion, RegisteredModel } from '#contract/registry.ts';
import { chooseProject, findProjects, possibleSteps, readStory, trainParams } from './story.ts';
import type { StoryFacts } from './story.ts';

function pipeline(name: string, params: Record<string, unknown> = {}): PipelineSummary {
  return {
    name,
    description: '',
    file: `pipelines/${name}.yaml`,
    problems: [],
    tasks: [],
    params,
    lastRun: null,
    runCount: 0,
    recentRuns: [],
    medianMs: null,
    schedule: null,
  };
}

const workshop = [
  pipeline('train', { include_drift: {}, promote: {} }),
  pipeline('predict', { rows: {}, drift: {} }),
];
const [project = null] = findProjects(workshop);

function version(number: number, createdAt = number * 10): ModelVersion {
  return {
    name: 'sentiment_classifier', version: number, uri: `models:/sentiment_classifier/${String(number)}`,
    createdAt, updatedAt: createdAt, userId: '', stage: 'None', description: '', source: '', runId: null, runLink: '', modelId: null,
    datasets: [], signature: null, flavors: [], environment: [], bytes: null, tags: [], aliases: [], metrics: [],
  }; // prettier-ignore
}

function model(champion: number | null, latest: number, rollbackTo: number | null = null): RegisteredModel {
  return {
    name: 'sentiment_classifier', description: '', createdAt: 0, updatedAt: 0, tags: [], aliases: [],
    versionCount: latest, isArchived: false, trend: null, latestVersion: version(latest), rollbackTo,
    champion: champion === null ? null : { version: version(champion), since: 5 },
  }; // prettier-ignore
}

function run(name: string, state: PipelineRun['state'], tasks: PipelineRun['tasks'] = []): PipelineRun {
  return {
    pipelineRunId: 'p', pipeline: name, state, params: {}, definitionHash: '', queuedAt: 1, startedAt: 1, endedAt: null,
    trigger: { kind: 'manual', detail: '' }, actor: { kind: 'screen', name: '' }, reason: null,
    logicalAt: 1, intervalStart: 1, intervalEnd: 1, dueAt: null, backfillId: null, selection: null,
    flags: { hasFailedTasks: false, recovered: false, isLate: false, isFromCatchup: false }, tasks,
  }; // prettier-ignore
}

function alert(signal: Alert['signal'], more: Partial<Alert> = {}): Alert {
  return {
    alertId: 1, modelName: 'sentiment_classifier', modelVersion: 1, batchId: 3, signal, severity: 'warning',
    state: 'firing', value: 0.7, lower: null, upper: 0.5, n: 40, firedAt: 15, lastBatchId: 3, breaches: 1,
    acknowledged: null, snoozed: null, assignee: null, comments: 0, resolved: null, ...more,
  }; // prettier-ignore
}

function batch(alertIds: number[] = []): Batch {
  return {
    batchId: 1, modelName: 'sentiment_classifier', modelVersion: 1, dataset: '', source: '', createdAt: 12, rows: 40,
    classes: [], meanConfidence: 0.8, lowConfidenceShare: 0.1, oovShare: 0.1, meanLength: 12, accuracy: null,
    labelled: 0, runId: null, pipelineRunId: null, checks: [], classic: [], alertIds,
  }; // prettier-ignore
}

function move(moveId: number, kind: AliasMove['kind'], from: number | null, to: number | null): AliasMove {
  const actor = { kind: 'screen', name: '' };
  return {
    moveId,
    at: moveId,
    alias: 'champion',
    fromVersion: from,
    version: to,
    kind,
    actor,
    reason: 'because',
    gates: null,
  };
}

const first = move(1, 'promote', null, 1);
const nothing: StoryFacts = { project, model: null, moves: [], runs: [], alerts: [], batches: [] };
const answering: StoryFacts = { ...nothing, model: model(1, 1), moves: [first] };

function tell(facts: StoryFacts): [string, string | null, string | null] {
  const { situation, primary, secondary } = readStory(facts);
  return [situation.kind, primary, secondary];
}

describe('the next sensible step', () => {
  it.each<[string, StoryFacts, [string, string | null, string | null]]>([
    ['no template', { ...nothing, project: null }, ['empty', 'create', null]],
    ['nothing trained', nothing, ['untrained', 'train', null]],
    ['training', { ...nothing, runs: [run('train', 'running')] }, ['working', null, 'openRun']],
    ['failed training', { ...nothing, runs: [run('train', 'failed')] }, ['failed', 'openRun', 'train']],
    ['failed batch', { ...answering, runs: [run('predict', 'failed')] }, ['failed', 'openRun', 'predict']],
    ['no champion', { ...nothing, model: model(null, 1) }, ['unpromoted', 'promote', 'train']],
    ['no batch', answering, ['unscored', 'predict', null]],
    ['a clean batch', { ...answering, batches: [batch()] }, ['healthy', 'drift', 'predict']],
    [
      'healthy after drift',
      { ...answering, batches: [batch(), batch([1])] },
      ['healthy', 'predict', 'drift'],
    ],
    ['an alert', { ...answering, alerts: [alert('oov_share')] }, ['alerting', 'retrain', 'openAlert']],
    [
      'an alert and an answer to it',
      { ...answering, model: model(1, 2), alerts: [alert('oov_share')] },
      ['alerting', 'promote', 'openAlert'],
    ],
    ['a newer version', { ...answering, model: model(1, 2) }, ['candidate', 'promote', 'predict']],
    [
      'a roll back',
      {
        ...answering,
        model: model(1, 2),
        moves: [move(3, 'rollback', 2, 1), move(2, 'promote', 1, 2), first],
      },
      ['rolledBack', 'predict', 'train'],
    ],
  ])('%s', (_name, facts, expected) => {
    expect(tell(facts)).toEqual(expected);
  });

  it('leads with what nobody has acknowledged, then with the signal that says most', () => {
    const alerts = [
      alert('oov_share', { alertId: 1, state: 'acknowledged' }),
      alert('volume', { alertId: 2 }),
      alert('mean_confidence', { alertId: 3 }),
    ];
    const { situation } = readStory({ ...answering, alerts });
    expect(situation).toMatchObject({ kind: 'alerting', alert: { alertId: 3 } });
  });

  it('alerts of another version than the champion say nothing about the champion', () => {
    const facts = { ...answering, alerts: [alert('oov_share', { modelVersion: 2 })], batches: [batch()] };
    expect(readStory(facts).situation.kind).toBe('healthy');
  });

  it('without labelled drift rows there is nothing to retrain on', () => {
    const [own = null] = findProjects([pipeline('shop_train'), pipeline('shop_predict', { drift: {} })]);
    expect(tell({ ...answering, project: own, alerts: [alert('oov_share')] })).toEqual([
      'alerting',
      'openAlert',
      'train',
    ]);
  });
});

it('offers what is possible, and only that', () => {
  expect(possibleSteps(nothing)).toEqual(['train']);
  expect(possibleSteps(answering)).toEqual(['train', 'predict', 'drift', 'retrain']);
  const promoted = { ...answering, model: model(2, 2, 1) };
  expect(possibleSteps(promoted)).toEqual(['train', 'predict', 'drift', 'retrain', 'rollback']);
  expect(possibleSteps({ ...answering, model: model(1, 2) })).toContain('promote');
});

it('with a champion a person promotes; the first version promotes itself', () => {
  if (project === null) throw new Error('The workshop has a project');
  expect(trainParams(project, false, false)).toEqual({ include_drift: false, promote: true });
  expect(trainParams(project, true, true)).toEqual({ include_drift: true, promote: false });
});

it('finds the pipelines of the workshop and of own data, and the project in which something happened last', () => {
  const later = { ...pipeline('shop_train'), lastRun: run('shop_train', 'success') };
  const projects = findProjects([...workshop, later, pipeline('nightly')]);
  expect(projects.map(({ model: name }) => name)).toEqual(['sentiment_classifier', 'shop_classifier']);
  expect(chooseProject(projects, [], undefined)?.model).toBe('shop_classifier');
  expect(chooseProject(projects, [], 'sentiment_classifier')?.prefix).toBe('');
});
