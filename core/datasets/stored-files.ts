import { stat } from 'node:fs/promises';
import type { DatasetFile, DatasetVersion } from '#contract/datasets.ts';
import { blobFile } from '#core/store/blobs.ts';
import type { EngineContext } from '#core/store/context.ts';
import { dataInvalid } from './data-errors.ts';
import { noTable } from './content.ts';
import { openTable } from './formats/open-table.ts';
import type { TableReader } from './formats/table-reader.ts';

/**
 * Opens the stored table of a version.
 * @throws DATA_INVALID `format` when it is none, `hash_differs` when its file is gone
 */
export async function openVersion(
  ctx: EngineContext,
  version: DatasetVersion,
  signal?: AbortSignal,
): Promise<TableReader> {
  const [file] = version.files;
  if (version.format === 'binary' || file === undefined) throw noTable(version.uri);
  const columns = version.columns.map(({ name }) => name);
  const path = await findStoredFile(ctx, version, file);
  return openTable(
    { file: path, format: version.format, csv: version.csv, columns },
    { source: version.uri, signal },
  );
}

/** The absolute path of a stored file. @throws DATA_INVALID `hash_differs` when it is gone or has another size */
export async function findStoredFile(
  ctx: EngineContext,
  version: DatasetVersion,
  file: DatasetFile,
): Promise<string> {
  const path = blobFile(ctx.paths, file.sha256);
  const info = await stat(path).catch(() => null);
  if (info?.size === file.bytes) return path;
  throw damagedFile(
    version,
    file.path,
    info === null ? 'it is gone' : `it has ${info.size} bytes, not ${file.bytes}`,
  );
}

export function damagedFile(version: DatasetVersion, path: string, why: string): Error {
  return dataInvalid(`The stored file ${path} of ${version.uri} is damaged: ${why}.`, {
    source: version.uri,
    problem: 'hash_differs',
    place: path,
    value: why,
    remedy: 'Add the same file again: that puts it back.',
  });
}
