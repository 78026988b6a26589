import { parseJson, type Json } from '#core/kernel/json.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import type { TraceRow } from './find-trace.ts';
import type { SpanData } from './span-data.ts';
import { traceKeys, writeTexts } from './trace-texts.ts';

const usageKey = 'mlflow.chat.tokenUsage';

export function hasTokenUsage({ attributes }: SpanData): boolean {
  return attributes.has(usageKey);
}

interface UsageRow {
  span_id: string;
  parent_id: string | null;
  usage: string | null;
}

/**
 * Sums the tokens that the spans of a trace have used, for clients that do not say it themselves. A span that says its
 * usage speaks for all below it, so that nothing counts twice.
 */
export function addTokenUsage(tx: WriteTx, trace: TraceRow): void {
  const rows = tx.db.all<UsageRow>(
    `SELECT span_id, parent_id, (SELECT value FROM json_each(s.attributes) WHERE key = '${usageKey}') AS usage
     FROM spans s WHERE trace_id = ?`,
    trace.id,
  );
  const usages = new Map(rows.map(({ span_id, usage }) => [span_id, readUsage(usage)]));
  if ([...usages.values()].every((usage) => usage === null)) return;
  const parents = new Map(rows.map(({ span_id, parent_id }) => [span_id, parent_id]));
  const total: Record<string, number> = {};
  for (const [spanId, usage] of usages) {
    if (usage === null || isCovered(spanId, parents, usages)) continue;
    for (const [name, tokens] of Object.entries(usage)) total[name] = (total[name] ?? 0) + tokens;
  }
  writeTexts(tx, 'trace_metadata', trace, [{ key: traceKeys.tokenUsage, value: JSON.stringify(total) }]);
}

type Usage = Readonly<Record<string, number>>;

/** Bounded by the number of spans: parents may go in a circle. */
function isCovered(
  spanId: string,
  parents: ReadonlyMap<string, string | null>,
  usages: ReadonlyMap<string, Usage | null>,
): boolean {
  let current = parents.get(spanId) ?? null;
  for (let steps = 0; current !== null && steps < parents.size; steps++) {
    if (current !== spanId && (usages.get(current) ?? null) !== null) return true;
    current = parents.get(current) ?? null;
  }
  return false;
}

/** An object, or a text that holds one. */
function readUsage(text: string | null): Usage | null {
  const value = unwrap(text === null ? undefined : parseJson(text));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const counts = Object.entries(value).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number' && entry[1] >= 0,
  );
  return counts.length === 0 ? null : Object.fromEntries(counts);
}

function unwrap(value: Json | undefined): Json | undefined {
  return typeof value === 'string' ? parseJson(value) : value;
}
