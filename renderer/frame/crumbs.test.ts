import { expect, it } from 'vitest';
import { buildCrumbs, wordTitle } from './crumbs.ts';
import type { CrumbParams } from './crumbs.ts';

const names = {
  places: {
    home: 'Home',
    experiments: 'Experiments',
    models: 'Models',
    pipelines: 'Pipelines',
    monitoring: 'Monitoring',
  },
  traces: 'Traces',
  compare: 'Compare',
  experiment: 'churn',
  run: 'ibis-41',
  pipeline: 'predict',
};

it.each<[string, CrumbParams, string, string]>([
  ['/', {}, 'Home', 'Home – Stile'],
  ['/experiments', {}, 'Experiments', 'Experiments – Stile'],
  ['/experiments/1', { experimentId: '1' }, 'Experiments > churn', 'churn – Experiments – Stile'],
  [
    '/experiments/1/runs/f',
    { experimentId: '1', runId: 'f' },
    'Experiments > churn > ibis-41',
    'ibis-41 – churn – Stile',
  ],
  [
    '/experiments/1/compare',
    { experimentId: '1' },
    'Experiments > churn > Compare',
    'Compare – churn – Stile',
  ],
  ['/experiments/1/traces', { experimentId: '1' }, 'Experiments > churn > Traces', 'Traces – churn – Stile'],
  [
    '/experiments/1/traces/tr-0123456789abcdef',
    { experimentId: '1', traceId: 'tr-0123456789abcdef' },
    'Experiments > churn > Traces > tr-01234567',
    'tr-01234567 – Traces – churn – Stile',
  ],
  ['/models/m', { name: 'm' }, 'Models > m', 'm – Models – Stile'],
  ['/models/m/versions/3', { name: 'm', version: '3' }, 'Models > m > v3', 'v3 – m – Stile'],
  ['/pipelines/predict', { name: 'predict' }, 'Pipelines > predict', 'predict – Pipelines – Stile'],
  ['/pipelines/runs/u', { pipelineRunId: 'u' }, 'Pipelines > predict > u', 'u – predict – Stile'],
  ['/monitoring/m', { model: 'm' }, 'Monitoring > m', 'm – Monitoring – Stile'],
  ['/nowhere', {}, '', 'Stile'],
])('the way to %s is told in the bar and in the title', (path, params, way, title) => {
  const crumbs = buildCrumbs(path, params, names);
  expect(crumbs.map(({ name }) => name).join(' > ')).toBe(way);
  expect(wordTitle(crumbs)).toBe(title);
  // Each step but the page itself leads somewhere.
  expect(crumbs.map(({ to }) => to !== undefined)).toEqual(crumbs.map((_, i) => i < crumbs.length - 1));
});
