import { expect, it } from 'vitest';
import { dateFormat, numberFormat } from './intl-formats.ts';

it('makes a format once for each locale and choice', () => {
  const swedish = numberFormat('sv', { maximumFractionDigits: 1 });
  expect(numberFormat('sv', { maximumFractionDigits: 1 })).toBe(swedish);
  expect(swedish.format(0.25)).toBe('0,3');
  expect(numberFormat('en-GB', { maximumFractionDigits: 1 }).format(0.25)).toBe('0.3');
  expect(numberFormat('sv', { maximumFractionDigits: 2 }).format(0.25)).toBe('0,25');
  expect(numberFormat('sv').format(0.1234)).toBe('0,123');
});

it('tells dates apart from numbers and by what they show', () => {
  const at = new Date(2026, 10, 20, 14, 3);
  expect(dateFormat('en-GB', { day: 'numeric', month: 'short' }).format(at)).toBe('20 Nov');
  expect(dateFormat('sv', { day: 'numeric', month: 'short' }).format(at)).toBe('20 nov.');
  expect(dateFormat('en-GB', { hour: '2-digit', minute: '2-digit' }).format(at)).toBe('14:03');
});
