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

/** Reads what is inside of runs for rows that each ask for one, in few calls. */
class InsideLoader {
  readonly #client: EngineClient;
  readonly #waiting = new Map<string, { readonly keys: InsideKeys; readonly runs: Map<string, Waiting[]> }>();

  constructor(client: EngineClient) {
    this.#client = client;
  }

  load(runId: string, keys: InsideKeys): Promise<InsideRun | null> {
    return new Promise((resolve, reject) => {
      const signature = JSON.stringify(keys);
      const asked = this.#waiting.get(signature) ?? { keys, runs: new Map<string, Waiting[]>() };
      if (!this.#waiting.has(signature)) {
        this.#waiting.set(signature, asked);
        setTimeout(() => void this.#read(signature), gatherMs);
      }
      asked.runs.set(runId, [...(asked.runs.get(runId) ?? []), { resolve, reject }]);
    });
  }

  async #read(signature: string): Promise<void> {
    const asked = this.#waiting.get(signature);
    this.#waiting.delete(signature);
    const runs = [...(asked?.runs ?? [])];
    for (let from = 0; from < runs.length; from += runsPerCall) {
      const part = runs.slice(from, from + runsPerCall);
      try {
        const answer = await this.#client.runs.inside({
          runIds: part.map(([runId]) => runId),
          params: [...(asked?.keys.params ?? [])],
          metrics: [...(asked?.keys.metrics ?? [])],
        });
        const found = new Map(answer.runs.map((one) => [one.runId, one]));
        for (const [runId, waiting] of part) for (const one of waiting) one.resolve(found.get(runId) ?? null);
      } catch (error) {
        for (const [, waiting] of part) for (const one of waiting) one.reject(error);
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
