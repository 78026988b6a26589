import type { EngineClient } from '#contract/procedures.ts';

/** Cells that ask within this time are answered by one call. */
const gatherMs = 30;
/** The engine takes so many runs in one call. */
const runsPerCall = 300;

type Waiting = {
  readonly resolve: (values: readonly number[]) => void;
  readonly reject: (error: unknown) => void;
};

/** Reads the courses of a metric for cells that each ask for one run, in few calls. */
export class SparklineLoader {
  readonly #client: EngineClient;
  readonly #waiting = new Map<string, Map<string, Waiting[]>>();

  constructor(client: EngineClient) {
    this.#client = client;
  }

  load(runId: string, key: string): Promise<readonly number[]> {
    return new Promise((resolve, reject) => {
      const runs = this.#waiting.get(key) ?? new Map<string, Waiting[]>();
      if (!this.#waiting.has(key)) {
        this.#waiting.set(key, runs);
        setTimeout(() => void this.#read(key), gatherMs);
      }
      runs.set(runId, [...(runs.get(runId) ?? []), { resolve, reject }]);
    });
  }

  async #read(key: string): Promise<void> {
    const runs = [...(this.#waiting.get(key) ?? [])];
    this.#waiting.delete(key);
    for (let from = 0; from < runs.length; from += runsPerCall) {
      const part = new Map(runs.slice(from, from + runsPerCall));
      try {
        const { lines } = await this.#client.runs.sparklines({ runIds: [...part.keys()], key, points: 30 });
        for (const { runId, values } of lines) for (const one of part.get(runId) ?? []) one.resolve(values);
      } catch (error) {
        for (const waiting of part.values()) for (const one of waiting) one.reject(error);
      }
    }
  }
}

const loaders = new WeakMap<EngineClient, SparklineLoader>();

/** The one loader of an engine. */
export function sparklineLoader(client: EngineClient): SparklineLoader {
  const loader = loaders.get(client) ?? new SparklineLoader(client);
  loaders.set(client, loader);
  return loader;
}
