import type { Assessment } from '#contract/tracing.ts';
import { invalidArgument, showValue, StileError } from '#core/kernel/errors.ts';
import { parseJson } from '#core/kernel/json.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { announceTrace } from './announce.ts';
import {
  lookUpAssessment,
  rowToAssessment,
  writeAssessment,
  type AssessmentRow,
  type NewAssessment,
} from './assessment-rows.ts';
import { findTrace, type TraceRow } from './find-trace.ts';

/** What is left out stays. */
export type AssessmentChange = Partial<
  Pick<NewAssessment, 'name' | 'kind' | 'value' | 'error' | 'rationale' | 'metadata'>
>;

interface AssessmentRef {
  traceId: string;
  assessmentId: string;
}

/** @throws NOT_FOUND for the trace or for the assessment that it overrides, INVALID_ARGUMENT */
export function createAssessment(
  ctx: EngineContext,
  traceId: string,
  input: NewAssessment,
): Promise<Assessment> {
  const assessmentId = input.assessmentId ?? `a-${ctx.ids.runId()}`;
  checkName(input.name);
  return ctx.write((tx) => {
    const trace = findTrace(tx.db, traceId);
    if (lookUpAssessment(tx.db, trace, assessmentId) !== undefined) throw alreadyThere(assessmentId);
    if (input.overrides !== null) {
      findAssessment(tx.db, trace, input.overrides);
      setValid(tx, trace, input.overrides, 0);
    }
    const row = writeAssessment(tx, trace, { ...input, assessmentId });
    announceTrace(tx, trace, 'trace.assess', null, describe(row));
    return rowToAssessment(row, traceId);
  });
}

/** @throws NOT_FOUND */
export function getAssessment(ctx: EngineContext, { traceId, assessmentId }: AssessmentRef): Assessment {
  return rowToAssessment(findAssessment(ctx.db, findTrace(ctx.db, traceId), assessmentId), traceId);
}

/** Metadata is added to what is there. @throws NOT_FOUND, INVALID_ARGUMENT for a value of the other kind */
export function updateAssessment(
  ctx: EngineContext,
  { traceId, assessmentId }: AssessmentRef,
  change: AssessmentChange,
): Promise<Assessment> {
  if (change.name !== undefined) checkName(change.name);
  return ctx.write((tx) => {
    const trace = findTrace(tx.db, traceId);
    const before = findAssessment(tx.db, trace, assessmentId);
    if (change.kind !== undefined && change.kind !== before.kind) throw otherKind(before, change.kind);
    const old = rowToAssessment(before, traceId);
    const row = writeAssessment(tx, trace, {
      ...old,
      value: parseJson(before.value) ?? null,
      ...change,
      metadata: { ...old.metadata, ...change.metadata },
      updatedAt: tx.now,
    });
    announceTrace(tx, trace, 'trace.update_assessment', describe(before), describe(row));
    return rowToAssessment(row, traceId);
  });
}

/** Makes the one that it overrides count again. One that is not there changes nothing. @throws NOT_FOUND for the trace */
export function deleteAssessment(
  ctx: EngineContext,
  { traceId, assessmentId }: AssessmentRef,
): Promise<void> {
  return ctx.write((tx) => {
    const trace = findTrace(tx.db, traceId);
    const row = lookUpAssessment(tx.db, trace, assessmentId);
    if (row === undefined) {
      tx.unchanged();
      return;
    }
    tx.db.run('DELETE FROM assessments WHERE id = ?', row.id);
    if (row.overrides !== null) setValid(tx, trace, row.overrides, 1);
    announceTrace(tx, trace, 'trace.delete_assessment', describe(row), null);
  });
}

function findAssessment(db: ReadableDb, trace: TraceRow, assessmentId: string): AssessmentRow {
  const row = lookUpAssessment(db, trace, assessmentId);
  if (row !== undefined) return row;
  const shown = showValue(assessmentId);
  throw new StileError('NOT_FOUND', `The trace ${trace.trace_id} has no assessment with id "${shown}".`, {
    kind: 'assessment',
    id: shown,
  });
}

function setValid(tx: WriteTx, trace: TraceRow, assessmentId: string, isValid: 0 | 1): void {
  const sql = 'UPDATE assessments SET is_valid = ? WHERE trace_id = ? AND assessment_id = ?';
  tx.db.run(sql, isValid, trace.id, assessmentId);
}

function describe({ assessment_id, name, kind, value }: AssessmentRow): object {
  return { assessmentId: assessment_id, name, kind, value: showValue(value) };
}

function checkName(name: string): void {
  if (name !== '') return;
  throw invalidArgument(
    'assessment_name',
    name,
    'an assessment says by its name what it speaks of',
    'Name it, e.g. correctness.',
  );
}

function otherKind(row: AssessmentRow, kind: string): StileError {
  return invalidArgument(
    kind,
    row.assessment_id,
    `this assessment is of the kind ${row.kind}`,
    `Change its ${row.kind}, or make another assessment.`,
  );
}

function alreadyThere(assessmentId: string): StileError {
  return invalidArgument(
    'assessment_id',
    assessmentId,
    'the trace has an assessment with this id',
    'Leave the id out.',
  );
}
