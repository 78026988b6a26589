import { expect, test } from 'vitest';
import { recordTrigger, type TriggerFact } from '#core/store/trigger-events.ts';
import { withScheduler, type TestScheduler } from '../testing/with-scheduler.ts';

const dayMs = 24 * 60 * 60_000;

const version = (n: number): TriggerFact => ({
  kind: 'dataset',
  keys: ['reviews'],
  payload: { text: `reviews, version ${n}` },
});

function bring({ ctx }: TestScheduler, ...versions: number[]): Promise<void> {
  return ctx.write((tx) => {
    for (const n of versions) recordTrigger(tx, version(n));
    tx.unchanged();
  });
}

test('facts are kept for 30 days, the alert of a run for ever', () =>
  withScheduler(async (t) => {
    t.set('retrain', { triggers: [{ alert: '*' }, { dataset: 'reviews' }] });
    await t.scheduler.start();
    await t.ctx.write((tx) => {
      recordTrigger(tx, version(1));
      recordTrigger(tx, { kind: 'alert', keys: ['*'], payload: { text: 'alert 7', id: 7 } });
      tx.unchanged();
    });
    await t.scheduler.refresh();
    await t.end();
    const kinds = (): string[] =>
      t.ctx.db.all<{ kind: string }>('SELECT kind FROM trigger_events ORDER BY id').map(({ kind }) => kind);
    t.clock.advance(29 * dayMs);
    await t.scheduler.refresh();
    expect(kinds()).toEqual(['dataset', 'alert']);
    t.clock.advance(2 * dayMs);
    await t.scheduler.refresh();
    expect(kinds()).toEqual(['alert']);
  }));

test('what is announced before the files were read leaves those that come later heard', () =>
  withScheduler(async (t) => {
    t.set('train', { triggers: [{ dataset: 'reviews' }] });
    const changed = { type: 'dataset.changed', name: 'reviews' } as const;
    const early = t.another({
      listen: (listener) => {
        listener([changed]);
        return t.listen(listener);
      },
    });
    await early.start();
    await early.refresh();
    await t.ctx.write((tx) => {
      recordTrigger(tx, version(1));
      tx.emit(changed);
      tx.unchanged();
    });
    await expect.poll(() => t.runs().length).toBe(1);
  }));

test('while nothing may start, facts that wait cost no write', () =>
  withScheduler(async (t) => {
    t.set('train', { triggers: [{ dataset: 'reviews' }] });
    await t.scheduler.start();
    let writes = 0;
    const ctx: typeof t.ctx = {
      ...t.ctx,
      write: (work) => {
        writes++;
        return t.ctx.write(work);
      },
    };
    const other = t.another({ ctx });
    await other.refresh();
    await bring(t, 1, 2, 3);
    const before = writes;
    await other.refresh();
    const whenFree = writes - before;
    await bring(t, 4, 5);
    await other.refresh();
    expect([whenFree, writes - before - whenFree]).toEqual([2, 1]);
  }));
