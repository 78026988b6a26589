import { stat } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import type { ImportOrder } from '#contract/transfer.ts';
import { invalidArgument } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import { openDatabaseSource } from './database/database-source.ts';
import { openFolderSource } from './folder/folder-source.ts';
import { openServerSource } from './server/server-source.ts';
import type { MlflowSource } from './source.ts';
import { unreadable } from './source-errors.ts';

/**
 * Opens what the order names: an address, a database file or a folder `mlruns`.
 * @throws INVALID_ARGUMENT for a text that is none of them; DATA_INVALID for what cannot be read or is of another
 *   program; UNAUTHORIZED for a server that wants to know who asks
 */
export async function openSource(
  ctx: EngineContext,
  order: ImportOrder,
  signal: AbortSignal,
): Promise<MlflowSource> {
  if (order.artifacts !== undefined) await requireFolder('artifacts', order.artifacts);
  const given = order.source.trim();
  if (/^https?:\/\//i.test(given)) return openServerSource(ctx, { ...order, source: given }, signal);
  const path = toPath(given);
  const info = await stat(path).catch(() => null);
  if (info === null) {
    throw unreadable(path, 'unreachable', 'nothing is there', 'Check the path.');
  }
  if (info.isDirectory()) return openFolderSource(path, order.artifacts);
  return openDatabaseSource(ctx.paths, path, order.artifacts, signal);
}

/** `sqlite:////home/x/mlflow.db` and `file:///home/x/mlruns` are how MLflow itself writes paths. */
function toPath(given: string): string {
  const path = given.replace(/^sqlite:\/\/\//i, '').replace(/^file:\/\/(?=\/)/i, '');
  const other = /^([a-z][a-z0-9+.-]+):/i.exec(path)?.[1];
  if (given === '' || (other !== undefined && other.length > 1) || !isAbsolute(path)) {
    throw invalidArgument(
      'source',
      given,
      'it is no absolute path and no http address',
      'Give the file mlflow.db, the folder mlruns, or the address of a server such as http://server:5000.',
    );
  }
  return resolve(path);
}

async function requireFolder(field: string, path: string): Promise<void> {
  const info = await stat(path).catch(() => null);
  if (info?.isDirectory() === true && isAbsolute(path)) return;
  throw invalidArgument(
    field,
    path,
    'there is no such folder',
    'Give the folder with <experiment id>/<run id>/artifacts in it.',
  );
}
