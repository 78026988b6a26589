import { describe, expect, test } from 'vitest';
import type { ErrorData } from '#contract/errors.ts';
import { hasCode } from '#core/kernel/errors.ts';
import { experimentDialect, runDialect } from '#core/tracking/search/dialects.ts';
import { parseOrder } from './order-parser.ts';
import { maxConditions, parseFilter } from './parser.ts';
import { printFilter, printOrderTerm } from './printer.ts';

const syntaxOf = (action: () => unknown): ErrorData<'FILTER_SYNTAX'> & { message: string } => {
  try {
    action();
  } catch (error) {
    if (hasCode(error, 'FILTER_SYNTAX')) return { ...error.data, message: error.message };
    throw error;
  }
  throw new Error('no error was thrown');
};

describe('a filter that parses', () => {
  test.each([
    ['', ''],
    ['  ', ''],
    ['metrics.accuracy > 0.5', 'metrics.accuracy > 0.5'],
    ['metric.a>=.5 and params.b="x"', "metrics.a >= 0.5 AND params.b = 'x'"],
    ["status = 'FINISHED' AND", "status = 'FINISHED'"],
    ["tag.mlflow.runName LIKE 'a%'", "tags.mlflow.runName LIKE 'a%'"],
    ['metrics.`my key` = -1.5e-3', 'metrics.`my key` = -0.0015'],
    ['params."a b" is not null', 'params.`a b` IS NOT NULL'],
    ["`Run name` ilike 'X'", "run_name ILIKE 'X'"],
    ['"run name" = \'x\'', "run_name = 'x'"],
    ['created > 5', 'start_time > 5'],
    ["attr.run_id IN ('a','b')", "run_id IN ('a', 'b')"],
    ["run.status not  in ('a')", "status NOT IN ('a')"],
    ["datasets.name = 'x'", "dataset.name = 'x'"],
    ["NOT (params.a = 'x' OR NOT params.b = 'y')", "NOT (params.a = 'x' OR NOT params.b = 'y')"],
    [
      "params.a = '1' OR params.b = '2' AND NOT params.c = '3'",
      "params.a = '1' OR params.b = '2' AND NOT params.c = '3'",
    ],
    [
      "(params.a = '1' OR params.b = '2') AND tags.c = '3'",
      "(params.a = '1' OR params.b = '2') AND tags.c = '3'",
    ],
    ["params.in = 'x'", "params.`in` = 'x'"],
    ['tags.x = "it\'s"', 'tags.x = "it\'s"'],
    ["tags.x = 'it''s'", 'tags.x = "it\'s"'],
    ["params.längd = 'å'", "params.`längd` = 'å'"],
    ['metrics.a > 1e999', 'metrics.a > 1e999'],
    ["params.a IN ('x')\n\tAND metrics.b<2", "params.a IN ('x') AND metrics.b < 2"],
  ])('%s', (text, printed) => {
    expect(printFilter(parseFilter(text, runDialect), runDialect)).toBe(printed);
  });

  test('experiments take attribute. and bare names', () => {
    const filter = parseFilter(
      "attribute.name LIKE 'a%' AND creation_time > 5 AND tag.x = 'y'",
      experimentDialect,
    );
    expect(printFilter(filter, experimentDialect)).toBe(
      "name LIKE 'a%' AND creation_time > 5 AND tags.x = 'y'",
    );
  });
});

describe('a filter that does not parse', () => {
  test.each([
    ['metrics.a >', 11, 0, 'unexpected_end', 'a number'],
    ['metrics.a > "1"', 12, 3, 'value_type', 'without quotes'],
    ['metrics.a > NaN', 12, 3, 'value_type', 'digits'],
    ['params.a = 1', 11, 1, 'value_type', "Write '1'"],
    ['params.a = x', 11, 1, 'value_type', "Write 'x'"],
    ["params.a == 'x'", 9, 2, 'unexpected_token', 'Write =.'],
    ["params.a <> 'x'", 9, 2, 'unexpected_token', 'Write !=.'],
    ["params.a > 'x'", 9, 1, 'operator_not_allowed', '=, !=, LIKE'],
    ["metrics.a LIKE 'x'", 10, 4, 'operator_not_allowed', 'is a number'],
    ["metrics.a NOT IN ('x')", 10, 6, 'operator_not_allowed', 'is a number'],
    ["params.a NOT LIKE 'x'", 13, 4, 'unexpected_token', 'expected IN'],
    ["params.a = 'x", 11, 2, 'unterminated_string', "Add '"],
    ['metrics.`a > 1', 8, 6, 'unterminated_string', 'Add `'],
    ['metrics.val-loss > 1', 11, 1, 'unknown_character', 'metrics.`val-loss`'],
    ['metrics.1st > 1', 8, 1, 'unexpected_token', 'metrics.`1st`'],
    ['metrics. > 1', 8, 1, 'unexpected_token', 'name of a key'],
    ['metrics.', 8, 0, 'unexpected_end', 'name of a key'],
    ['metric.a b > 1', 9, 1, 'unexpected_token', '>='],
    ["parms.a = 'x'", 0, 5, 'unknown_entity', 'Did you mean params.?'],
    ["Metrics.a = 'x'", 0, 7, 'unknown_entity', 'Did you mean metrics.?'],
    ["stauts = 'x'", 0, 6, 'unknown_attribute', 'Did you mean status?'],
    ['accuracy > 1', 0, 8, 'unknown_attribute', 'metrics.`accuracy`'],
    ["experiment_id = '1'", 0, 13, 'unknown_attribute', 'run_id'],
    ["dataset.nam = 'x'", 0, 11, 'unknown_attribute', 'Did you mean name?'],
    ['params.a IN ()', 13, 1, 'empty_list', 'one text at least'],
    ["params.a IN ('x' 'y')", 17, 3, 'unexpected_token', 'a comma or )'],
    ["params.a IN 'x'", 12, 3, 'unexpected_token', "('a', 'b')"],
    ['params.a IN (1)', 13, 1, 'value_type', "Write '1'"],
    ['params.a IS', 11, 0, 'unexpected_end', 'NULL or NOT NULL'],
    ['(metrics.a > 1', 14, 0, 'unexpected_end', 'AND, OR or )'],
    ['metrics.a > 1)', 13, 1, 'unexpected_token', 'the end of the text'],
    ['metrics.a > 1; x', 13, 1, 'unknown_character', 'a key, a value'],
    ['metrics.a > 1 metrics.b > 2', 14, 9, 'unexpected_token', 'AND, OR'],
    ['(metrics.a > 1 AND)', 18, 1, 'unexpected_token', 'a condition'],
    ['AND metrics.a > 1', 0, 3, 'unexpected_token', 'a condition'],
    ['metrics.a > 1 OR', 16, 0, 'unexpected_end', 'a condition'],
    ['metrics.a BETWEEN 1 AND 2', 10, 7, 'unexpected_token', '>='],
    ["'x' = 'y'", 0, 3, 'unexpected_token', 'a condition'],
    ['metrics.a > 1 AND 😀', 18, 2, 'unknown_character', '😀'],
  ])('%s', (text, position, length, problem, words) => {
    const error = syntaxOf(() => parseFilter(text, runDialect));
    expect(error).toMatchObject({ filter: text, position, length, problem });
    expect(error.message).toContain(words);
  });

  test('experiments refuse attributes. and have no metrics', () => {
    expect(syntaxOf(() => parseFilter("attributes.name = 'x'", experimentDialect)).problem).toBe(
      'unknown_entity',
    );
    expect(syntaxOf(() => parseFilter('metrics.a > 1', experimentDialect)).problem).toBe('unknown_entity');
    expect(syntaxOf(() => parseFilter('experiment_id = 1', experimentDialect)).problem).toBe(
      'operator_not_allowed',
    );
  });
});

describe('hostile text', () => {
  const million = 10 * 1024 * 1024;
  test.each([
    ['parentheses', '('.repeat(million), 'too_deep'],
    ['NOT', 'NOT '.repeat(million / 4), 'too_deep'],
    ['an open quote', `params.a = '${'x'.repeat(million)}`, 'unterminated_string'],
    ['quotes', `params.a = ${"'".repeat(million + 1)}`, 'unterminated_string'],
    ['a long name', 'a'.repeat(million), 'unknown_attribute'],
    ['dots', `metrics${'.a'.repeat(million / 2)}`, 'unexpected_end'],
    ['spaces', ' '.repeat(million) + ';', 'unknown_character'],
    ['digits', `metrics.a > ${'1'.repeat(million)};`, 'unknown_character'],
  ])('10 MB of %s fail fast', (_, text, problem) => {
    const start = performance.now();
    const error = syntaxOf(() => parseFilter(text, runDialect));
    expect(error.problem).toBe(problem);
    expect(error.message.length).toBeLessThan(1000);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  test('the depth limit counts levels, not groups side by side', () => {
    const group = "(params.a = 'x')";
    expect(parseFilter(Array.from({ length: 300 }, () => group).join(' AND '), runDialect)).not.toBeNull();
    expect(parseFilter(`${'('.repeat(100)}metrics.a > 1${')'.repeat(100)}`, runDialect)).not.toBeNull();
    expect(syntaxOf(() => parseFilter(`${'('.repeat(101)}metrics.a > 1`, runDialect))).toMatchObject({
      position: 100,
    });
  });

  test('too many conditions and too long patterns name the limit', () => {
    const many = Array.from({ length: maxConditions + 1 }, () => 'metrics.a > 1').join(' OR ');
    expect(() => parseFilter(many, runDialect)).toThrow(/501 items/);
    expect(() => parseFilter(`params.a LIKE '${'x'.repeat(20_000)}'`, runDialect)).toThrow(/LIKE pattern/);
  });
});

describe('an order', () => {
  test.each([
    ['metrics.a', 'metrics.a ASC'],
    ['metrics.`a b`  desc ', 'metrics.`a b` DESC'],
    ['Created Asc', 'start_time ASC'],
    ['attribute.run_id DESC', 'run_id DESC'],
    ['`Run Name`', 'run_name ASC'],
  ])('%s', (text, printed) => {
    expect(parseOrder([text], runDialect).map((term) => printOrderTerm(term, runDialect))).toEqual([printed]);
  });

  test.each([
    [['metrics.a down'], 10, 4, 'order_direction'],
    [['metrics.a DESC x'], 15, 1, 'unexpected_token'],
    [[''], 0, 0, 'unexpected_end'],
    [['dataset.name'], 0, 12, 'operator_not_allowed'],
    [['start_time', 'attribute.created DESC'], 0, 17, 'order_duplicate'],
    [['nonsense'], 0, 8, 'unknown_attribute'],
  ])('%j', (items, position, length, problem) => {
    const error = syntaxOf(() => parseOrder(items, runDialect));
    expect(error).toMatchObject({ position, length, problem, filter: items.at(-1) });
  });

  test('experiments are ordered by attributes only', () => {
    expect(parseOrder(['experiment_id desc', 'name'], experimentDialect)).toHaveLength(2);
    expect(syntaxOf(() => parseOrder(['tags.x'], experimentDialect)).problem).toBe('operator_not_allowed');
  });
});
