import { describe, expect, it } from 'vitest';
import { checkPortableName, nameProblemText, type NameProblem } from './portable-names.ts';

const problems: readonly (readonly [NameProblem, readonly string[]])[] = [
  ['empty', ['']],
  ['dot_name', ['.', '..']],
  [
    'reserved_on_windows',
    [
      ...['con', 'CON', 'Prn', 'aux', 'NUL', 'nul.txt', 'nul.tar.gz', 'nul .txt', 'com1', 'COM9.log', 'com0'],
      ...['lpt1', 'LPT³', 'com¹.csv', 'CONIN$', 'conout$'],
    ],
  ],
  [
    'character_not_allowed',
    [
      ...['a<b', 'a>b', 'a:b', 'C:', 'a"b', 'a/b', 'a\\b', 'a|b', 'a?b', 'a*b', 'a\0b', 'a\nb', 'a\x7fb'],
      ...['a\x85b', 'a\ud800', '\udc00b'],
    ],
  ],
  ['ends_with_dot_or_space', ['a.', 'a ', '...', ' ', 'con.']],
  ['too_long', ['x'.repeat(256), 'å'.repeat(128), '😀'.repeat(64)]],
  ['not_normalized', ['a\u030angstrom', 'e\u0301']],
];

describe('names that some system refuses', () => {
  const cases = problems.flatMap(([problem, names]) => names.map((name) => ({ problem, name })));

  it.each(cases)('$name is $problem', ({ problem, name }) => {
    const found = checkPortableName(name);
    expect([name, found]).toEqual([name, name === 'con.' ? 'reserved_on_windows' : problem]);
    expect(nameProblemText[problem].remedy).toMatch(/\.$/);
  });
});

describe('names that every system takes', () => {
  it.each([
    ...[
      'model.pkl',
      'a b',
      'åäö.csv',
      '日本語',
      '😀',
      '.hidden',
      '-rf',
      '~',
      '%2e%2e',
      'console',
      'com10',
      'nul1',
    ],
    ...['auxiliary.txt', 'x'.repeat(255), 'å'.repeat(127), 'a..b', '$HOME', "it's", 'a;b', '#1', ' leading'],
  ])('%s', (name) => {
    expect(checkPortableName(name)).toBeNull();
  });
});
