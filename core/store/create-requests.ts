import { errorText } from '#core/kernel/errors.ts';
import { parseJson } from '#core/kernel/json.ts';
import type { EngineContext } from './context.ts';
import type { WriteFn, WriteTx } from './write-queue.ts';

/**
 * Creates of clients that send a request again when the connection ends before the answer. What such a write gave back
 * is kept, in the same transaction, until the answer has left; the same request again then gets the same answer, once,
 * instead of a second object. Two requests that are the same and are both answered make two objects.
 */
export interface CreateRequests {
  /** `hash` says which requests are the same. */
  guard(ctx: EngineContext, hash: string): GuardedRequest;
  /** Forgets what has been answered, and what nobody has come back for; what hinders that goes to the log. */
  flush(): Promise<void>;
}

export interface GuardedRequest {
  /** Its writes make at most once what this request asks for. */
  ctx: EngineContext;
  /** To be called once, when it is known whether the answer has left: others like it wait for that. */
  settle(isDelivered: boolean): void;
}

/** How long a client may take to come back, in ms: longer than MLflow's clients try. */
const keptMs = 10 * 60_000;
/** How long after an answer its traces go, in ms, so that many go in one transaction. */
const flushDelayMs = 250;

export function createCreateRequests(engine: EngineContext): CreateRequests {
  const delivered = new Set<string>();
  /** The last request of each kind whose fate is not known yet. */
  const unsettled = new Map<string, Promise<void>>();
  let timer: NodeJS.Timeout | null = null;

  /** In a write of its own: undone with one that fails, what was answered would count as lost. */
  const forget = async (): Promise<void> => {
    const answered = [...delivered];
    delivered.clear();
    try {
      if (answered.length === 0 && !hasOld(engine)) return;
      await engine.write((tx) => {
        forgetRows(tx, answered);
        tx.unchanged();
      });
    } catch (error) {
      for (const id of answered) delivered.add(id);
      engine.logger.warn({ cause: errorText(error) }, 'answered creates could not be forgotten yet');
    }
  };
  const flush = async (): Promise<void> => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    await forget();
  };
  const flushSoon = (): void => {
    timer ??= setTimeout(() => void flush(), flushDelayMs).unref();
  };
  return {
    flush,
    guard: (ctx, hash) => {
      const made: string[] = [];
      const before = unsettled.get(hash);
      const { promise: settled, resolve } = Promise.withResolvers<void>();
      unsettled.set(hash, settled);
      const write = async <T>(fn: WriteFn<T>): Promise<T> => {
        // Whether this is the same request again depends on what became of the one before.
        await before;
        // Queued first, so that it is done by the time of the next one, and mostly in the same commit.
        if (delivered.size > 0) void forget();
        return ctx.write<T>((tx) => {
          const place = `${hash}/${made.length}`;
          const lost = findLost(tx, place);
          const id = lost?.id ?? ctx.ids.runId();
          made.push(id);
          if (lost === undefined) return makeOnce(tx, id, place, fn);
          tx.unchanged();
          return parseJson(lost.answer) as ReturnType<WriteFn<T>>;
        });
      };
      return {
        ctx: { ...ctx, write },
        settle: (isDelivered) => {
          resolve();
          if (unsettled.get(hash) === settled) unsettled.delete(hash);
          if (!isDelivered) return;
          for (const id of made) delivered.add(id);
          if (made.length > 0) flushSoon();
        },
      };
    },
  };
}

interface LostRow {
  id: string;
  answer: string;
}

function findLost(tx: WriteTx, hash: string): LostRow | undefined {
  return tx.db.get<LostRow>(
    'SELECT id, answer FROM create_requests WHERE hash = ? AND at > ? ORDER BY at LIMIT 1',
    hash,
    tx.now - keptMs,
  );
}

function makeOnce<T>(tx: WriteTx, id: string, hash: string, fn: WriteFn<T>): ReturnType<WriteFn<T>> {
  const answer = fn(tx);
  tx.db.run(
    'INSERT INTO create_requests (id, hash, answer, at) VALUES (?, ?, ?, ?)',
    id,
    hash,
    JSON.stringify(answer ?? null),
    tx.now,
  );
  return answer;
}

function hasOld({ db, clock }: EngineContext): boolean {
  return db.get('SELECT 1 FROM create_requests WHERE at <= ?', clock.now() - keptMs) !== undefined;
}

/** Those that were answered, and those that nobody has come back for. */
function forgetRows(tx: WriteTx, answered: readonly string[]): void {
  tx.db.run('DELETE FROM create_requests WHERE at <= ?', tx.now - keptMs);
  if (answered.length === 0) return;
  tx.db.run(
    'DELETE FROM create_requests WHERE id IN (SELECT value FROM json_each(?))',
    JSON.stringify(answered),
  );
}
