import type { Assessment } from '#contract/tracing.ts';
import { parseJson, type Json } from '#core/kernel/json.ts';
import {
  createAssessment,
  deleteAssessment,
  getAssessment,
  updateAssessment,
  type AssessmentChange,
  type NewAssessment,
} from '#core/tracing/index.ts';
import { defineRoute, v3Bases, type MlflowRoute } from '../mlflow-route.ts';
import { buildAssessment } from '../replies/trace-reply.ts';
import { retrySafe } from '../retry-safe.ts';
import {
  invalidField,
  missingField,
  nested,
  nonEmptyString,
  required,
  type MessageOf,
} from '../wire/fields.ts';
import { anyValue, assessmentShape, fieldMask } from '../wire/trace-fields.ts';
import { textOrOmit } from '../wire/values.ts';

const folder = '/mlflow/traces/:trace_id/assessments';
const ref = { trace_id: required(nonEmptyString), assessment_id: required(nonEmptyString) };

type Message = MessageOf<typeof assessmentShape>;
type ErrorMessage = NonNullable<Message['error']>;

/** @throws INVALID_ARGUMENT when it says neither feedback nor expectation nor issue */
export function readAssessment(message: Message): NewAssessment {
  return {
    assessmentId: textOrOmit(message.assessment_id),
    spanId: textOrOmit(message.span_id) ?? null,
    name: message.assessment_name ?? '',
    ...readJudgement(message),
    rationale: message.rationale ?? null,
    source: {
      type: message.source?.source_type ?? 'SOURCE_TYPE_UNSPECIFIED',
      id: message.source?.source_id ?? '',
    },
    metadata: toObject(message.metadata),
    createdAt: message.create_time,
    updatedAt: message.last_update_time,
    overrides: textOrOmit(message.overrides) ?? null,
    isValid: message.valid ?? true,
  };
}

function readJudgement({
  feedback,
  expectation,
  issue,
  error,
}: Message): Pick<NewAssessment, 'kind' | 'value' | 'error'> {
  if (feedback !== undefined) {
    return { kind: 'feedback', value: feedback.value ?? null, error: readError(feedback.error ?? error) };
  }
  if (expectation !== undefined)
    return { kind: 'expectation', value: readExpected(expectation), error: null };
  if (issue !== undefined) return { kind: 'issue', value: issue.issue_name ?? '', error: null };
  if (error !== undefined) return { kind: 'feedback', value: null, error: readError(error) };
  throw missingField('assessment.feedback');
}

/** Lists and objects come as a text. */
function readExpected({ value, serialized_value }: NonNullable<Message['expectation']>): Json {
  if (serialized_value === undefined) return value ?? null;
  const { serialization_format: format, value: text = '' } = serialized_value;
  const parsed = format === 'JSON_FORMAT' ? parseJson(text) : undefined;
  if (parsed !== undefined) return anyValue.read(parsed, 'assessment.expectation.serialized_value');
  throw invalidField(
    'assessment.expectation.serialized_value',
    text,
    'it must be JSON in the format JSON_FORMAT.',
  );
}

function readError(error: ErrorMessage | undefined): Assessment['error'] {
  if (error === undefined) return null;
  return {
    code: error.error_code ?? '',
    message: error.error_message ?? '',
    stackTrace: error.stack_trace ?? '',
  };
}

function toObject(items: readonly { key: string; value: string }[]): Record<string, string> {
  return Object.fromEntries(items.map(({ key, value }) => [key, value]));
}

/** Only what the mask names. */
function readChange(message: Message, mask: readonly string[]): AssessmentChange {
  const has = (name: string): boolean => mask.some((path) => path === name || path.startsWith(`${name}.`));
  return {
    ...(has('assessment_name') && { name: message.assessment_name ?? '' }),
    ...((has('feedback') || has('expectation')) && readJudgement(message)),
    ...(has('rationale') && { rationale: message.rationale ?? null }),
    ...(has('metadata') && { metadata: toObject(message.metadata) }),
  };
}

const create = defineRoute({
  method: 'POST',
  path: folder,
  bases: v3Bases,
  fields: { trace_id: required(nonEmptyString), assessment: required(nested(assessmentShape)) },
  answer: async (ctx, { trace_id, assessment }) => ({
    assessment: buildAssessment(await createAssessment(ctx, trace_id, readAssessment(assessment))),
  }),
});

/** What was said of traces. */
export const assessmentRoutes: readonly MlflowRoute[] = [
  retrySafe(create),
  defineRoute({
    method: 'GET',
    path: `${folder}/:assessment_id`,
    bases: v3Bases,
    fields: ref,
    answer: (ctx, { trace_id: traceId, assessment_id: assessmentId }) => ({
      assessment: buildAssessment(getAssessment(ctx, { traceId, assessmentId })),
    }),
  }),
  defineRoute({
    method: 'PATCH',
    path: `${folder}/:assessment_id`,
    bases: v3Bases,
    fields: { ...ref, assessment: required(nested(assessmentShape)), update_mask: fieldMask },
    answer: async (ctx, { trace_id: traceId, assessment_id: assessmentId, assessment, update_mask }) => {
      const change = readChange(assessment, update_mask);
      return { assessment: buildAssessment(await updateAssessment(ctx, { traceId, assessmentId }, change)) };
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: `${folder}/:assessment_id`,
    bases: v3Bases,
    fields: ref,
    answer: async (ctx, { trace_id: traceId, assessment_id: assessmentId }) => {
      await deleteAssessment(ctx, { traceId, assessmentId });
      return {};
    },
  }),
];
