import { describe, expect, it } from 'vitest';
import { fine, linesOf, table, tasks } from '../testing/problem-table.ts';

describe('graphs that are legal and not meant', () => {
  const branch = '  choose: { type: test/branch, with: { choose: [a] } }\n';
  const after = (join: string, more = ''): string =>
    `tasks:\n${branch}${tasks({ a: 'needs: [choose]', b: 'needs: [choose]', join }).slice(7)}${more}`;
  const strict = (path: string): string =>
    `warning join_after_branch ${path}: trigger_rule: none_failed_min_one_success`;
  table([
    ['ways that meet', after('needs: [a, b]'), [strict('tasks.join.needs')]],
    [
      'ways that meet by a rule',
      after('needs: [a, b], trigger_rule: all_failed'),
      [strict('tasks.join.trigger_rule')],
    ],
    ['ways that meet as they should', after('needs: [a, b], trigger_rule: none_failed_min_one_success'), []],
    ['a way around', after('needs: [a, choose]'), [strict('tasks.join.needs')]],
    ['one way', after('needs: [a]'), []],
    [
      'after the meeting',
      after(
        'needs: [a, b], trigger_rule: none_failed_min_one_success',
        '  end: { type: test/echo, needs: [join] }\n',
      ),
      [],
    ],
    [
      'a rule without needs',
      tasks({ a: 'trigger_rule: all_failed', b: 'trigger_rule: all_done' }),
      ['warning not_acted_upon tasks.a.trigger_rule: needs to go by'],
    ],
    [
      'the good and the bad end of one',
      tasks({
        a: fine,
        good: 'needs: [a]',
        bad: 'needs: [a], trigger_rule: one_failed',
        both: 'needs: [good, bad]',
        after: 'needs: [both]',
      }),
      [
        'warning never_runs tasks.both.needs: needs that can come true together, or a trigger_rule such as one_success',
      ],
    ],
    [
      'either end of one',
      tasks({
        a: fine,
        good: 'needs: [a]',
        bad: 'needs: [a], trigger_rule: one_failed',
        both: 'needs: [good, bad], trigger_rule: one_success',
      }),
      [],
    ],
  ]);
});

it('finds its way in large graphs', () => {
  const count = 3000;
  const wide = Array.from({ length: count }, (_, n) => {
    const needs = n === 0 ? '[]' : `[t${n - 1}]`;
    return n % 2 === 0
      ? `  t${n}: { type: test/branch, needs: ${needs}, with: { choose: [] } }\n`
      : `  t${n}: { type: test/echo, needs: ${needs}, trigger_rule: one_failed }\n`;
  });
  // Enough ways that meet for the search to be worth it.
  wide.push(`  end: { type: test/echo, needs: [t${count - 1}, t${count - 2}] }\n`);
  const start = performance.now();
  expect(linesOf(`tasks:\n${wide.join('')}`).length).toBeLessThanOrEqual(2);
  expect(performance.now() - start).toBeLessThan(5000);
});
