import type { ActivityAction } from '#contract/activity.ts';
import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { EntityKind } from '#contract/errors.ts';
import { resolveInside } from '#core/kernel/safe-paths.ts';
import type { WorkspacePaths } from '#core/kernel/workspace-paths.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { artifactUriToPath } from './artifact-uri.ts';

/** Traces that go with a run that made them, or with an experiment. Tracking knows of them only how they go. */
export type TraceScope = { runId: string } | { experimentId: number };

interface TracePlace {
  id: number;
  trace_id: string;
  artifact_location: string;
}

/** How many one transaction deletes: some milliseconds, so that other work gets in between. */
const tracesPerWrite = 100;

export interface TracePurge {
  scope: TraceScope;
  /** Whose purge this is, for the rows of activity, which go with it in the end. */
  of: { action: ActivityAction; entityKind: EntityKind; entityId: string };
  /** Throws when the purge must not go on. */
  check(tx: WriteTx): void;
}

/** Deletes traces for good, some at a time; their files go with the next `removePendingFiles`. */
export async function purgeTraces(ctx: EngineContext, { scope, of, check }: TracePurge): Promise<void> {
  for (let isMore = countTraces(ctx.db, scope) > 0; isMore;) {
    isMore = await ctx.write((tx) => {
      check(tx);
      const traces = readPlaces(tx.db, scope, tracesPerWrite);
      for (const trace of traces) dropTrace(ctx.paths, tx, trace);
      if (traces.length === 0) tx.unchanged();
      else tx.record({ ...of, before: { traces: traces.map(({ trace_id }) => trace_id) } });
      return traces.length === tracesPerWrite;
    });
  }
}

/** Inside another write: a trace with all that hangs on it, and its files after the commit. */
export function dropTrace(paths: WorkspacePaths, tx: WriteTx, trace: TracePlace): void {
  const folder = traceFolder(paths, trace);
  if (folder !== null && existsSync(folder)) {
    const path = relative(paths.root, folder).split(sep).join('/');
    tx.db.run('INSERT OR IGNORE INTO file_deletions (path) VALUES (?)', path);
  }
  tx.db.run('DELETE FROM traces WHERE id = ?', trace.id);
}

/** Where clients keep files of a trace; null when that is outside of this workspace. */
function traceFolder(paths: WorkspacePaths, { trace_id, artifact_location }: TracePlace): string | null {
  const place = artifactUriToPath(artifact_location);
  return place === null ? null : join(resolveInside(paths.artifacts, place), 'traces', trace_id);
}

/** Bytes that the rows of traces take, and the folders of their files. */
export function measureTraces(
  { db, paths }: Pick<EngineContext, 'db' | 'paths'>,
  scope: TraceScope,
): { bytes: number; folders: string[] } {
  const { where, param } = toSql(scope);
  const sql = `SELECT coalesce(sum(length(s.attributes) + length(s.events) + ${bytesPerSpan}), 0) AS n
    FROM traces t JOIN spans s ON s.trace_id = t.id WHERE ${where}`;
  const bytes = db.get<{ n: number }>(sql, param)?.n ?? 0;
  const folders = readPlaces(db, scope, -1)
    .map((trace) => traceFolder(paths, trace))
    .filter((folder) => folder !== null)
    .filter((folder) => existsSync(folder));
  return { bytes, folders };
}

/** Beside its texts: the row itself and its share of the index. */
const bytesPerSpan = 160;

function readPlaces(db: ReadableDb, scope: TraceScope, limit: number): TracePlace[] {
  const { where, param } = toSql(scope);
  return db.all<TracePlace>(
    `SELECT t.id, t.trace_id, e.artifact_location FROM traces t JOIN experiments e ON e.id = t.experiment_id
     WHERE ${where} LIMIT ?`,
    param,
    limit,
  );
}

function countTraces(db: ReadableDb, scope: TraceScope): number {
  const { where, param } = toSql(scope);
  return db.get<{ n: number }>(`SELECT count(*) AS n FROM traces t WHERE ${where}`, param)?.n ?? 0;
}

function toSql(scope: TraceScope): { where: string; param: string | number } {
  return 'runId' in scope
    ? { where: 't.source_run_id = ?', param: scope.runId }
    : { where: 't.experiment_id = ?', param: scope.experimentId };
}
