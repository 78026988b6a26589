import type { DatasetSummary, DatasetVersion } from '#contract/datasets.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import type { EngineContext } from '#core/store/context.ts';
import { findDataset, findVersion, readVersions, type DatasetRow } from './find.ts';
import type { Row } from './formats/table-reader.ts';
import { missingWords } from './read-columns.ts';
import { openVersion } from './stored-files.ts';

/** By name. */
export function listDatasets(ctx: EngineContext): DatasetSummary[] {
  return ctx.db
    .all<DatasetRow & { versions: number }>(
      `SELECT d.id, d.name, d.description, count(*) AS versions
       FROM stored_datasets d JOIN dataset_versions v ON v.dataset_id = d.id GROUP BY d.id ORDER BY d.name`,
    )
    .map(({ name, description, versions }) => ({
      name,
      description,
      versions,
      latest: withoutDetails(findVersion(ctx.db, { name })),
    }));
}

function withoutDetails(version: DatasetVersion): DatasetSummary['latest'] {
  const { columns: _columns, files: _files, ...rest } = version;
  return rest;
}

/** @throws NOT_FOUND */
export function getDataset(ctx: EngineContext, { name, version }: Inputs['datasets']['get']): DatasetVersion {
  return findVersion(ctx.db, version === undefined ? { name } : { name, version });
}

/** Newest first. @throws NOT_FOUND */
export function listDatasetVersions(ctx: EngineContext, name: string): DatasetVersion[] {
  return readVersions(ctx.db, findDataset(ctx.db, name));
}

/**
 * Some rows of a version from `offset`. The file is read from its beginning, so later pages take longer.
 * @throws NOT_FOUND; DATA_INVALID `format` when it is no table
 */
export async function previewDataset(
  ctx: EngineContext,
  input: Inputs['datasets']['preview'],
): Promise<Outputs['datasets']['preview']> {
  const version = getDataset(ctx, input);
  const { offset = 0, maxResults = 100 } = input;
  const reader = await openVersion(ctx, version);
  const rows: Row[] = [];
  let seen = 0;
  try {
    for await (const batch of reader.batches) {
      rows.push(...batch.slice(Math.max(offset - seen, 0), Math.max(offset + maxResults - seen, 0)));
      seen += batch.length;
      if (seen >= offset + maxResults) break;
    }
  } finally {
    await reader.close();
  }
  const columns = version.columns.map(({ name }) => name);
  const isMissing = columns.map((_, at) => missingWords(version, at));
  return { columns, rows: rows.map((row) => columns.map((_, at) => cellOf(row[at] ?? null, isMissing[at]))) };
}

function cellOf(value: string | null, isMissing: ((value: string) => boolean) | undefined): string | null {
  return value === null || isMissing?.(value) === true ? null : value;
}
