import { describe, expect, it } from 'vitest';
import { conditionText, joinClauses, operatorsOf, readKey } from './condition-text.ts';

describe('a condition made of its parts', () => {
  it.each([
    ['metrics.val/loss', '<', '0,5', 'metrics.`val/loss` < 0.5'],
    ['metrics.loss', '>=', '1e-3', 'metrics.loss >= 0.001'],
    ['params.C', 'IN', '1, 10 ,', "params.C IN ('1', '10')"],
    ['tags.note', '=', "it's", 'tags.note = "it\'s"'],
    ['tags.note', '=', `a'b"c`, `tags.note = 'a''b"c'`],
    ['params.in', 'contains', 'x', "params.`in` ILIKE '%x%'"],
    ['status', '!=', 'FAILED', "status != 'FAILED'"],
    ['tags.x', 'IS NULL', '', 'tags.x IS NULL'],
    ['start_time', '>=', '2026-01-01T00:00:00Z', 'start_time >= 1767225600000'],
  ] as const)('%s %s %s', (label, operator, value, text) => {
    const key = readKey(label);
    expect(key).not.toBeNull();
    if (key !== null) {
      expect(operatorsOf(key)).toContain(operator);
      expect(conditionText(key, operator, value)).toBe(text);
    }
  });

  it('is none while the value does not fit', () => {
    expect(conditionText({ kind: 'metrics', key: 'a' }, '>', 'much')).toBeNull();
    expect(conditionText({ kind: 'params', key: 'a' }, 'IN', ' , ')).toBeNull();
    expect(conditionText({ kind: 'attribute', key: 'start_time' }, '>=', 'soon')).toBeNull();
    expect(readKey('metrics.')).toBeNull();
    expect(readKey('anything')).toBeNull();
  });

  it('stands beside others, ORs in parentheses', () => {
    expect(joinClauses(['a = 1', 'b = 2 OR c = 3'])).toBe('a = 1 AND (b = 2 OR c = 3)');
    expect(joinClauses(['(a = 1 OR b = 2)', "tags.x = 'this OR that'"])).toBe(
      "(a = 1 OR b = 2) AND tags.x = 'this OR that'",
    );
    expect(joinClauses(['a = 1 OR b = 2'])).toBe('a = 1 OR b = 2');
  });
});
