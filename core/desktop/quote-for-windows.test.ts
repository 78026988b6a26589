import { expect, it } from 'vitest';
import { quoteForWindows } from './quote-for-windows.ts';

// What CommandLineToArgvW makes of them: https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments
it.each([
  ['--command=view.home', '--command=view.home'],
  ['C:\\ml\\w', 'C:\\ml\\w'],
  ['', '""'],
  ['a b', '"a b"'],
  ['C:\\my data\\', '"C:\\my data\\\\"'],
  ['say "hi"', '"say \\"hi\\""'],
  ['a\\"b c', '"a\\\\\\"b c"'],
  ['åäö', '"åäö"'],
])('%s becomes %s', (argument, quoted) => {
  expect(quoteForWindows(argument)).toBe(quoted);
});
