import { join } from 'node:path';
import type { Bench, BenchRow } from '#core/testing/bench-types.ts';
import { makeWorkspaceWithRuns } from '#core/testing/generated-workspace.ts';
import { withHost } from '#core/testing/programs.ts';
import { connectRest, type RestConnection } from '#core/testing/rest-connection.ts';
import { benchConditions, benchOrders } from '#core/tracking/search/testing/search-cases.ts';

const runs = 100_000;
/** The first page of 100 runs, each with 10 metrics, 10 params and 5 tags, ms over HTTP. */
const pageBudget = 50;

/** MLflow's runs/search over a kept-alive connection to the built host: any one condition in any order. */
export const bench: Bench = {
  name: 'mlflow',
  run: async ({ folder, seed, say }) => {
    const workspace = join(folder, 'workspace');
    const [experimentId = ''] = await makeWorkspaceWithRuns(workspace, {
      runs,
      experiments: 1,
      seed: seed % 1000,
    });
    return withHost(workspace, async ({ address }) => {
      const rest = connectRest(address);
      try {
        return await measurePages(rest, experimentId, say);
      } finally {
        rest.close();
      }
    });
  },
};

interface Case {
  name: string;
  body: object;
  ms: number;
}

async function measurePages(
  rest: RestConnection,
  experimentId: string,
  say: (sentence: string) => void,
): Promise<BenchRow[]> {
  const cases: Case[] = [];
  for (const filter of benchConditions) {
    for (const order of benchOrders) {
      const body = { experiment_ids: [experimentId], max_results: 100, filter, order_by: [order] };
      const ms = await medianOf(rest, body, 3);
      cases.push({ name: `${filter || 'no condition'}, by ${order}`, body, ms });
    }
    say(`${cases.length} cases`);
  }
  cases.sort((a, b) => b.ms - a.ms);
  // The slowest are measured again: with few calls each, some of them only met another process.
  const again: Case[] = [];
  for (const slow of cases.slice(0, 10)) again.push({ ...slow, ms: await medianOf(rest, slow.body, 15) });
  const [worst] = again.sort((a, b) => b.ms - a.ms);
  const row = (name: string, ms: number): BenchRow => ({
    case: `first page of 100 of ${runs.toLocaleString('en')} runs: ${name}`,
    value: ms,
    unit: 'ms',
    budget: `< ${pageBudget} ms`,
    ok: ms < pageBudget,
  });
  return [
    row('newest first', await medianOf(rest, { experiment_ids: [experimentId], max_results: 100 }, 15)),
    row(`median of ${cases.length} cases`, cases[cases.length >> 1]?.ms ?? NaN),
    row(`worst of ${cases.length} cases (${worst?.name ?? ''})`, worst?.ms ?? NaN),
  ];
}

/** The median time of a search in ms, after one that does not count. */
async function medianOf(rest: RestConnection, body: object, calls: number): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n <= calls; n++) {
    const { status, text, ms } = await rest.post('runs/search', body);
    if (status !== 200) throw new Error(`runs/search answered ${status} to ${JSON.stringify(body)}: ${text}`);
    if (n > 0) times.push(ms);
  }
  return times.sort((a, b) => a - b)[times.length >> 1] ?? NaN;
}
