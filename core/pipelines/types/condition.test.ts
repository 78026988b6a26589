import { describe, expect, it } from 'vitest';
import { evaluateCondition, findConditionProblem, type Condition } from './condition.ts';

describe('evaluateCondition', () => {
  it.each<[Condition, boolean]>([
    [true, true],
    ['false', false],
    ['0.85 >= 0.8', true],
    ['0.8 >= 0.80', true],
    ['10 < 9', false],
    ['2026-03-01 < 2026-03-02', true],
    ['champion == champion', true],
    ['champion != challenger', true],
    [`"a == b" == 'a == b'`, true],
    ['dog in cat, dog', true],
    ['dog in ["cat"]', false],
    ['dog not in ["cat"]', true],
    [['two words', '==', 'two words'], true],
    [['a == b', '!=', 'c > d'], true],
    [[3, 'in', [1, 2, 3]], true],
    [['1', '==', 1], true],
    [[{ a: 1 }, '==', { a: 1 }], true],
    [['k', 'in', { k: 0 }], true],
    [[null, '==', null], true],
  ])('%j is %s', (given, holds) => {
    expect(evaluateCondition(given)).toBe(holds);
  });

  it('refuses what is none, with the remedy', () => {
    expect(() => evaluateCondition('0.8>=0.7')).toThrow('is no condition');
    expect(() => evaluateCondition('a == b == c')).toThrow('write a list');
    expect(() => evaluateCondition([null, '>', 1])).toThrow('null has no place in an order');
  });
});

describe('findConditionProblem', () => {
  it('takes templates for values', () => {
    expect(findConditionProblem('{{ params.a == 1 }}')).toBeNull();
    expect(findConditionProblem('{{ tasks.a.outputs.b }} >= 0.8')).toBeNull();
    expect(findConditionProblem('{{ params.a }} and {{ params.b }}')).toContain('is no condition');
  });
});
