import type { Batch } from '#contract/monitoring.ts';

export type BatchState =
  { readonly kind: 'ok' | 'unjudged' | 'unchecked' } | { readonly kind: 'over'; readonly signals: number };

/** What the checks of a batch came to. */
export function batchState({ checks }: Pick<Batch, 'checks'>): BatchState {
  if (checks.length === 0) return { kind: 'unchecked' };
  const signals = checks.filter(({ verdict }) => verdict === 'alert').length;
  if (signals > 0) return { kind: 'over', signals };
  return { kind: checks.some(({ verdict }) => verdict === 'ok') ? 'ok' : 'unjudged' };
}

export type Health =
  | { readonly kind: 'healthy' | 'degraded'; /** epoch milliseconds */ readonly since: number }
  | { readonly kind: 'unproven'; readonly version: number }
  | { readonly kind: 'unchecked' };

/**
 * How the champion does: by its newest judged batch, since the first batch in a row with the same outcome. Without a
 * champion the newest version that scored a batch counts.
 * @param batches newest first
 */
export function modelHealth(batches: readonly Batch[], champion: number | null): Health {
  const version = champion ?? batches[0]?.modelVersion;
  const judged = batches.filter(
    (batch) => batch.modelVersion === version && ['ok', 'over'].includes(batchState(batch).kind),
  );
  const newest = judged[0];
  if (newest === undefined)
    return champion === null ? { kind: 'unchecked' } : { kind: 'unproven', version: champion };
  const { kind } = batchState(newest);
  const other = judged.findIndex((batch) => batchState(batch).kind !== kind);
  const first = (other === -1 ? judged.at(-1) : judged[other - 1]) ?? newest;
  return { kind: kind === 'over' ? 'degraded' : 'healthy', since: first.createdAt };
}
