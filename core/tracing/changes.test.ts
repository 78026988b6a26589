import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EngineContext } from '#core/store/context.ts';
import { failureOf } from '#core/testing/factories.ts';
import { createAssessment, deleteAssessment, getAssessment, updateAssessment } from './assessments.ts';
import { deleteTraces } from './delete-traces.ts';
import { linkTracesToRun } from './links.ts';
import { getTrace } from './read-traces.ts';
import { beginTrace, endTrace } from './start-trace.ts';
import { makeAssessment, makeTestTrace, traceIdOf, withTracing } from './testing.ts';

const [one, two] = [traceIdOf(1), traceIdOf(2)];

/** A file as a client uploads it for a trace. */
function putFile({ paths }: EngineContext, experimentId: string, traceId: string): string {
  const folder = join(paths.artifacts, experimentId, 'traces', traceId, 'artifacts');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'traces.json'), '{}');
  return join(folder, '..');
}

function countRows({ db }: EngineContext): Record<string, number> {
  const tables = [
    'traces',
    'spans',
    'trace_tags',
    'trace_metadata',
    'trace_runs',
    'trace_prompts',
    'assessments',
  ];
  return Object.fromEntries(
    tables.map((table) => [table, db.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n ?? 0]),
  );
}

const nothing = {
  traces: 0,
  spans: 0,
  trace_tags: 0,
  trace_metadata: 0,
  trace_runs: 0,
  trace_prompts: 0,
  assessments: 0,
};

describe('tags of a trace', () => {
  it('are set, written over and deleted; the name is searched by the tag', () =>
    withTracing(async ({ ctx, client }) => {
      await makeTestTrace(ctx, 1);
      await client.traces.setTag({ traceId: one, key: 'a', value: '1' });
      await client.traces.setTag({ traceId: one, key: 'a', value: '2' });
      await client.traces.setTag({ traceId: one, key: 'mlflow.traceName', value: 'renamed' });
      const { traces } = await client.traces.search({ filter: "name = 'renamed' AND tag.a = '2'" });
      expect(traces.map(({ traceId }) => traceId)).toEqual([one]);
      await client.traces.deleteTag({ traceId: one, key: 'a' });
      expect(await failureOf(client.traces.deleteTag({ traceId: one, key: 'a' }))).toMatchObject({
        code: 'NOT_FOUND',
        data: { kind: 'tag', id: 'a' },
      });
      expect(await failureOf(client.traces.setTag({ traceId: one, key: '', value: '' }))).toMatchObject({
        code: 'INVALID_ARGUMENT',
      });
    }));
});

describe('assessments', () => {
  it('are changed in part, replaced and brought back', () =>
    withTracing(async ({ ctx }) => {
      await makeTestTrace(ctx, 1);
      const first = await createAssessment(
        ctx,
        one,
        makeAssessment({ metadata: { a: '1' }, rationale: 'why' }),
      );
      const ref = { traceId: one, assessmentId: first.assessmentId };
      const changed = await updateAssessment(ctx, ref, { value: false, metadata: { b: '2' } });
      expect(changed).toMatchObject({
        value: false,
        metadata: { a: '1', b: '2' },
        rationale: 'why',
        createdAt: first.createdAt,
      });
      const second = await createAssessment(
        ctx,
        one,
        makeAssessment({ value: 'no', overrides: first.assessmentId }),
      );
      expect(getAssessment(ctx, ref).isValid).toBe(false);
      await deleteAssessment(ctx, { traceId: one, assessmentId: second.assessmentId });
      await deleteAssessment(ctx, { traceId: one, assessmentId: second.assessmentId });
      expect(getTrace(ctx, one).assessments).toMatchObject([
        { assessmentId: first.assessmentId, isValid: true },
      ]);
    }));

  it('say what is wrong with them', () =>
    withTracing(async ({ ctx }) => {
      await makeTestTrace(ctx, 1);
      const { assessmentId } = await createAssessment(ctx, one, makeAssessment());
      const failures = [
        createAssessment(ctx, two, makeAssessment()),
        createAssessment(ctx, one, makeAssessment({ overrides: 'a-none' })),
        createAssessment(ctx, one, makeAssessment({ assessmentId })),
        updateAssessment(ctx, { traceId: one, assessmentId }, { kind: 'expectation', value: 1 }),
        updateAssessment(ctx, { traceId: one, assessmentId: 'a-none' }, {}),
      ].map(failureOf);
      const codes = (await Promise.all(failures)).map(({ code }) => code);
      expect(codes).toEqual(['NOT_FOUND', 'NOT_FOUND', 'INVALID_ARGUMENT', 'INVALID_ARGUMENT', 'NOT_FOUND']);
      expect(getTrace(ctx, one).assessments).toHaveLength(1);
    }));
});

describe('traces of clients of MLflow 2', () => {
  it('begin and end', () =>
    withTracing(async ({ ctx }) => {
      const begun = await beginTrace(ctx, {
        experimentId: '0',
        startedAt: 100,
        tags: [],
        metadata: [{ key: 'm', value: '1' }],
      });
      expect(begun).toMatchObject({ state: 'IN_PROGRESS', durationMs: null });
      const tags = [{ key: 't', value: 'v' }];
      const ended = await endTrace(ctx, {
        traceId: begun.traceId,
        endedAt: 150,
        state: 'OK',
        tags,
        metadata: [],
      });
      expect(ended).toMatchObject({ state: 'OK', durationMs: 50, metadata: [{ key: 'm', value: '1' }] });
    }));
});

describe('deleting traces', () => {
  it('takes spans, texts, assessments, files and the words of the log with them', () =>
    withTracing(async ({ ctx, client }) => {
      const { runId } = await client.runs.create({ experimentId: '0' });
      for (const number of [1, 2]) {
        await makeTestTrace(ctx, number, {
          metadata: [{ key: 'secret', value: 'x' }],
          assessments: [makeAssessment()],
        });
      }
      await linkTracesToRun(ctx, { traceIds: [one, two], runId });
      const folder = putFile(ctx, '0', one);
      expect(await client.traces.delete({ traceIds: [one, 'tr-none'] })).toEqual({ deleted: 1 });
      expect(existsSync(folder)).toBe(false);
      expect(countRows(ctx)).toMatchObject({ traces: 1, spans: 1, assessments: 1, trace_runs: 1 });
      const { entries } = await client.activity.list({});
      expect(entries.filter(({ entityId }) => entityId === one)).toEqual([]);
      expect(entries.find(({ action }) => action === 'trace.delete')?.before).toEqual({
        traces: [{ traceId: one, name: 'span 1' }],
      });
    }));

  it('goes by time, the oldest first, in one experiment only', () =>
    withTracing(async ({ ctx, client }) => {
      const { experimentId } = await client.experiments.create({ name: 'other' });
      for (let number = 1; number <= 205; number++) await makeTestTrace(ctx, number, { spans: [{}] });
      await makeTestTrace(ctx, 300, { experimentId });
      const startedUntil = 1_700_000_000_003;
      expect(await deleteTraces(ctx, { experimentId: '0', startedUntil, maxTraces: 1 })).toBe(1);
      expect((await failureOf(client.traces.get({ traceId: one }))).code).toBe('NOT_FOUND');
      expect(await deleteTraces(ctx, { experimentId: '0', startedUntil })).toBe(2);
      expect(await deleteTraces(ctx, { experimentId: '0', traceIds: [traceIdOf(300)] })).toBe(0);
      expect(await deleteTraces(ctx, { experimentId: '0', startedUntil: Number.MAX_SAFE_INTEGER })).toBe(202);
      expect(await failureOf(deleteTraces(ctx, { experimentId: '0' }))).toMatchObject({
        code: 'INVALID_ARGUMENT',
      });
      expect(countRows(ctx).traces).toBe(1);
    }));

  it('happens when the run that made them is deleted for good', () =>
    withTracing(async ({ ctx, client }) => {
      const { runId } = await client.runs.create({ experimentId: '0' });
      const metadata = [{ key: 'mlflow.sourceRun', value: runId }];
      await makeTestTrace(ctx, 1, { metadata });
      await makeTestTrace(ctx, 2);
      await linkTracesToRun(ctx, { traceIds: [two], runId });
      const folder = putFile(ctx, '0', one);
      await client.runs.delete({ runId });
      expect(await client.runs.purgePreview({ runId })).toMatchObject({ runs: 1, files: 1 });
      await client.runs.purge({ runId });
      expect(existsSync(folder)).toBe(false);
      expect(countRows(ctx)).toMatchObject({ traces: 1, spans: 1, trace_runs: 0 });
      const { entries } = await client.activity.list({ entityKind: 'run', entityId: runId });
      expect(entries.map(({ action }) => action)).toEqual(['run.purge']);
    }));

  it.each(['0', 'a new one'])('happens when their experiment is deleted for good: %s', (which) =>
    withTracing(async ({ ctx, client }) => {
      const { experimentId } =
        which === '0' ? { experimentId: '0' } : await client.experiments.create({ name: 'gone' });
      for (let number = 1; number <= 101; number++) await makeTestTrace(ctx, number, { experimentId });
      putFile(ctx, experimentId, one);
      await client.experiments.delete({ experimentId });
      const preview = await client.experiments.purgePreview({ experimentId });
      expect(preview.files).toBe(1);
      expect(preview.freedBytes).toBeGreaterThan(101 * 100);
      await client.experiments.purge({ experimentId });
      expect(countRows(ctx)).toEqual(nothing);
      expect(existsSync(join(ctx.paths.artifacts, experimentId))).toBe(false);
    }),
  );
});
