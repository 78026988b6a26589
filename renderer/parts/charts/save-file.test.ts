import { expect, it } from 'vitest';
import { csvCell } from './save-file.ts';

it.each([
  ['plain', 'plain'],
  ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['+1+cmd|x', "'+1+cmd|x"],
  ['-2+3', "'-2+3"],
  ['\t=1', "'\t=1"],
  ['-0.5', '-0.5'],
  ['+1e-7', '+1e-7'],
  ['-Infinity', '-Infinity'],
  [-3, '-3'],
  ['a,b\n"c"', '"a,b\n""c"""'],
])('a spreadsheet runs nothing of %s', (value, cell) => {
  expect(csvCell(value)).toBe(cell);
});
