import { setImmediate as nextTurn } from 'node:timers/promises';
import { isAbsolute } from 'node:path';
import { invalidArgument } from '#core/kernel/errors.ts';
import { createBlobWriter } from '#core/store/blobs.ts';
import type { EngineContext } from '#core/store/context.ts';
import { openFileQuery } from '#core/store/query-file.ts';
import { throwIfCanceled } from '../data-errors.ts';
import { checkColumnCount, refuseDuplicates } from '../formats/columns.ts';
import { createCsvWriter } from '../formats/csv-writer.ts';
import type { StagedSource } from './staged-source.ts';

/** Rows that are taken before other work gets its turn. */
const rowsPerTurn = 1000;

/**
 * Stores the answer of one SELECT on another SQLite file as a CSV.
 * @throws DATA_INVALID `query`, `unreachable`, `duplicate_column`
 */
export async function stageQuery(
  ctx: EngineContext,
  source: { path: string; query: string },
  maxRows: number,
  signal?: AbortSignal,
): Promise<StagedSource> {
  const { path } = source;
  if (!isAbsolute(path)) {
    throw invalidArgument(
      'source.path',
      path,
      'the engine needs an absolute path',
      'Start it with / or a drive letter.',
    );
  }
  const query = openFileQuery(ctx.paths, path, source.query);
  try {
    checkColumnCount(query.columns.length, path);
    refuseDuplicates(query.columns, path);
    const writer = await createBlobWriter(ctx.paths, ctx.ids.token());
    try {
      const csv = await createCsvWriter(writer, query.columns);
      for (let taken = 0; taken < maxRows;) {
        const rows = query.next(Math.min(rowsPerTurn, maxRows - taken));
        if (rows.length === 0) break;
        taken += rows.length;
        await csv.write(rows);
        await nextTurn();
        throwIfCanceled(signal, `Reading ${path}`);
      }
      await csv.finish();
      const origin = { kind: 'sqlite', location: `${path}: ${source.query}` } as const;
      const blob = await writer.finish();
      return { origin, files: [{ path: 'query.csv', blob }], mediaType: '', isOwnCsv: true, warnings: [] };
    } catch (error) {
      await writer.abort();
      throw error;
    }
  } finally {
    query.close();
  }
}
