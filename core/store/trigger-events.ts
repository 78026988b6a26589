import type { WriteTx } from './write-queue.ts';

/** What a pipeline can wait for. */
export type TriggerKind = 'dataset' | 'file' | 'pipeline' | 'alert' | 'call';

/** A fact that may start pipelines. */
export interface TriggerFact {
  kind: TriggerKind;
  /**
   * What subscriptions name, from the narrowest to the widest: `["churn/volume", "churn", "*"]`. A pipeline that waits
   * for several of them gets the fact once, by the first.
   */
  keys: readonly [string, ...string[]];
  /** What the run is told, `text` in words: `reviews, version 3`. */
  payload: { text: string; [name: string]: string | number | boolean | null };
}

/**
 * Writes a fact into the outbox of each pipeline that waits for it, in the transaction that makes it true: the run that
 * it starts is made once, whatever happens in between. A call of a pipeline needs no subscription.
 * @returns how many pipelines it reaches
 */
export function recordTrigger(tx: WriteTx, { kind, keys, payload }: TriggerFact): number {
  if (kind === 'call') return insertEvent(tx, { pipeline: keys[0], kind, key: keys[0], payload });
  const reached = new Set<string>();
  for (const key of keys) {
    const sql = 'SELECT pipeline FROM trigger_subscriptions WHERE kind = ? AND key = ? ORDER BY pipeline';
    for (const { pipeline } of tx.db.all<{ pipeline: string }>(sql, kind, key)) {
      if (reached.has(pipeline)) continue;
      reached.add(pipeline);
      insertEvent(tx, { pipeline, kind, key, payload });
    }
  }
  return reached.size;
}

/**
 * Notes what became of all the facts that wait for a pipeline.
 * @param consumedBy the run that they start; empty: they are dropped and start nothing
 * @returns how many there were
 */
export function consumeWaiting(tx: WriteTx, pipeline: string, consumedBy: string): number {
  return tx.db.run(
    'UPDATE trigger_events SET consumed_by = ?, consumed_at = ? WHERE pipeline = ? AND consumed_by IS NULL',
    consumedBy,
    tx.now,
    pipeline,
  ).changes;
}

function insertEvent(
  tx: WriteTx,
  event: { pipeline: string; kind: TriggerKind; key: string; payload: object },
): number {
  return tx.db.run(
    'INSERT INTO trigger_events (pipeline, kind, key, at, payload) VALUES (?, ?, ?, ?, ?)',
    event.pipeline,
    event.kind,
    event.key,
    tx.now,
    JSON.stringify(event.payload),
  ).changes;
}
