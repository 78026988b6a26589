import { createHash } from 'node:crypto';
import type { Assessment, AssessmentKind } from '#contract/tracing.ts';
import { parseJson, type Json } from '#core/kernel/json.ts';
import type { ReadableDb, SqlValue } from '#core/store/database.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import type { TraceRow } from './find-trace.ts';

/** An assessment as a client gives it. */
export interface NewAssessment {
  /** Left out: made from what it says, so that the same one sent again is the same. */
  assessmentId?: string | undefined;
  spanId: string | null;
  name: string;
  kind: AssessmentKind;
  value: Json;
  error: Assessment['error'];
  rationale: string | null;
  source: Assessment['source'];
  metadata: Readonly<Record<string, string>>;
  /** ms since 1970 UTC; left out: now */
  createdAt?: number | undefined;
  updatedAt?: number | undefined;
  overrides: string | null;
  isValid: boolean;
}

export interface AssessmentRow {
  id: number;
  assessment_id: string;
  trace_id: number;
  span_id: string | null;
  name: string;
  kind: AssessmentKind;
  value: string;
  error: string | null;
  rationale: string | null;
  metadata: string;
  source_type: string;
  source_id: string;
  created_at: number;
  updated_at: number;
  overrides: string | null;
  is_valid: 0 | 1;
}

/** Inside another write: keeps an assessment; one with the same id is written over. */
export function writeAssessment(tx: WriteTx, trace: TraceRow, input: NewAssessment): AssessmentRow {
  const assessmentId = input.assessmentId ?? makeId(trace, input);
  const values: Record<keyof Omit<AssessmentRow, 'id' | 'trace_id' | 'assessment_id'>, SqlValue> = {
    span_id: input.spanId,
    name: input.name,
    kind: input.kind,
    value: JSON.stringify(input.value),
    error: input.error === null ? null : JSON.stringify(input.error),
    rationale: input.rationale,
    metadata: JSON.stringify(input.metadata),
    source_type: input.source.type,
    source_id: input.source.id,
    created_at: input.createdAt ?? tx.now,
    updated_at: input.updatedAt ?? tx.now,
    overrides: input.overrides,
    is_valid: input.isValid ? 1 : 0,
  };
  const names = Object.keys(values);
  tx.db.run(
    `INSERT INTO assessments (assessment_id, trace_id, ${names.join(', ')})
     VALUES (?, ?, ${names.map(() => '?').join(', ')})
     ON CONFLICT (trace_id, assessment_id) DO UPDATE SET ${names.map((name) => `${name} = excluded.${name}`).join(', ')}`,
    assessmentId,
    trace.id,
    ...Object.values(values),
  );
  const row = lookUpAssessment(tx.db, trace, assessmentId);
  if (row === undefined) throw new Error('an assessment that was just written is not there');
  return row;
}

export function lookUpAssessment(
  db: ReadableDb,
  trace: Pick<TraceRow, 'id'>,
  assessmentId: string,
): AssessmentRow | undefined {
  return db.get<AssessmentRow>(
    'SELECT * FROM assessments WHERE trace_id = ? AND assessment_id = ?',
    trace.id,
    assessmentId,
  );
}

/** The assessments of many traces with one statement, the oldest first. @param traceRowIds `traces.id` */
export function readAssessments(db: ReadableDb, traceRowIds: readonly number[]): Map<number, Assessment[]> {
  const rows = db.all<AssessmentRow & { uuid: string }>(
    `SELECT a.*, t.trace_id AS uuid FROM json_each(?) j JOIN traces t ON t.id = j.value
     JOIN assessments a ON a.trace_id = t.id ORDER BY a.created_at, a.id`,
    JSON.stringify(traceRowIds),
  );
  const found = new Map<number, Assessment[]>();
  for (const row of rows) {
    const known = found.get(row.trace_id) ?? [];
    known.push(rowToAssessment(row, row.uuid));
    found.set(row.trace_id, known);
  }
  return found;
}

export function rowToAssessment(row: AssessmentRow, traceId: string): Assessment {
  return {
    assessmentId: row.assessment_id,
    traceId,
    spanId: row.span_id,
    name: row.name,
    kind: row.kind,
    value: parseJson(row.value) ?? null,
    error: readError(row.error),
    rationale: row.rationale,
    source: { type: row.source_type, id: row.source_id },
    metadata: readMetadata(row.metadata),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    overrides: row.overrides,
    isValid: row.is_valid === 1,
  };
}

function readError(text: string | null): Assessment['error'] {
  const error = text === null ? null : parseJson(text);
  if (typeof error !== 'object' || error === null || Array.isArray(error)) return null;
  const { code, message, stackTrace } = error;
  return { code: textOf(code), message: textOf(message), stackTrace: textOf(stackTrace) };
}

function readMetadata(text: string): Record<string, string> {
  const metadata = parseJson(text);
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) return {};
  return Object.fromEntries(Object.entries(metadata).map(([key, value]) => [key, textOf(value)]));
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function makeId(trace: TraceRow, input: NewAssessment): string {
  const text = JSON.stringify([trace.trace_id, input]);
  return `a-${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
}
