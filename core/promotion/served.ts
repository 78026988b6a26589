import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';

/** Requests in a row that one version of a model answered. */
export interface Served {
  /** Of the last request. */
  id: number;
  version: number;
  from: number;
  at: number;
  requests: number;
  rows: number;
  errors: number;
}

/** What was read of the log so far: it only grows at its end, and may hold a million requests. */
interface Known {
  lastId: number;
  served: Served[];
  reading: Promise<void>;
}

const knownOf = new WeakMap<ReadableDb, Map<number, Known>>();

/** Requests that one statement reads: some milliseconds, so that other work gets in between. */
const rowsPerLook = 5000;
/** Two versions that answer in turns make one entry a request: the newest are kept. */
const mostServed = 2000;

/** Which versions of a model answered requests, the oldest first, as far as the log reaches back. */
export async function readServed({ db }: Pick<EngineContext, 'db'>, name: string): Promise<Served[]> {
  const model = db.get<{ id: number }>('SELECT id FROM scoring_models WHERE name = ?', name);
  if (model === undefined) return [];
  const known = findKnown(db, model.id);
  known.reading = known.reading.catch(() => undefined).then(() => readOn(db, model.id, known));
  await known.reading;
  const oldest = db.get<{ id: number | null }>('SELECT min(id) AS id FROM scoring_requests')?.id ?? Infinity;
  return known.served.filter(({ id }) => id >= oldest);
}

function findKnown(db: ReadableDb, model: number): Known {
  const ofDatabase = knownOf.get(db) ?? new Map<number, Known>();
  knownOf.set(db, ofDatabase);
  const known = ofDatabase.get(model) ?? { lastId: 0, served: [], reading: Promise.resolve() };
  ofDatabase.set(model, known);
  return known;
}

interface RequestRow {
  id: number;
  version: number | null;
  at: number;
  rows: number;
  status: number;
}

async function readOn(db: ReadableDb, model: number, known: Known): Promise<void> {
  for (;;) {
    const rows = db.all<RequestRow>(
      'SELECT id, version, at, rows, status FROM scoring_requests WHERE model_id = ? AND id > ? ORDER BY id LIMIT ?',
      model,
      known.lastId,
      rowsPerLook,
    );
    for (const row of rows) add(known, row);
    known.served.splice(0, known.served.length - mostServed);
    if (rows.length < rowsPerLook) return;
    await nextTurn();
  }
}

function add(known: Known, { id, version, at, rows, status }: RequestRow): void {
  known.lastId = id;
  if (version === null) return;
  const errors = status >= 400 ? 1 : 0;
  const last = known.served.at(-1);
  if (last?.version !== version) {
    known.served.push({ id, version, from: at, at, requests: 1, rows, errors });
    return;
  }
  Object.assign(last, {
    id,
    from: Math.min(last.from, at),
    at: Math.max(last.at, at),
    requests: last.requests + 1,
    rows: last.rows + rows,
    errors: last.errors + errors,
  });
}
