import { describe, expect, it } from 'vitest';
import { judge } from './judge.ts';
import type { Finding } from './judge.ts';
import { reviewed } from './reviewed.ts';

const finding: Finding = {
  check: 'OPEN_EXTERNAL_JS_CHECK',
  file: 'main.js',
  line: 12,
  sample: 'if (isYes) shell.openExternal(url)',
  description: 'Review the use of openExternal',
};
const entry = { check: 'OPEN_EXTERNAL_JS_CHECK', sample: 'isYes', reason: 'a person said yes' };

describe('findings of the scanner', () => {
  it.each([
    { name: 'reviewed', findings: [finding], list: [entry], problems: [] },
    {
      name: 'of another line',
      findings: [finding],
      list: [{ ...entry, sample: 'isNo' }],
      problems: [/main\.js:12/, /no more/],
    },
    {
      name: 'of another check',
      findings: [{ ...finding, check: 'SANDBOX' }, finding],
      list: [entry],
      problems: [/^SANDBOX at/],
    },
    { name: 'gone', findings: [], list: [entry], problems: [/is reviewed and found no more/] },
    {
      name: 'of the whole app',
      findings: [{ ...finding, sample: '' }],
      list: [{ check: finding.check, reason: 'r' }],
      problems: [],
    },
  ])('$name: $problems', ({ findings, list, problems }) => {
    const told = judge(findings, list);
    expect(told).toHaveLength(problems.length);
    for (const [index, problem] of problems.entries()) expect(told[index]).toMatch(problem);
  });

  it('are on the list with a reason that names what makes them right', () => {
    expect(
      reviewed.filter(({ reason }) => !/[a-z-]+\/[a-z/-]+\.ts/.test(reason)).map(({ check }) => check),
    ).toEqual([]);
  });
});
