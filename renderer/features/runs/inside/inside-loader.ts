import type { EngineClient } from '#contract/procedures.ts';
import type { InsideRun } from '#contract/run-table.ts';

/** Which params and metrics are asked for. */
export type InsideKeys = { readonly params: readonly string[]; readonly metrics: readonly string[] };

/** Rows that ask within this time are answered by one call. */
const gatherMs = 30;
/** The engine takes so many runs in one call. */
const runsPerCall = 300;

type Waiting = {
  readonly resolve: (inside: InsideRun | null) => void;
  readonly reject: (error: unknown) => void;
};

type Asked = { readonly keys: InsideKeys; readonly runs: Map<string, Waiting[]> };

/** Reads what is inside of runs for rows that each ask for one, in few calls. */
class InsideLoader {
  readonly #client: EngineClient;
  readonly #waiting = new Map<string, Asked>();

  constructor(client: EngineClient) {
    this.#client = client;
  }

  load(runId: string, keys: InsideKeys): Promise<InsideRun | null> {
    return new Promise((resolve, reject) => {
      const signature = JSON.stringify(keys);
      const asked: Asked = this.#waiting.get(signature) ?? { keys, runs: new Map() };
      if (!this.#waiting.has(signature)) {
        this.#waiting.set(signature, asked);
        setTimeout(() => {
          this.#waiting.delete(signature);
          void this.#read(asked);
        }, gatherMs);
      }
      asked.runs.set(runId, [...(asked.runs.get(runId) ?? []), { resolve, reject }]);
    });
  }

  async #read({ keys, runs }: Asked): Promise<void> {
    const all = [...runs];
    for (let from = 0; from < all.length; from += runsPerCall) {
      const part = new Map(all.slice(from, from + runsPerCall));
      const waiting = [...part.values()].flat();
      try {
        const { params, metrics } = keys;
        const asked = { runIds: [...part.keys()], params: [...params], metrics: [...metrics] };
        const found = new Map((await this.#client.runs.inside(asked)).runs.map((one) => [one.runId, one]));
        for (const [runId, rows] of part) for (const row of rows) row.resolve(found.get(runId) ?? null);
      } catch (error) {
        for (const row of waiting) row.reject(error);
      }
    }
  }
}

const loaders = new WeakMap<EngineClient, InsideLoader>();

/** The one loader of an engine. */
export function insideLoader(client: EngineClient): InsideLoader {
  const loader = loaders.get(client) ?? new InsideLoader(client);
  loaders.set(client, loader);
  return loader;
}
