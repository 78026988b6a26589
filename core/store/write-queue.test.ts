import { describe, expect, it } from 'vitest';
import type { Actor } from '#contract/entities.ts';
import type { EngineEvent } from '#contract/events.ts';
import { failureOf } from '#core/testing/factories.ts';
import { withDatabase, type TestDatabase } from '#core/testing/with-database.ts';
import type { Connection } from './database.ts';
import { createWriteQueue, type WriteQueue, type WriteTx } from './write-queue.ts';

const actor: Actor = { kind: 'command', name: 'tester' };

interface QueueTest extends TestDatabase {
  queue: WriteQueue;
  /** What was done on the connection, in order: BEGIN, COMMIT and what the test notes. */
  steps: string[];
  announced: EngineEvent[][];
}

function withQueue<T>(fn: (test: QueueTest) => Promise<T>): Promise<T> {
  return withDatabase((test) => {
    const steps: string[] = [];
    const announced: EngineEvent[][] = [];
    const queue = createWriteQueue({
      connection: noteTransactions(test.connection, steps),
      clock: test.clock,
      announce: (events) => {
        steps.push('announce');
        announced.push(events);
      },
    });
    return fn({ ...test, queue, steps, announced });
  });
}

function noteTransactions(connection: Connection, steps: string[]): Connection {
  return Object.defineProperties(
    { ...connection },
    {
      inTransaction: { get: () => connection.inTransaction },
      run: {
        value: (sql: string, ...params: []) => {
          if (/^(BEGIN|COMMIT|ROLLBACK$)/.test(sql)) steps.push(sql);
          return connection.run(sql, ...params);
        },
      },
    },
  );
}

function setMeta(tx: WriteTx, key: string, value = 'x'): void {
  tx.db.run('INSERT INTO meta (key, value) VALUES (?, ?)', key, value);
  tx.record({ action: 'run.update', entityKind: 'workspace', entityId: key, after: { value } });
  tx.emit({ type: 'experiment.changed', experimentId: key });
}

function keysOf(connection: Connection): string[] {
  return connection.all<{ key: string }>('SELECT key FROM meta ORDER BY key').map(({ key }) => key);
}

function countActivity(connection: Connection): number {
  return connection.get<{ n: number }>('SELECT count(*) AS n FROM activity')?.n ?? -1;
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

describe('the write queue', () => {
  it('commits all writes of one turn together, in order, and answers and announces after the commit', () =>
    withQueue(async ({ queue, steps, announced, connection }) => {
      const write = (key: string): Promise<void> =>
        queue
          .write(actor, (tx) => {
            steps.push(key);
            setMeta(tx, key);
          })
          .then(() => {
            steps.push(`${key} answered`);
          });
      await Promise.all([write('a'), write('b'), write('c')]);
      expect(steps).toEqual([
        'BEGIN IMMEDIATE',
        ...['a', 'b', 'c'],
        'COMMIT',
        'announce',
        ...['a answered', 'b answered', 'c answered'],
      ]);
      expect(announced).toEqual([
        ['a', 'b', 'c'].map((experimentId) => ({ type: 'experiment.changed', experimentId })),
      ]);
      expect(keysOf(connection)).toEqual(['a', 'b', 'c']);
    }));

  it('gives writes of another turn a commit of their own', () =>
    withQueue(async ({ queue, steps }) => {
      await queue.write(actor, (tx) => {
        setMeta(tx, 'a');
      });
      await nextTurn();
      await queue.write(actor, (tx) => {
        setMeta(tx, 'b');
      });
      expect(steps.filter((step) => step === 'COMMIT')).toHaveLength(2);
    }));

  it('undoes a write that throws alone, with its activity and its events', () =>
    withQueue(async ({ queue, connection, announced }) => {
      const results = await Promise.allSettled([
        queue.write(actor, (tx) => {
          setMeta(tx, 'a');
        }),
        queue.write(actor, (tx) => {
          setMeta(tx, 'b');
          throw new Error('no b');
        }),
        queue.write(actor, (tx) => {
          setMeta(tx, 'c');
        }),
      ]);
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(keysOf(connection)).toEqual(['a', 'c']);
      expect(countActivity(connection)).toBe(2);
      expect(announced.flat()).toEqual(
        ['a', 'c'].map((experimentId) => ({ type: 'experiment.changed', experimentId })),
      );
    }));

  it('writes who, when, what, before and after', () =>
    withQueue(async ({ queue, connection, clock }) => {
      await queue.write(actor, (tx) => {
        tx.record({ action: 'run.log', entityKind: 'run', entityId: 'r', before: null, after: { n: 'å' } });
      });
      expect(connection.all('SELECT * FROM activity')).toEqual([
        {
          ...{ id: 1, at: clock.now(), actor_kind: 'command', actor_name: 'tester', action: 'run.log' },
          ...{ entity_kind: 'run', entity_id: 'r', before: null, after: '{"n":"å"}' },
          ...{ undoes: null, undo_depth: 0 },
        },
      ]);
    }));

  it.each([
    { times: 0, write: () => undefined },
    {
      times: 2,
      write: (tx: WriteTx) => {
        setMeta(tx, 'a');
        tx.unchanged();
      },
    },
  ])('refuses a write that records $times activities', ({ times, write }) =>
    withQueue(async ({ queue, connection }) => {
      const failure = await failureOf(
        queue.write(actor, (tx) => {
          write(tx);
        }),
      );
      expect(failure.message).toBe(`a write recorded ${times} activities, not one`);
      expect(keysOf(connection)).toEqual([]);
    }),
  );

  it('keeps what a write without changes did not do out of the activity', () =>
    withQueue(async ({ queue, connection, steps }) => {
      expect(
        await queue.write(actor, (tx) => {
          tx.unchanged();
          return 7;
        }),
      ).toBe(7);
      expect(countActivity(connection)).toBe(0);
      expect(steps).not.toContain('announce');
    }));

  it('leaves the rest to the next turn when a turn has worked long enough', () =>
    withQueue(async ({ queue, steps }) => {
      const slow = (key: string): Promise<void> =>
        queue.write(actor, (tx) => {
          for (const start = performance.now(); performance.now() - start < 30;);
          setMeta(tx, key);
        });
      await Promise.all([slow('a'), slow('b'), slow('c')]);
      expect(steps.filter((step) => step === 'COMMIT')).toHaveLength(3);
    }));

  it('takes what was queued before it drains, and nothing after', () =>
    withQueue(async ({ queue, connection }) => {
      const writes = [1, 2, 3].map((n) =>
        queue.write(actor, (tx) => {
          setMeta(tx, `k${n}`);
        }),
      );
      const drained = queue.drain();
      expect(
        await failureOf(
          queue.write(actor, (tx) => {
            setMeta(tx, 'late');
          }),
        ),
      ).toMatchObject({
        code: 'ENGINE_STOPPING',
      });
      await drained;
      await queue.drain();
      await Promise.all(writes);
      expect(keysOf(connection)).toEqual(['k1', 'k2', 'k3']);
    }));
});

describe('a transaction that cannot go on', () => {
  const full = (connection: Connection): void => {
    connection.pragma(`max_page_count = ${Number(connection.pragma('page_count')) + 3}`);
  };

  it('rejects all writes of it when SQLite has ended it for want of room, and the next one works', () =>
    withQueue(async ({ queue, connection, announced }) => {
      full(connection);
      const results = await Promise.allSettled([
        queue.write(actor, (tx) => {
          setMeta(tx, 'small');
        }),
        queue.write(actor, (tx) => {
          setMeta(tx, 'large', 'x'.repeat(1_000_000));
        }),
      ]);
      expect(results).toMatchObject([
        { status: 'rejected', reason: { code: 'DISK_FULL' } },
        { status: 'rejected', reason: { code: 'DISK_FULL' } },
      ]);
      expect([keysOf(connection), announced, connection.inTransaction]).toEqual([[], [], false]);
      connection.pragma('max_page_count = 100000');
      await queue.write(actor, (tx) => {
        setMeta(tx, 'after');
      });
      expect(keysOf(connection)).toContain('after');
    }));

  it('rejects the whole batch when a write has ended the transaction', () =>
    withQueue(async ({ queue, connection, announced }) => {
      const results = await Promise.allSettled([
        queue.write(actor, (tx) => {
          setMeta(tx, 'before');
        }),
        queue.write(actor, (tx) => {
          tx.db.run('INSERT OR ROLLBACK INTO meta (key, value) VALUES (?, NULL)', 'broken');
        }),
        queue.write(actor, (tx) => {
          setMeta(tx, 'after');
        }),
      ]);
      expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
      expect(keysOf(connection)).toEqual(['after']);
      expect(announced.flat()).toEqual([{ type: 'experiment.changed', experimentId: 'after' }]);
    }));

  it('rejects the writes whose commit fails', () =>
    withQueue(async ({ queue, connection }) => {
      connection.exec('PRAGMA foreign_keys = ON');
      const failing = queue.write(actor, (tx) => {
        tx.db.run('PRAGMA defer_foreign_keys = ON');
        tx.db.run("INSERT INTO experiment_tags (experiment_id, key, value) VALUES (999, 'k', 'v')");
        tx.record({ action: 'run.create', entityKind: 'tag', entityId: 'k' });
      });
      expect((await failureOf(failing)).code).toBe('SQLITE_CONSTRAINT_FOREIGNKEY');
      expect(connection.inTransaction).toBe(false);
      await queue.write(actor, (tx) => {
        setMeta(tx, 'after');
      });
      expect(keysOf(connection)).toEqual(['after']);
    }));
});
