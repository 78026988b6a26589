import { describe, expect, it } from 'vitest';
import { createTestRun, failureOf } from '#core/testing/factories.ts';
import { withEngine } from '#core/testing/with-engine.ts';

describe('runs', () => {
  it('makes a name when none is given and keeps the tag mlflow.runName in step', () =>
    withEngine(async ({ client }) => {
      const made = await client.runs.create({ experimentId: '0' });
      expect(made.name).toMatch(/^[a-z]+-[a-z]+-\d{1,3}$/);
      expect(made.name.length).toBeLessThanOrEqual(20);
      expect(made.runId).toMatch(/^[0-9a-f]{32}$/);
      expect(made.tags).toEqual([{ key: 'mlflow.runName', value: made.name }]);
      const renamed = await client.runs.update({ runId: made.runId, name: 'kiruna' });
      expect(renamed.tags).toEqual([{ key: 'mlflow.runName', value: 'kiruna' }]);
      await client.runs.setTag({ runId: made.runId, key: 'mlflow.runName', value: 'luleå' });
      expect((await client.runs.get({ runId: made.runId })).name).toBe('luleå');
    }));

  it('refuses a name and a tag that disagree', () =>
    withEngine(async ({ client }) => {
      const tags = [{ key: 'mlflow.runName', value: 'b' }];
      expect(await failureOf(client.runs.create({ experimentId: '0', name: 'a', tags }))).toMatchObject({
        code: 'INVALID_ARGUMENT',
        data: { field: 'name', value: 'a' },
      });
    }));

  it('ends now when it ends without a time, and has no end when it runs again', () =>
    withEngine(async ({ client, clock }) => {
      const { runId } = await createTestRun(client);
      clock.advance(1000);
      expect(await client.runs.update({ runId, status: 'FINISHED' })).toMatchObject({ endedAt: clock.now() });
      expect(await client.runs.update({ runId, status: 'FAILED', endedAt: 7 })).toMatchObject({ endedAt: 7 });
      expect(await client.runs.update({ runId, status: 'RUNNING' })).toMatchObject({ endedAt: null });
      expect(await client.runs.update({ runId, endedAt: 9 })).toMatchObject({
        status: 'RUNNING',
        endedAt: 9,
      });
    }));

  it('nests to any depth, and children outlive their parent', () =>
    withEngine(async ({ client }) => {
      let parent = await createTestRun(client, { name: 'depth-0' });
      for (let depth = 1; depth <= 30; depth++) {
        parent = await createTestRun(client, { name: `depth-${depth}`, parentRunId: parent.runId });
      }
      const roots = await client.runs.search({ nesting: 'roots' });
      expect(roots.runs).toMatchObject([{ name: 'depth-0', childCount: 1 }]);
      const root = roots.runs[0]?.runId ?? '';
      const children = await client.runs.search({ nesting: 'children', parentRunId: root });
      expect(children.runs).toMatchObject([{ name: 'depth-1', parentRunId: root, childCount: 1 }]);
      await client.runs.delete({ runId: root });
      await client.runs.purge({ runId: root });
      expect((await client.runs.search({ nesting: 'roots' })).runs).toMatchObject([
        { name: 'depth-1', parentRunId: null },
      ]);
    }));

  it('takes the parent from the tag, also when the parent comes later, and never nests in a circle', () =>
    withEngine(async ({ client }) => {
      const a = await createTestRun(client, { name: 'a' });
      const b = await createTestRun(client, {
        name: 'b',
        tags: [{ key: 'mlflow.parentRunId', value: a.runId }],
      });
      expect(b.parentRunId).toBe(a.runId);
      await client.runs.setTag({ runId: a.runId, key: 'mlflow.parentRunId', value: b.runId });
      expect((await client.runs.get({ runId: a.runId })).parentRunId).toBeNull();
      await client.runs.setTag({ runId: a.runId, key: 'mlflow.parentRunId', value: a.runId });
      expect((await client.runs.get({ runId: a.runId })).parentRunId).toBeNull();
      await client.runs.deleteTag({ runId: b.runId, key: 'mlflow.parentRunId' });
      expect((await client.runs.get({ runId: b.runId })).parentRunId).toBeNull();
    }));

  it('adopts runs that named their parent before it was there', () =>
    withEngine(
      async ({ client }) => {
        const child = await createTestRun(client, { tags: [{ key: 'mlflow.parentRunId', value: 'run-2' }] });
        expect(child.parentRunId).toBeNull();
        const parent = await createTestRun(client);
        expect((await client.runs.get({ runId: child.runId })).parentRunId).toBe(parent.runId);
      },
      { ids: countingIds() },
    ));

  it('refuses every change to a deleted run and to one that is not there', () =>
    withEngine(async ({ client }) => {
      const { runId } = await createTestRun(client);
      await client.runs.delete({ runId });
      await client.runs.delete({ runId });
      const calls = (id: string): (() => Promise<unknown>)[] => [
        () => client.runs.update({ runId: id, name: 'x' }),
        () => client.runs.setTag({ runId: id, key: 'k', value: 'v' }),
        () => client.runs.deleteTag({ runId: id, key: 'k' }),
        () => client.runs.logMetric({ runId: id, key: 'k', value: 1 }),
        () => client.runs.logParam({ runId: id, key: 'k', value: '1' }),
        () => client.runs.logInputs({ runId: id, datasets: [] }),
        () =>
          client.artifacts.write({
            runId: id,
            path: 'x',
            offset: 0,
            chunk: new File(['x'], 'x'),
            last: true,
          }),
      ];
      for (const call of calls(runId))
        expect(await failureOf(call())).toMatchObject({ code: 'INVALID_STATE' });
      for (const call of calls('nope')) {
        expect(await failureOf(call())).toMatchObject({
          code: 'NOT_FOUND',
          data: { kind: 'run', id: 'nope' },
        });
      }
      await client.runs.restore({ runId });
      expect(await failureOf(client.runs.restore({ runId }))).toMatchObject({ code: 'INVALID_STATE' });
    }));

  it('writes one activity row per change, with before and after, and none for what changes nothing', () =>
    withEngine(async ({ client }) => {
      const { runId } = await createTestRun(client);
      await client.runs.setTag({ runId, key: 'k', value: '1' });
      await client.runs.setTag({ runId, key: 'k', value: '1' });
      await client.runs.setTag({ runId, key: 'k', value: '2' });
      await client.runs.delete({ runId });
      const { entries } = await client.activity.list({ entityKind: 'run', entityId: runId });
      expect(entries.map(({ action, before, after }) => ({ action, before, after })).slice(0, 3)).toEqual([
        { action: 'run.delete', before: { lifecycle: 'active' }, after: { lifecycle: 'deleted' } },
        { action: 'run.set_tag', before: { key: 'k', value: '1' }, after: { key: 'k', value: '2' } },
        { action: 'run.set_tag', before: null, after: { key: 'k', value: '1' } },
      ]);
      expect(entries).toHaveLength(4);
      expect(entries[0]?.actor).toEqual({ kind: 'screen', name: 'test' });
    }));

  it('forgets what a purged run held, and remembers who purged it', () =>
    withEngine(async ({ client }) => {
      const { runId } = await createTestRun(client);
      await client.runs.logParam({ runId, key: 'secret', value: 'hunter2' });
      await client.runs.delete({ runId });
      await client.runs.purge({ runId });
      const { entries } = await client.activity.list({ entityKind: 'run', entityId: runId });
      expect(entries).toMatchObject([{ action: 'run.purge', actor: { name: 'test' } }]);
      expect(JSON.stringify((await client.activity.list({})).entries)).not.toContain('hunter2');
    }));

  it('keeps dataset inputs once per experiment, with their context', () =>
    withEngine(async ({ client }) => {
      const dataset = { name: 'reviews', digest: 'abc', sourceType: 'local', source: '{"uri":"r.csv"}' };
      const context = [{ key: 'mlflow.data.context', value: 'training' }];
      for (const name of ['a', 'b']) {
        const { runId } = await createTestRun(client, { name });
        await client.runs.logInputs({ runId, datasets: [{ ...dataset, tags: context }] });
        await client.runs.logInputs({ runId, datasets: [{ ...dataset, tags: context }] });
        expect(await client.runs.inputs({ runId })).toEqual({
          datasets: [{ ...dataset, schema: null, profile: null, tags: context }],
        });
      }
      const found = await client.runs.search({
        filter: "dataset.name = 'reviews' AND dataset.context = 'training'",
      });
      expect(found.runs).toHaveLength(2);
    }));
});

function countingIds(): { runId(): string; token(): string; runName(): string } {
  let runs = 0;
  let tokens = 0;
  return {
    runId: () => `run-${++runs}`,
    token: () => `token-${++tokens}-0123456789`,
    runName: () => 'plain-wren-1',
  };
}
