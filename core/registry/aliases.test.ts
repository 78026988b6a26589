import { describe, expect, it } from 'vitest';
import type { EngineClient } from '#contract/procedures.ts';
import { failureOf } from '#core/testing/factories.ts';
import { createRemoteVersion } from '#core/testing/test-models.ts';
import { testActor, withEngine } from '#core/testing/with-engine.ts';

describe('an alias', () => {
  it('is of one version and moves; the history says who, when, from where and why', () =>
    withChurn(2, async (client, advance) => {
      await client.registry.setAlias({ name: 'churn', version: 1, alias: 'challenger', reason: ' try it ' });
      advance(1000);
      const moved = await client.registry.setAlias({ name: 'churn', version: 2, alias: 'challenger' });
      expect(moved.aliases).toEqual(['challenger']);
      await client.registry.setAlias({ name: 'churn', version: 2, alias: 'challenger' });
      await client.registry.deleteAlias({ name: 'churn', alias: 'challenger', reason: 'over' });
      const { moves } = await client.registry.history({ name: 'churn' });
      expect(
        moves.map(({ kind, fromVersion, version, reason }) => [kind, fromVersion, version, reason]),
      ).toEqual([
        ['remove', 2, null, 'over'],
        ['set', 1, 2, ''],
        ['set', null, 1, 'try it'],
      ]);
      expect(moves[0]?.actor).toEqual(testActor);
      expect((moves[1]?.at ?? 0) - (moves[2]?.at ?? 0)).toBe(1000);
      expect((await client.registry.getVersion({ name: 'churn', version: 2 })).aliases).toEqual([]);
    }));

  it.each(['', 'latest', 'LATEST', 'v1', 'V12', 'a b', 'a@b', 'a/b', 'x'.repeat(256)])(
    'is not called %j',
    (alias) =>
      withChurn(1, async (client) => {
        const { code } = await failureOf(client.registry.setAlias({ name: 'churn', version: 1, alias }));
        expect(['INVALID_ARGUMENT', 'LIMIT_EXCEEDED']).toContain(code);
      }),
  );

  it.each(['v1a', 'version1', 'Åäö-1', 'champion', '_'])('may be called %j', (alias) =>
    withChurn(1, async (client) => {
      expect((await client.registry.setAlias({ name: 'churn', version: 1, alias })).aliases).toEqual([alias]);
    }),
  );

  it('that is not there, or goes to no version, is an error that lists what is there', () =>
    withChurn(1, async (client) => {
      expect((await failureOf(client.registry.deleteAlias({ name: 'churn', alias: 'x' }))).message).toContain(
        'It has no aliases',
      );
      await client.registry.promote({ name: 'churn', version: 1, reason: 'first' });
      expect(await failureOf(client.registry.deleteAlias({ name: 'churn', alias: 'x' }))).toEqual({
        code: 'NOT_FOUND',
        data: { kind: 'alias', id: 'churn@x' },
        message: 'No version of "churn" is its x. There is champion (version 1).',
      });
      const set = client.registry.setAlias({ name: 'churn', version: 7, alias: 'x' });
      expect(await failureOf(set)).toMatchObject({ code: 'NOT_FOUND', data: { kind: 'model_version' } });
    }));

  it('moved by many at once leaves a history without gaps', () =>
    withChurn(5, async (client) => {
      await Promise.all(
        Array.from({ length: 200 }, (_, i) =>
          client.registry.setAlias({ name: 'churn', version: (i % 5) + 1, alias: 'champion' }),
        ),
      );
      const moves = (await client.registry.history({ name: 'churn' })).moves.toReversed();
      expect(moves).toHaveLength(200);
      let holder: number | null = null;
      for (const move of moves) {
        expect(move.fromVersion).toBe(holder);
        holder = move.version;
      }
      expect((await client.registry.resolve({ uri: 'churn' })).version).toBe(holder);
    }));

  it('has a history that refuses to be changed', () =>
    withEngine(async ({ client, engine }) => {
      await createRemoteVersion(client, 'churn');
      await client.registry.promote({ name: 'churn', version: 1, reason: 'first' });
      for (const sql of ["UPDATE alias_moves SET reason = 'x'", 'DELETE FROM alias_moves']) {
        const change = engine.ctx.write((tx) => {
          tx.db.run(sql);
          tx.unchanged();
        });
        await expect(change).rejects.toThrow('the history of aliases is written once');
      }
    }));
});

describe('promoting', () => {
  it('makes a champion, since now, and remembers the one before', () =>
    withChurn(2, async (client, advance) => {
      await client.registry.promote({ name: 'churn', version: 1, reason: 'first' });
      advance(5000);
      const model = await client.registry.promote({ name: 'churn', version: 2, reason: 'better' });
      expect(model.champion?.version.version).toBe(2);
      expect(model.champion?.since).toBe(model.updatedAt);
      expect(model.rollbackTo).toBe(1);
      const [entry] = (await client.activity.list({ entityKind: 'model', maxResults: 1 })).entries;
      expect(entry).toMatchObject({
        action: 'model.promote',
        entityId: 'churn',
        before: { champion: 1 },
        after: { champion: 2, reason: 'better' },
      });
    }));

  it('the champion again changes nothing', () =>
    withChurn(1, async (client) => {
      const first = await client.registry.promote({ name: 'churn', version: 1, reason: 'first' });
      const again = await client.registry.promote({ name: 'churn', version: 1, reason: 'again' });
      expect(again).toEqual(first);
      expect((await client.registry.history({ name: 'churn' })).moves).toHaveLength(1);
    }));

  it.each(['', '  \n'])('needs a reason, not %j', (reason) =>
    withChurn(1, async (client) => {
      const expected = { code: 'INVALID_ARGUMENT', data: { field: 'reason' } };
      expect(await failureOf(client.registry.promote({ name: 'churn', version: 1, reason }))).toMatchObject(
        expected,
      );
      expect(await failureOf(client.registry.rollback({ name: 'churn', reason }))).toMatchObject(expected);
    }),
  );
});

describe('rolling back', () => {
  it('goes back step by step, and a rolled back version does not return by itself', () =>
    withChurn(4, async (client) => {
      for (const version of [1, 2, 3]) await promote(client, version);
      expect([await rollBack(client), await rollBack(client)]).toEqual([2, 1]);
      await promote(client, 4);
      expect(await rollBack(client)).toBe(1);
      expect(await failureOf(client.registry.rollback({ name: 'churn', reason: 'x' }))).toMatchObject({
        code: 'INVALID_STATE',
        data: { kind: 'model', id: 'churn' },
      });
      const { moves } = await client.registry.history({ name: 'churn' });
      expect(moves.map(({ kind, version }) => [kind, version]).slice(0, 4)).toEqual([
        ['rollback', 1],
        ['promote', 4],
        ['rollback', 1],
        ['rollback', 2],
      ]);
    }));

  it('passes over versions that are deleted by now, and says which', () =>
    withChurn(3, async (client) => {
      for (const version of [1, 2, 3]) await promote(client, version);
      await client.registry.deleteVersion({ name: 'churn', version: 2 });
      expect(await rollBack(client)).toBe(1);
      const [entry] = (await client.activity.list({ entityKind: 'model', maxResults: 1 })).entries;
      expect(entry).toMatchObject({
        action: 'model.rollback',
        before: { champion: 3 },
        after: { champion: 1, skippedDeleted: [2] },
      });
    }));

  it('is refused when every version before is gone, or there was none', () =>
    withChurn(2, async (client) => {
      const none = await failureOf(client.registry.rollback({ name: 'churn', reason: 'x' }));
      expect(none).toMatchObject({ code: 'INVALID_STATE', data: { state: 'it has no champion' } });
      await promote(client, 1);
      await promote(client, 2);
      await client.registry.deleteVersion({ name: 'churn', version: 1 });
      const gone = await failureOf(client.registry.rollback({ name: 'churn', reason: 'x' }));
      expect(gone.message).toContain('stile model promote churn <version>');
      expect((await client.registry.get({ name: 'churn' })).rollbackTo).toBeNull();
    }));

  it('after the alias was taken off gives it back to the last holder', () =>
    withChurn(2, async (client) => {
      await promote(client, 1);
      await promote(client, 2);
      await client.registry.deleteAlias({ name: 'churn', alias: 'champion' });
      expect([await rollBack(client), await rollBack(client)]).toEqual([2, 1]);
    }));
});

function promote(client: EngineClient, version: number): Promise<unknown> {
  return client.registry.promote({ name: 'churn', version, reason: `try ${version}` });
}

async function rollBack(client: EngineClient): Promise<number | undefined> {
  const { champion } = await client.registry.rollback({ name: 'churn', reason: 'worse' });
  return champion?.version.version;
}

/** An engine with the model `churn` of so many versions. */
function withChurn<T>(
  versions: number,
  fn: (client: EngineClient, advance: (ms: number) => void) => Promise<T>,
): Promise<T> {
  return withEngine(async ({ client, clock }) => {
    for (let i = 0; i < versions; i++) await createRemoteVersion(client, 'churn');
    return fn(client, clock.advance);
  });
}
