import * as z from 'zod';
import type { ReadableDb } from '#core/store/database.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { limitRules, makeLimits, type SignalLimits } from './limits.ts';
import type { Reference } from './reference.ts';
import { signalRules } from './signals.ts';
import { readStored } from './stored-json.ts';

/** Sets of limits that are kept; every batch size has one of its own. */
const maxKept = 1000;

const stored = z.array(
  z.object({
    signal: z.enum(signalRules.map(({ signal }) => signal)),
    lower: z.number().nullable(),
    upper: z.number().nullable(),
    expected: z.number(),
    resamples: z.number(),
    histogram: z.object({ from: z.number(), to: z.number(), counts: z.array(z.number()) }),
  }),
);

/** The limits of a reference at a batch size: those that are kept, else made now. Nothing without a reference. */
export async function findLimits(
  db: ReadableDb,
  reference: Reference | null,
  n: number,
): Promise<SignalLimits[]> {
  if (reference === null) return [];
  const kept = db.get<{ limits: string }>(
    'SELECT limits FROM monitor_limits WHERE reference = ? AND n = ?',
    referenceKey(reference),
    n,
  );
  return kept === undefined ? makeLimits(reference, n) : readStored(stored, kept.limits);
}

export function keepLimits(
  tx: WriteTx,
  reference: Reference | null,
  n: number,
  limits: readonly SignalLimits[],
): void {
  if (reference === null || limits.length === 0) return;
  const { changes, lastId } = tx.db.run(
    'INSERT OR IGNORE INTO monitor_limits (reference, n, limits) VALUES (?, ?, ?)',
    referenceKey(reference),
    n,
    JSON.stringify(limits),
  );
  if (changes > 0) tx.db.run('DELETE FROM monitor_limits WHERE id <= ?', lastId - maxKept);
}

function referenceKey({ digest }: Reference): string {
  return `${digest}/${limitRules}`;
}
