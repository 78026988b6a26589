import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { firstRunCommand, quoteForShell } from './quote-for-shell.ts';

it.each([
  ['churn', 'churn'],
  ['v1.2_a-b', 'v1.2_a-b'],
  ['two words', "'two words'"],
  ["it's", String.raw`'it'\''s'`],
  ['$(touch x)', "'$(touch x)'"],
  ['`id`', "'`id`'"],
  ['a\nb', "'a\nb'"],
  ['', "''"],
  ['Känsla', "'Känsla'"],
  ['churn\n', "'churn\n'"],
])('quotes %j as %j', (text, quoted) => {
  expect(quoteForShell(text)).toBe(quoted);
});

it
  .skipIf(process.platform === 'win32')
  .each([
    "'",
    "''$(echo ran)'",
    '`echo ran` "$HOME" \\ \\\\',
    'a\n\nb; echo ran',
    '-rf',
    '!! *?[a] ~ # & | < >',
  ])('a shell reads the quoted %j as it was', (text) => {
  const read = execFileSync('sh', ['-c', `printf %s --experiment=${quoteForShell(text)}`], {
    encoding: 'utf8',
  });
  expect(read).toBe(`--experiment=${text}`);
});

it.each([
  ['churn', '--experiment=churn '],
  ['-rf', '--experiment=-rf '],
  ['2', '--experiment=7 '],
  ['two words', '--experiment=7 '],
  ['$(touch x)', '--experiment=7 '],
])('the command for %j names the experiment by %j', (name, words) => {
  expect(firstRunCommand({ experimentId: '7', name })).toContain(words);
});
