import { expect, it } from 'vitest';
import { readDeepLink } from './deep-link.ts';
import { toDeepLink } from './to-deep-link.ts';

const run = 'ab12ab12ab12ab12ab12ab12ab12ab12';

it.each([
  [`stile://run/${run}`, { kind: 'run', runId: run, search: '' }],
  [`STILE://RUN/${run.toUpperCase()}/`, { kind: 'run', runId: run, search: '' }],
  [`stile://run/${run}?tab=charts#x`, { kind: 'run', runId: run, search: 'tab=charts' }],
  ['stile://experiment/12', { kind: 'experiment', experimentId: '12', search: '' }],
  ['stile://model/churn', { kind: 'model', name: 'churn', version: null, search: '' }],
  ['stile://model/k%C3%A4nsla%20a/4', { kind: 'model', name: 'känsla a', version: 4, search: '' }],
  ['stile://pipeline/nightly', { kind: 'pipeline', name: 'nightly', search: '' }],
  ['stile://pipeline-run/01jd', { kind: 'pipeline-run', pipelineRunId: '01jd', search: '' }],
  ['stile://dataset/reviews/3', { kind: 'dataset', name: 'reviews', version: 3, search: '' }],
  ['stile://alert/7', { kind: 'alert', alertId: 7, search: '' }],
  ['stile://trace/tr-1a2b', { kind: 'trace', traceId: 'tr-1a2b', search: '' }],
  [
    'stile://lineage?uri=models%3A%2Fchurn%2F2',
    { kind: 'screen', path: '/lineage', search: 'uri=models%3A%2Fchurn%2F2' },
  ],
  ['stile://screen/settings?section=about', { kind: 'screen', path: '/settings', search: 'section=about' }],
  ['stile://screen/', { kind: 'screen', path: '/', search: '' }],
])('%s is read', (link, named) => {
  expect(readDeepLink(link)).toEqual(named);
});

it.each([
  'stile://',
  'stile://run/',
  'stile://run/1',
  `stile://run/${run}/artifacts`,
  `stile://run/${run}0`,
  'https://run/ab',
  'stile:run/ab',
  'javascript:alert(1)',
  'stile://nowhere/1',
  'stile://model/',
  'stile://model/a%2F..%2Fb',
  'stile://model/a%00b',
  'stile://model/a%E2%80%AEb',
  'stile://model/churn/0',
  'stile://model/churn/1e3',
  'stile://model/%E0%A4%A',
  'stile://alert/-1',
  'stile://alert/99999999999999999999',
  'stile://screen//evil.test/x',
  'stile://screen/../secret',
  'stile://screen/%2e%2e/secret',
  'stile://screen/a%5Cb',
  'stile://lineage/models',
  `stile://model/${'a'.repeat(3000)}`,
])('%s names nothing', (link) => {
  expect(readDeepLink(link)).toBeNull();
});

it('a link opens no form and names no file', () => {
  expect(
    readDeepLink('stile://screen/welcome?import=%2Fetc%2Fpasswd&sheet=promote&%73heet=export&a=1'),
  ).toEqual({
    kind: 'screen',
    path: '/welcome',
    search: 'a=1',
  });
});

it('hostile links take no time', () => {
  const before = performance.now();
  for (const part of ['a/', '%2f', '?', 'a'.repeat(1500)])
    readDeepLink(`stile://model/${part.repeat(1900 / part.length)}`);
  expect(performance.now() - before).toBeLessThan(50);
});

it.each([
  [`/experiments/1/runs/${run}?tab=charts`, `stile://run/${run}?tab=charts`],
  ['/experiments/1?filter=metrics.a%20%3E%201', 'stile://experiment/1?filter=metrics.a%20%3E%201'],
  ['/experiments/1/compare?runs=a,b', 'stile://screen/experiments/1/compare?runs=a,b'],
  ['/experiments/1/traces/tr-1a2b?span=3', 'stile://trace/tr-1a2b?span=3'],
  ['/models/känsla?sheet=promote&about=x', 'stile://model/k%C3%A4nsla'],
  ['/models/churn/versions/4?tab=card', 'stile://model/churn/4?tab=card'],
  ['/pipelines/runs/01jd?task=a', 'stile://pipeline-run/01jd?task=a'],
  ['/datasets/reviews?v=3', 'stile://dataset/reviews?v=3'],
  ['/alerts?alert=7', 'stile://screen/alerts?alert=7'],
  ['/lineage?uri=models%3A%2Fchurn%2F2', 'stile://screen/lineage?uri=models%3A%2Fchurn%2F2'],
  ['/', 'stile://screen/'],
])('%s and %s are the same page', (href, link) => {
  expect(toDeepLink(href)).toBe(link);
  const read = readDeepLink(link);
  expect(read).not.toBeNull();
  expect(read?.search).toBe(link.split('?')[1] ?? '');
});

it('an address that is too long for a system has no link', () => {
  expect(toDeepLink(`/experiments/1/compare?runs=${'a'.repeat(3000)}`)).toBeNull();
});
