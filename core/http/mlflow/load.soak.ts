import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BenchRow, Soak } from '#core/testing/bench-types.ts';
import { makeWorkspaceWithRuns } from '#core/testing/generated-workspace.ts';
import { runMlflowLoad, type LoadResult } from '#core/testing/mlflow-load.ts';
import { startHost } from '#core/testing/programs.ts';
import type { ServerTime } from '#core/testing/server-times.ts';

const clients = 32;
const callsPerSecond = 10;
const p99Budget = 20;

/** 32 clients of MLflow's REST API for a minute, in a workspace with 10,000 runs that they search too. */
export const soak: Soak = {
  name: 'load',
  run: async ({ folder, seed, count, say }) => {
    const workspace = join(folder, 'workspace');
    const [searchedExperimentId] = await makeWorkspaceWithRuns(workspace, {
      runs: 10_000,
      experiments: 1,
      seed,
    });
    const timesFile = join(folder, 'server-times.json');
    const preload = pathToFileURL(join(import.meta.dirname, '..', '..', 'testing', 'server-times.ts')).href;
    const env = { NODE_OPTIONS: `--import ${preload}`, STILE_TEST_SERVER_TIMES: timesFile };
    const host = await startHost(['--workspace', workspace, '--port', '0'], { env });
    const seconds = count(60);
    say(`${clients} clients, ${callsPerSecond} calls a second each, ${seconds} s`);
    const { address } = host;
    const load = runMlflowLoad({
      address,
      clients,
      callsPerSecond,
      seconds,
      seed,
      ...(searchedExperimentId !== undefined && { searchedExperimentId }),
    });
    await Promise.allSettled([load]);
    await host.end('SIGTERM');
    const result = await load;
    for (const error of new Set(result.errors)) say(error);
    return toRows(result, JSON.parse(readFileSync(timesFile, 'utf8')) as ServerTime[]);
  },
};

function toRows(result: LoadResult, serverTimes: readonly ServerTime[]): BenchRow[] {
  const underLoad = serverTimes.filter(([at]) => at >= result.startedAt && at <= result.endedAt);
  const inServer = percentiles(underLoad.map(([, ms]) => ms));
  const outside = percentiles(result.times);
  const p99 = inServer(0.99);
  const none = (name: string, value: number): BenchRow => ({
    case: name,
    value,
    unit: '',
    budget: 'none',
    ok: value === 0,
  });
  return [
    { case: 'calls', value: result.calls, unit: 'calls' },
    none('calls without the answer 200', result.errors.length),
    { case: 'points acknowledged', value: result.acknowledgedPoints, unit: 'points' },
    none('... of them not in the history', result.lostPoints),
    none('points in the history that nobody sent', result.strayPoints),
    { case: 'in the server, p50', value: inServer(0.5), unit: 'ms' },
    { case: 'in the server, p99', value: p99, unit: 'ms', budget: `< ${p99Budget} ms`, ok: p99 < p99Budget },
    { case: 'in the server, slowest', value: inServer(1), unit: 'ms' },
    { case: 'as the clients see it, p50', value: outside(0.5), unit: 'ms' },
    { case: 'as the clients see it, p99', value: outside(0.99), unit: 'ms' },
  ];
}

/** The time below which a share of them lies. */
function percentiles(times: readonly number[]): (share: number) => number {
  const sorted = times.toSorted((a, b) => a - b);
  return (share) => sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? NaN;
}
