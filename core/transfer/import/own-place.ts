import type { TransferRemark } from '#contract/transfer.ts';
import type { ReadableDb } from '#core/store/database.ts';
import { findObject } from '../objects.ts';
import type { ForeignVersion } from './source.ts';

/** Where the files of a version are in this workspace, and what it came from. */
export interface OwnPlace {
  source: string;
  location: string;
  runId: string | null;
  loggedModel: string | null;
  remark: Pick<TransferRemark, 'problem' | 'detail'> | null;
}

/** `<anything>/<run id>/artifacts/<path>` and `<anything>/models/<model id>/artifacts/<path>`. */
const ownerInPath = /[/\\](m-[0-9a-f]{32}|[0-9a-f]{32})[/\\]artifacts(?:[/\\](.*))?$/s;

/**
 * Turns the address of a version's files into the one that they have here. Files that lie with no run and no logged
 * model that was brought stay where they are: the address is kept as text.
 */
export function findOwnPlace(db: ReadableDb, sideId: number, from: ForeignVersion): OwnPlace {
  const runId = from.runId === null ? null : (findObject(db, sideId, 'run', from.runId)?.ours ?? from.runId);
  const loggedModel = /^models:\/(m-[0-9a-f]{32})$/.exec(from.source)?.[1] ?? null;
  const here = findHere(db, sideId, from);
  const location = here ?? withoutSecrets(from.location);
  return {
    source: loggedModel === null && here !== null ? here : withoutSecrets(from.source),
    location,
    runId,
    loggedModel,
    remark: here === null ? remarkOf(from) : null,
  };
}

/** Where the files are now; null when they were not brought. */
function findHere(db: ReadableDb, sideId: number, from: ForeignVersion): string | null {
  const address = from.location.startsWith('runs:/') ? runAddress(from.location) : from.location;
  const [, owner, below = ''] = ownerInPath.exec(address) ?? [];
  const root = owner === undefined || isFar(address) ? null : findRoot(db, sideId, owner);
  const path = below.replaceAll('\\', '/').replace(/\/+$/, '');
  return root === null || path === '' ? root : `${root}/${path}`;
}

/** `runs:/<id>/model` as the path that it stands for. */
function runAddress(uri: string): string {
  const [, id = '', path = ''] = /^runs:\/([^/]+)\/?(.*)$/s.exec(uri) ?? [];
  return `/${id}/artifacts/${path}`;
}

/** The files of runs there were not copied, so neither were these. */
function isFar(address: string): boolean {
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(address)?.[1]?.toLowerCase();
  return (
    scheme !== undefined &&
    scheme.length > 1 &&
    !['file', 'mlflow-artifacts', 'http', 'https'].includes(scheme)
  );
}

function findRoot(db: ReadableDb, sideId: number, owner: string): string | null {
  const isModel = owner.startsWith('m-');
  const ours = findObject(db, sideId, isModel ? 'logged_model' : 'run', owner)?.ours;
  if (ours === undefined) return null;
  const sql = isModel
    ? 'SELECT artifact_uri FROM logged_models WHERE model_id = ?'
    : 'SELECT artifact_uri FROM runs WHERE uuid = ?';
  return db.get<{ artifact_uri: string }>(sql, ours)?.artifact_uri ?? null;
}

function remarkOf({ location }: ForeignVersion): OwnPlace['remark'] {
  const shown = withoutSecrets(location);
  if (isFar(location)) {
    return {
      problem: 'other_storage',
      detail: `Its files stay at ${shown}: only a client with the credentials of that storage can copy them.`,
    };
  }
  return { problem: 'files_missing', detail: `Its files at ${shown} belong to no run that was brought.` };
}

function withoutSecrets(address: string): string {
  return address.replace(/\/\/[^/@]*@/, '//');
}
