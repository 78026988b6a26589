import type { Tag } from '#contract/entities.ts';
import { isDeeperThan, type Json } from '#core/kernel/json.ts';
import { enumeration, int64Within, invalidField, nested, string, bool, type Field } from './fields.ts';

/** Fields that only the messages of traces have: well-known types of protobuf, as JSON has them. */

/** ms of 9999-12-31, the last that a Timestamp can say. */
const maxTime = 253_402_300_799_999;

/** ms since 1970 UTC, as clients of MLflow 2 say it. */
export const traceTime: Field<number> = int64Within(0, maxTime);

const timePattern = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/** google.protobuf.Timestamp: a text of RFC 3339. Read as ms since 1970 UTC. */
export const timestampText: Field<number> = {
  isList: false,
  read: (raw, name) => {
    const text = string.read(raw, name);
    const ms = timePattern.test(text) ? Date.parse(text) : Number.NaN;
    if (ms >= 0 && ms <= maxTime) return ms;
    throw invalidField(name, raw, 'it must be a time such as 2026-01-31T12:00:00.123Z.');
  },
};

/** google.protobuf.Duration: a text such as `0.125s`. Read as ms. */
export const durationText: Field<number> = {
  isList: false,
  read: (raw, name) => {
    const [, seconds] = /^(-?\d{1,12}(?:\.\d{1,9})?)s$/.exec(string.read(raw, name)) ?? [];
    if (seconds !== undefined) return Math.round(Number(seconds) * 1000);
    throw invalidField(name, raw, 'it must be a duration in seconds, such as 0.125s.');
  },
};

/** map<string, string>, in the order in which it came. */
export const textMap: Field<Tag[]> = {
  isList: true,
  read: (raw, name) => {
    if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
      throw invalidField(name, raw, 'it must be an object with texts.');
    return Object.entries(raw).map(([key, value]) => ({ key, value: string.read(value, `${name}.${key}`) }));
  },
};

/** Levels of lists and objects inside of a value: protobuf's own limit, far below what the stack could hold. */
const maxDepth = 100;

/** google.protobuf.Value: anything. */
export const anyValue: Field<Json> = {
  isList: false,
  read: (raw, name) => {
    if (!isDeeperThan(maxDepth, raw)) return raw;
    throw invalidField(name, raw, `it must have at most ${maxDepth} levels of lists and objects.`);
  },
};

/** google.protobuf.FieldMask: `assessmentName,feedback`. Read as names with underscores. */
export const fieldMask: Field<string[]> = {
  isList: true,
  read: (raw, name) =>
    string
      .read(raw, name)
      .split(',')
      .map((path) => path.trim().replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)),
};

/** Numbers of TraceInfoV3.State and, with the long name, of TraceStatus in service.proto. */
export const traceState: Field<'STATE_UNSPECIFIED' | 'OK' | 'ERROR' | 'IN_PROGRESS'> = {
  isList: false,
  read: (raw, name) => (raw === 'TRACE_STATUS_UNSPECIFIED' ? 'STATE_UNSPECIFIED' : states.read(raw, name)),
};
const states = enumeration({ STATE_UNSPECIFIED: 0, OK: 1, ERROR: 2, IN_PROGRESS: 3 });

const assessmentError = nested({ error_code: string, error_message: string, stack_trace: string });

/** The message Assessment of assessments.proto. */
export const assessmentShape = {
  assessment_id: string,
  assessment_name: string,
  trace_id: string,
  span_id: string,
  source: nested({
    source_type: enumeration({ SOURCE_TYPE_UNSPECIFIED: 0, HUMAN: 1, LLM_JUDGE: 2, CODE: 3 }),
    source_id: string,
  }),
  create_time: timestampText,
  last_update_time: timestampText,
  feedback: nested({ value: anyValue, error: assessmentError }),
  expectation: nested({
    value: anyValue,
    serialized_value: nested({ serialization_format: string, value: string }),
  }),
  issue: nested({ issue_name: string }),
  rationale: string,
  error: assessmentError,
  metadata: textMap,
  overrides: string,
  valid: bool,
};
