import { describe, expect, it } from 'vitest';
import { parseDuration } from './durations.ts';
import { createUpstream, findCycles, measureDepths } from './graph.ts';
import { createSuggester, editDistance, findNearest, suggestName } from './suggest.ts';
import { renderTemplates, type Lookup } from './templates.ts';

const values: Record<string, Parameters<typeof renderTemplates>[0]> = {
  'params.n': 3,
  'params.flag': false,
  'params.text': 'å',
  'params.none': null,
  'params.list': [1, 'b'],
};
const lookup: Lookup = (name) => values[name.join('.')];

describe('filling in templates', () => {
  it.each([
    ['{{ params.n }}', 3],
    ['{{params.flag}}', false],
    ['{{ params.none }}', null],
    ['{{ params.list }}', [1, 'b']],
    ['n={{ params.n }}, {{ params.text }} {{ params.list }}', 'n=3, å [1,"b"]'],
    [' {{ params.n }}', ' 3'],
    ["{{ '{{' }} x }}", '{{ x }}'],
    [`{{ "}}" }}{{ params.n }}`, '}}3'],
    ['no template', 'no template'],
    ['', ''],
    [5, 5],
    [
      { a: ['{{ params.n }}', '{{ params.gone }}'], b: '{{ params.gone }}', c: null },
      { a: [3], c: null },
    ],
  ])('%j: %j', (template, expected) => {
    expect(renderTemplates(template, lookup)).toEqual(expected);
  });

  it('names what has no value inside a text', () => {
    expect(() => renderTemplates('x {{ params.gone }}', lookup)).toThrow(
      '{{ params.gone }} has no value in this run',
    );
  });
});

describe('durations', () => {
  it.each([
    ['500ms', 500],
    ['60s', 60_000],
    ['5m', 300_000],
    ['1.5h', 5_400_000],
    ['1d', 86_400_000],
    ['0s', 0],
    ['5', null],
    ['5 m', null],
    ['-5m', null],
    ['1w', null],
  ])('%s: %s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });
});

describe('suggestions', () => {
  it.each([
    ['needs', 'need', 1],
    ['with', 'wiht', 1],
    ['', 'abc', 3],
    ['kitten', 'sitting', 3],
  ])('%s and %s are %i apart', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
  });

  it('are counted no further than is asked for', () => {
    expect(editDistance('abcdefgh', 'stuvwxyz', 3)).toBeGreaterThanOrEqual(3);
    expect(editDistance('kitten', 'sitting', 4)).toBe(3);
    expect(editDistance('abab', 'baba', 2)).toBe(2);
  });

  it('are a list after many of one file', () => {
    const names = Array.from({ length: 1000 }, (_, n) => `task${n}`);
    const suggest = createSuggester(names);
    const answers = names.map((name) => suggest(`x${name}`));
    expect(answers[0]).toBe('did you mean "task0"?');
    expect(answers.at(-1)).toMatch(/^one of: task0, .* and 988 more$/);
    expect(createSuggester(['a', 'ab'])('abc', { except: 'ab' })).toBe('one of: a');
  });

  it('are near, or a list', () => {
    expect(findNearest('Retrys', ['retries', 'retry_delay'])).toBe('retries');
    expect(findNearest('needs', ['pool', 'type'])).toBeNull();
    expect(findNearest('RETRIE', ['retries', 'retry_delay'])).toBe('retries');
    expect(suggestName('zzz', ['a', 'b'])).toBe('one of: a, b');
    expect(suggestName('zzz', [])).toBe('there is none to choose from');
    const many = Array.from({ length: 20 }, (_, n) => `name${n}`);
    expect(suggestName('zzz', many)).toMatch(/name11 and 8 more$/);
  });
});

describe('the graph of a file', () => {
  const chain = (length: number): { id: string; needs: string[] }[] =>
    Array.from({ length }, (_, n) => ({ id: `t${n}`, needs: n === 0 ? [] : [`t${n - 1}`] }));

  it('finds a cycle of each knot with its path', () => {
    const nodes = [
      { id: 'a', needs: ['b'] },
      { id: 'b', needs: ['a'] },
      { id: 'c', needs: ['c', 'a'] },
      { id: 'd', needs: ['nobody'] },
    ];
    expect(findCycles(nodes)).toEqual([
      ['a', 'b', 'a'],
      ['c', 'c'],
    ]);
    expect(findCycles(chain(20_000))).toEqual([]);
  });

  it('knows what comes before and how long the way is', () => {
    const nodes = [...chain(4), { id: 'x', needs: ['t1'] }];
    const isUpstream = createUpstream(nodes);
    expect([
      isUpstream('t3', 't0'),
      isUpstream('x', 't0'),
      isUpstream('x', 't2'),
      isUpstream('t0', 't0'),
    ]).toEqual([true, true, false, false]);
    const round = createUpstream([
      { id: 'a', needs: ['b', 'nobody'] },
      { id: 'b', needs: ['c'] },
      { id: 'c', needs: ['a'] },
      { id: 'd', needs: ['a'] },
      { id: 'e', needs: [] },
    ]);
    const asked = ['aa', 'ac', 'cb', 'db', 'dc', 'ad', 'de', 'ea', 'xa'];
    expect(asked.map(([task = '', before = '']) => round(task, before))).toEqual([
      ...[true, true, true, true, true],
      ...[false, false, false, false],
    ]);
    const far = createUpstream(chain(10_000));
    expect(chain(10_000).every(({ id }) => id === 't0' || far(id, 't0'))).toBe(true);
    expect([...measureDepths(nodes)]).toEqual([
      ['t0', 4],
      ['t1', 3],
      ['t2', 2],
      ['t3', 1],
      ['x', 1],
    ]);
  });
});
