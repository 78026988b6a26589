import { invalidArgument } from '#core/kernel/errors.ts';
import { joinParts, testValue, type Condition, type SqlPart } from '#core/search/index.ts';

/** A trace as a row `t`: what one condition on it means in SQL. Conditions on spans go to `spanTest`. */
export function traceTest(condition: Condition): SqlPart {
  const { entity } = condition;
  if (entity === 'attribute') return attributeTest(condition);
  if (entity === 'span') return spanTest([condition]);
  if (entity === 'tag') return textTest('trace_tags', condition);
  if (entity === 'metadata') return textTest('trace_metadata', condition);
  return assessmentTest(condition);
}

/** One span of the trace that all these conditions hold for. @throws INVALID_ARGUMENT for an unknown key */
export function spanTest(conditions: readonly Condition[]): SqlPart {
  const { sql, params } = joinParts('AND', conditions.map(testOfSpan));
  return { sql: `EXISTS (SELECT 1 FROM spans s WHERE s.trace_id = t.id AND ${sql})`, params };
}

/** Trusted SQL of an attribute; nullable ones compare as false where they are missing. */
export const attributeColumns: Readonly<
  Record<string, { sql: string; isNumber?: boolean; isNullable?: boolean }>
> = {
  request_id: { sql: 't.trace_id' },
  timestamp_ms: { sql: 't.started_at', isNumber: true },
  execution_time_ms: { sql: 't.duration_ms', isNumber: true, isNullable: true },
  end_time_ms: { sql: '(t.started_at + coalesce(t.duration_ms, 0))', isNumber: true },
  status: { sql: 't.state' },
  name: { sql: 't.name', isNullable: true },
  run_id: { sql: 't.source_run_id', isNullable: true },
  client_request_id: { sql: 't.client_request_id', isNullable: true },
  experiment_id: { sql: 't.experiment_id', isNumber: true },
};

function attributeTest(condition: Condition): SqlPart {
  const { key, operator } = condition;
  if (key === 'run_id') return runTest(condition);
  if (key === 'text') return spanTest([{ ...condition, entity: 'span', key: 'content' }]);
  if (key === 'prompt') {
    const test = testValue('p.prompt', condition);
    return {
      sql: `EXISTS (SELECT 1 FROM trace_prompts p WHERE p.trace_id = t.id AND ${test.sql})`,
      params: test.params,
    };
  }
  const column = attributeColumns[key];
  if (column === undefined) throw new Error(`no column is known for the attribute ${key}`);
  if (operator === 'IS NOT NULL') return { sql: `${column.sql} IS NOT NULL`, params: [] };
  return testValue(column.sql, condition);
}

/** Traces that were made in the run, and those that were linked to it. */
function runTest(condition: Condition): SqlPart {
  const made = testValue('t.source_run_id', condition);
  const linked = testValue('r.uuid', condition);
  const isThere = condition.operator === 'IS NOT NULL' ? 't.source_run_id IS NOT NULL' : made.sql;
  return {
    sql: `(${isThere} OR t.id IN (SELECT l.trace_id FROM runs r JOIN trace_runs l ON l.run_id = r.id WHERE ${linked.sql}))`,
    params: [...made.params, ...linked.params],
  };
}

function textTest(table: 'trace_tags' | 'trace_metadata', condition: Condition): SqlPart {
  const test = testValue('x.value', condition);
  return {
    sql: `EXISTS (SELECT 1 FROM ${table} x WHERE x.trace_id = t.id AND x.key = ? AND ${test.sql})`,
    params: [condition.key, ...test.params],
  };
}

const spanColumns = new Map([
  ['name', 's.name'],
  ['type', 's.type'],
  ['status', 's.status'],
  ['span_id', 's.span_id'],
]);
const attributePrefix = 'attributes.';

function testOfSpan(condition: Condition): SqlPart {
  const { key, operator } = condition;
  const column = spanColumns.get(key);
  if (column !== undefined) {
    if (operator === 'IS NOT NULL') return { sql: `${column} IS NOT NULL`, params: [] };
    return testValue(column, condition);
  }
  if (key === 'content') return contentTest(condition);
  if (key.startsWith(attributePrefix) && key.length > attributePrefix.length) {
    const test = testValue(attributeText, condition);
    return {
      sql: `EXISTS (SELECT 1 FROM json_each(s.attributes) a WHERE a.key = ? AND ${test.sql})`,
      params: [escapeKey(unquote(key.slice(attributePrefix.length))), ...test.params],
    };
  }
  throw invalidArgument(
    `span.${key}`,
    key,
    'a span is searched by name, type, status, content or attributes.<key>',
    'Write e.g. span.attributes.model.',
  );
}

/** Texts as they are, the rest as JSON. SQLite has no truths of its own. */
const attributeText = `CASE a.type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE CAST(a.value AS TEXT) END`;

function contentTest(condition: Condition): SqlPart {
  return joinParts(
    'OR',
    ['s.name', 's.attributes', 's.events', 's.status_message'].map((column) => testValue(column, condition)),
  );
}

/** `span.attributes.`my key`` */
function unquote(key: string): string {
  return /^(`.*`|".*")$/s.test(key) ? key.slice(1, -1) : key;
}

/** As stored; see `valueToStored`. */
function escapeKey(key: string): string {
  return key.startsWith('$') ? `$${key}` : key;
}

const numeric = new Set(['<', '<=', '>', '>=']);

function assessmentTest(condition: Condition): SqlPart {
  const { entity, key, operator } = condition;
  // An issue has its id for a name.
  const subject = entity === 'issue' ? testValue('a.name', condition) : { sql: 'a.name = ?', params: [key] };
  const value = entity === 'issue' ? { sql: '1', params: [] } : judgedTest(condition, numeric.has(operator));
  return {
    sql: `EXISTS (SELECT 1 FROM assessments a WHERE a.trace_id = t.id AND a.is_valid = 1 AND a.kind = ? AND ${subject.sql} AND ${value.sql})`,
    params: [entity, ...subject.params, ...value.params],
  };
}

/** Greater and less are for numbers; everything else compares what is written. */
function judgedTest(condition: Condition, isNumeric: boolean): SqlPart {
  if (!isNumeric) {
    return testValue(`CASE json_type(a.value) WHEN 'text' THEN a.value ->> '$' ELSE a.value END`, condition);
  }
  const number = Number(condition.value);
  if (Number.isNaN(number)) {
    throw invalidArgument(
      `${condition.entity}.${condition.key}`,
      condition.value,
      `${condition.operator} compares numbers`,
      'Give a number, or use = or LIKE.',
    );
  }
  const column = `CASE WHEN json_type(a.value) IN ('integer', 'real') THEN CAST(a.value AS REAL) END`;
  return testValue(column, { ...condition, value: number });
}
