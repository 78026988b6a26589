import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openEngine } from '#core/engine.ts';
import { createFakeClock, type FakeClock } from '#core/testing/fake-clock.ts';
import { failureOf } from '#core/testing/factories.ts';
import { testEngineOptions, withFolder } from '#core/testing/with-engine.ts';
import type { EngineContext } from './context.ts';
import { createCreateRequests, type CreateRequests } from './create-requests.ts';

interface Session {
  ctx: EngineContext;
  creates: CreateRequests;
  /** Makes one more object for a request; the request stays open. */
  begin(hash: string): Begun;
  /** As `begin`, and its answer leaves, or is lost. */
  create(hash: string, fate: 'delivered' | 'lost'): Promise<string>;
}

interface Begun {
  made: Promise<string>;
  settle(isDelivered: boolean): void;
}

/** An engine on this workspace for as long as `fn` takes; stopped, or killed with what it remembers. */
async function withSession<T>(
  workspace: string,
  clock: FakeClock,
  fn: (session: Session) => Promise<T>,
  end: 'stop' | 'kill' = 'stop',
): Promise<T> {
  const engine = await openEngine({ ...testEngineOptions(workspace), clock });
  const { ctx } = engine;
  const creates = createCreateRequests(ctx);
  const begin = (hash: string): Begun => {
    const guarded = creates.guard(ctx, hash);
    return { made: insert(guarded.ctx), settle: (isDelivered) => guarded.settle(isDelivered) };
  };
  const create: Session['create'] = async (hash, fate) => {
    const { made, settle } = begin(hash);
    const id = await made;
    settle(fate === 'delivered');
    return id;
  };
  try {
    return await fn({ ctx, creates, begin, create });
  } finally {
    if (end === 'stop') await creates.flush();
    await engine.stop();
  }
}

function withWorkspace<T>(fn: (workspace: string, clock: FakeClock) => Promise<T>): Promise<T> {
  return withFolder((folder) => fn(join(folder, 'workspace'), createFakeClock()));
}

function withOneSession(fn: (session: Session, clock: FakeClock) => Promise<void>): Promise<void> {
  return withWorkspace((workspace, clock) => withSession(workspace, clock, (session) => fn(session, clock)));
}

function insert(ctx: EngineContext): Promise<string> {
  return ctx.write((tx) => {
    const name = ctx.ids.runId();
    tx.db.run(
      'INSERT INTO registered_models (name, description, created_at, updated_at) VALUES (?, ?, ?, ?)',
      name,
      '',
      tx.now,
      tx.now,
    );
    tx.record({ action: 'model.create', entityKind: 'model', entityId: name });
    return name;
  });
}

function refuse(ctx: EngineContext): Promise<never> {
  return ctx.write<never>(() => {
    throw new Error('refused');
  });
}

function objectsOf({ ctx }: Session): string[] {
  return ctx.db.all<{ name: string }>('SELECT name FROM registered_models').map(({ name }) => name);
}

function keptOf({ ctx }: Session): number {
  return ctx.db.all('SELECT * FROM create_requests').length;
}

const tenMinutes = 10 * 60_000;

describe('a create whose answer was lost', () => {
  it('gives its answer to the same request, once', () =>
    withOneSession(async (session) => {
      const lost = await session.create('a', 'lost');
      expect(await session.create('b', 'delivered')).not.toBe(lost);
      expect(await session.create('a', 'delivered')).toBe(lost);
      expect(await session.create('a', 'delivered')).not.toBe(lost);
      expect(objectsOf(session)).toHaveLength(3);
    }));

  it('gives it again for as long as it is lost', () =>
    withOneSession(async (session) => {
      const lost = await session.create('a', 'lost');
      for (let time = 0; time < 3; time++) expect(await session.create('a', 'lost')).toBe(lost);
      expect(keptOf(session)).toBe(1);
      expect(await session.create('a', 'delivered')).toBe(lost);
      await session.creates.flush();
      expect(keptOf(session)).toBe(0);
    }));

  it('is one of several: each is given once, the oldest first', () =>
    withOneSession(async (session, clock) => {
      const first = session.begin('a');
      const lost = [await first.made];
      clock.advance(1);
      const second = session.begin('a');
      first.settle(true);
      lost.push(await second.made);
      second.settle(false);
      expect(new Set(lost).size).toBe(2);
      expect(await session.create('a', 'delivered')).toBe(lost[1]);
      expect(lost).not.toContain(await session.create('a', 'delivered'));
    }));

  it('gives it after a stop and after a kill', () =>
    withWorkspace(async (workspace, clock) => {
      for (const end of ['stop', 'kill'] as const) {
        const lost = await withSession(workspace, clock, ({ create }) => create(end, 'lost'), end);
        await withSession(workspace, clock, async ({ create }) => {
          expect(await create(end, 'delivered')).toBe(lost);
          expect(await create(end, 'delivered')).not.toBe(lost);
        });
      }
    }));

  it('is forgotten after ten minutes, in this engine and in the next', () =>
    withWorkspace(async (workspace, clock) => {
      const lost = await withSession(workspace, clock, async (session) => {
        const first = await session.create('a', 'lost');
        clock.advance(tenMinutes - 1);
        expect(await session.create('a', 'lost')).toBe(first);
        return first;
      });
      clock.advance(1);
      await withSession(workspace, clock, async (session) => {
        expect(await session.create('a', 'delivered')).not.toBe(lost);
        await session.creates.flush();
        expect(keptOf(session)).toBe(0);
      });
    }));

  it('goes when nobody comes back, without any other create', () =>
    withOneSession(async (session, clock) => {
      await session.create('a', 'lost');
      await session.creates.flush();
      expect(keptOf(session)).toBe(1);
      clock.advance(tenMinutes);
      await session.creates.flush();
      expect(keptOf(session)).toBe(0);
    }));
});

describe('requests that are the same', () => {
  it('wait for what becomes of the one before', () =>
    withOneSession(async (session) => {
      const first = session.begin('a');
      const second = session.begin('a');
      const third = session.begin('a');
      const made = await first.made;
      expect(objectsOf(session)).toEqual([made]);
      first.settle(false);
      expect(await second.made).toBe(made);
      second.settle(true);
      expect(await third.made).not.toBe(made);
      third.settle(true);
      expect(objectsOf(session)).toHaveLength(2);
    }));

  it('make an object each when both are answered, also when a refused create comes in between', () =>
    withOneSession(async (session) => {
      const first = await session.create('a', 'delivered');
      const other = session.creates.guard(session.ctx, 'other');
      expect(await failureOf(refuse(other.ctx))).toMatchObject({ message: 'refused' });
      other.settle(true);
      expect(await session.create('a', 'delivered')).not.toBe(first);
      await session.creates.flush();
      expect(keptOf(session)).toBe(0);
    }));

  it('make an object each when the engine is stopped in between', () =>
    withWorkspace(async (workspace, clock) => {
      const first = await withSession(workspace, clock, ({ create }) => create('a', 'delivered'));
      await withSession(workspace, clock, async ({ create }) => {
        expect(await create('a', 'delivered')).not.toBe(first);
      });
    }));
});

describe('a request', () => {
  it('that is refused keeps nothing, and may be sent again', () =>
    withOneSession(async (session) => {
      const refused = session.creates.guard(session.ctx, 'a');
      expect(await failureOf(refuse(refused.ctx))).toMatchObject({ message: 'refused' });
      refused.settle(false);
      expect(keptOf(session)).toBe(0);
      expect(objectsOf(session)).toEqual([]);
      expect(await session.create('a', 'delivered')).toBe(objectsOf(session)[0]);
    }));

  it('of several writes gets each of them back, and makes those that were not reached', () =>
    withOneSession(async (session) => {
      const cut = session.creates.guard(session.ctx, 'a');
      const lost = [await insert(cut.ctx), await insert(cut.ctx)];
      cut.settle(false);
      const again = session.creates.guard(session.ctx, 'a');
      const all = [await insert(again.ctx), await insert(again.ctx), await insert(again.ctx)];
      again.settle(true);
      expect(all.slice(0, 2)).toEqual(lost);
      expect(objectsOf(session)).toHaveLength(3);
      await session.creates.flush();
      expect(keptOf(session)).toBe(0);
    }));

  it('whose write gives nothing gets nothing again, and does it once', () =>
    withOneSession(async (session) => {
      let count = 0;
      const write = (ctx: EngineContext): Promise<void> =>
        ctx.write((tx) => {
          count++;
          tx.record({ action: 'model.create', entityKind: 'model', entityId: 'x' });
        });
      for (const isDelivered of [false, true]) {
        const guarded = session.creates.guard(session.ctx, 'a');
        await write(guarded.ctx);
        guarded.settle(isDelivered);
      }
      expect(count).toBe(1);
    }));
});

describe('what was answered', () => {
  it('is forgotten soon by itself', () =>
    withOneSession(async (session) => {
      await session.create('a', 'delivered');
      expect(keptOf(session)).toBe(1);
      await expect.poll(() => keptOf(session), { timeout: 5000 }).toBe(0);
    }));

  it('is forgotten later when it cannot be now', () =>
    withWorkspace(async (workspace, clock) => {
      const first = await withSession(workspace, clock, async (session) => {
        const id = await session.create('a', 'delivered');
        const blocked = session.ctx.write((tx) => {
          tx.db.run(
            `CREATE TRIGGER keep BEFORE DELETE ON create_requests BEGIN SELECT RAISE(ABORT, 'kept'); END`,
          );
          tx.unchanged();
        });
        await blocked;
        await session.creates.flush();
        expect(keptOf(session)).toBe(1);
        await session.ctx.write((tx) => {
          tx.db.run('DROP TRIGGER keep');
          tx.unchanged();
        });
        await session.creates.flush();
        expect(keptOf(session)).toBe(0);
        return id;
      });
      await withSession(workspace, clock, async ({ create }) => {
        expect(await create('a', 'delivered')).not.toBe(first);
      });
    }));
});
