import type { PushOrder } from '#contract/transfer.ts';
import { hasCode } from '#core/kernel/errors.ts';
import type { JobContext } from '../job.ts';
import { rememberObject, type ObjectKind } from '../objects.ts';
import type { PushTarget } from './open-target.ts';

/** What the steps of one push share. */
export interface PushWork {
  job: JobContext;
  target: PushTarget;
  order: PushOrder;
  /** Experiments here -> there. */
  experiments: Map<string, string>;
  /** Runs here -> there; null for one that was not sent. Several steps may ask for the same run at once. */
  runs: Map<string, Promise<string | null>>;
  /** Logged models here -> there. */
  loggedModels: Map<string, Promise<string | null>>;
  /** Logged models here -> the runs there that have used them. */
  modelUses: Map<string, string[]>;
  /** Runs that this push has sent, here and there, to be read back. */
  sent: { ours: string; theirs: string }[];
}

/** Marks runs and versions that a push has made, and finds them again. */
export const runTag = 'stile.runId';
export const versionTag = 'stile.version';

export const api = '/api/2.0/mlflow';

export function remember(
  { job }: PushWork,
  kind: ObjectKind,
  theirs: string,
  ours: string,
  fingerprint: string,
): Promise<void> {
  return job.ctx.write((tx) => {
    tx.unchanged();
    rememberObject(tx, job.sideId, kind, theirs, { ours, fingerprint });
  });
}

/** The server's own words when it refused one thing and can go on with the next; else the error goes on. */
export function refusalOf(error: unknown): string {
  if (hasCode(error, 'DATA_INVALID') && error.data.place !== '') return error.data.value;
  throw error;
}
