import type { Tag } from '#contract/entities.ts';
import { invalidArgument, StileError } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { announceTrace } from './announce.ts';
import { findTrace, type TraceRow } from './find-trace.ts';

/** Names of tags and metadata that MLflow's clients give a meaning to. */
export const traceKeys = {
  name: 'mlflow.traceName',
  artifactLocation: 'mlflow.artifactLocation',
  spansLocation: 'mlflow.trace.spansLocation',
  sourceRun: 'mlflow.sourceRun',
  sizeStats: 'mlflow.trace.sizeStats',
  tokenUsage: 'mlflow.trace.tokenUsage',
  session: 'mlflow.trace.session',
  user: 'mlflow.trace.user',
} as const;

/** Longer ones are cut, as MLflow does. */
const maxKeyCharacters = 250;
const maxValueCharacters = 8000;

type Table = 'trace_tags' | 'trace_metadata';

/** Writes over a tag. @throws NOT_FOUND, INVALID_ARGUMENT for an empty key */
export function setTraceTag(
  ctx: EngineContext,
  input: { traceId: string; key: string; value: string },
): Promise<void> {
  const tag = cutText(input);
  return ctx.write((tx) => {
    const trace = findTrace(tx.db, input.traceId);
    const before = readText(tx, 'trace_tags', trace, tag.key);
    if (before === tag.value) {
      tx.unchanged();
      return;
    }
    writeTexts(tx, 'trace_tags', trace, [tag]);
    const old = before === undefined ? null : { key: tag.key, value: before };
    announceTrace(tx, trace, 'trace.set_tag', old, tag);
  });
}

/** @throws NOT_FOUND for a trace or a tag that is not there */
export function deleteTraceTag(
  ctx: EngineContext,
  { traceId, key }: { traceId: string; key: string },
): Promise<void> {
  return ctx.write((tx) => {
    const trace = findTrace(tx.db, traceId);
    const value = readText(tx, 'trace_tags', trace, key);
    if (value === undefined) {
      throw new StileError('NOT_FOUND', `The trace ${traceId} has no tag "${key}".`, {
        kind: 'tag',
        id: key,
      });
    }
    tx.db.run('DELETE FROM trace_tags WHERE trace_id = ? AND key = ?', trace.id, key);
    if (key === traceKeys.name) tx.db.run('UPDATE traces SET name = NULL WHERE id = ?', trace.id);
    announceTrace(tx, trace, 'trace.delete_tag', { key, value }, null);
  });
}

/** Inside another write. The name of a trace is a column too, so that it can be searched and ordered by. */
export function writeTexts(
  tx: WriteTx,
  table: Table,
  trace: Pick<TraceRow, 'id'>,
  texts: readonly Tag[],
): boolean {
  let isChanged = false;
  for (const { key, value } of texts.map(cutText)) {
    const { changes } = tx.db.run(
      `INSERT INTO ${table} (trace_id, key, value) VALUES (?, ?, ?)
       ON CONFLICT (trace_id, key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value`,
      trace.id,
      key,
      value,
    );
    isChanged ||= changes > 0;
    if (table === 'trace_tags' && key === traceKeys.name)
      tx.db.run('UPDATE traces SET name = ? WHERE id = ?', value, trace.id);
  }
  return isChanged;
}

function readText(tx: WriteTx, table: Table, trace: TraceRow, key: string): string | undefined {
  const sql = `SELECT value FROM ${table} WHERE trace_id = ? AND key = ?`;
  return tx.db.get<{ value: string }>(sql, trace.id, key)?.value;
}

/** @throws INVALID_ARGUMENT for an empty key */
function cutText({ key, value }: Tag): Tag {
  if (key === '')
    throw invalidArgument('key', key, 'a tag of a trace needs at least one character', 'Give it a name.');
  return { key: cut(key, maxKeyCharacters), value: cut(value, maxValueCharacters) };
}

/** Cut to `max` Unicode characters. */
export function cut(text: string, max: number): string {
  return text.length <= max ? text : Array.from(text).slice(0, max).join('');
}
