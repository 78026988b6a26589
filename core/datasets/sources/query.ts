import { isAbsolute } from 'node:path';
import { invalidArgument } from '#core/kernel/errors.ts';
import { createBlobWriter, type StagedBlob } from '#core/store/blobs.ts';
import type { EngineContext } from '#core/store/context.ts';
import { startFileQuery, type RunningQuery } from '#core/store/start-file-query.ts';
import { canceled } from '../data-errors.ts';
import { checkColumnCount, refuseDuplicates } from '../formats/columns.ts';
import { createCsvWriter } from '../formats/csv-writer.ts';
import type { StagedSource } from './staged-source.ts';

/** Rows that the query's thread hands over at a time. */
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
  let query: RunningQuery | null = null;
  try {
    query = await startFileQuery(ctx.paths, { file: path, query: source.query }, signal);
    const blob = await writeAnswer(ctx, query, path, maxRows);
    const origin = { kind: 'sqlite', location: `${path}: ${source.query}` } as const;
    return { origin, files: [{ path: 'query.csv', blob }], mediaType: '', isOwnCsv: true, warnings: [] };
  } catch (error) {
    throw signal?.aborted === true ? canceled(`Reading ${path}`) : error;
  } finally {
    await query?.close();
  }
}

async function writeAnswer(
  ctx: EngineContext,
  query: RunningQuery,
  path: string,
  maxRows: number,
): Promise<StagedBlob> {
  checkColumnCount(query.columns.length, path);
  refuseDuplicates(query.columns, path);
  const writer = await createBlobWriter(ctx.paths, ctx.ids.token());
  try {
    const csv = await createCsvWriter(writer, query.columns);
    for (let taken = 0; taken < maxRows;) {
      const rows = await query.next(Math.min(rowsPerTurn, maxRows - taken));
      if (rows.length === 0) break;
      taken += rows.length;
      await csv.write(rows);
    }
    await csv.finish();
    return await writer.finish();
  } catch (error) {
    await writer.abort();
    throw error;
  }
}
