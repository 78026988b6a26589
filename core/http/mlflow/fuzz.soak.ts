import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchRow, Soak } from '#core/testing/bench-types.ts';
import { fuzzMlflow, type FuzzResult } from '#core/testing/fuzz-mlflow.ts';
import { startHost, type ReadyHost } from '#core/testing/programs.ts';
import { openTestConnection } from '#core/testing/with-database.ts';
import { listMlflowAddresses } from './index.ts';

const secret = 'nobody asked for this';
/** MB, while V8 has had no reason to tidy up; left alone, the engine gives half of it back. */
const memoryBudget = 400;

/** Made-up requests to every address of MLflow's API, against the engine as it ships. */
export const soak: Soak = {
  name: 'fuzz',
  run: async ({ folder, seed, count, say }) => {
    const workspace = join(folder, 'workspace');
    writeFileSync(join(folder, 'secret.txt'), secret);
    const host = await startHost(['--workspace', workspace, '--port', '0']);
    const before = listOutside(folder);
    const most = watchMemory(host);
    const options = {
      address: host.address,
      targets: listMlflowAddresses(),
      requests: count(100_000),
      seed,
      secrets: [secret, 'root:x:0:0', 'SQLite format 3'],
      say,
    };
    const result = await fuzzMlflow(options).finally(most.stop);
    const changed = differences(before, listOutside(folder));
    const exit = await host.end('SIGTERM');
    for (const problem of [...result.problems.slice(0, 50), ...changed]) say(problem);
    say(
      `answers by status: ${JSON.stringify(result.statuses)}; slowest: ${result.slowestRequest.slice(0, 300)}`,
    );
    return [
      ...toRows(result),
      none('files made or lost outside of the artifacts', changed.length),
      {
        case: 'most memory of the engine',
        value: most.megabytes(),
        unit: 'MB',
        budget: `< ${memoryBudget} MB`,
        ok: most.megabytes() < memoryBudget,
      },
      none('exit code of the engine', exit ?? -1),
      none('problems that the database has', checkDatabase(join(workspace, 'stile.db'))),
    ];
  },
};

function toRows({ requests, problems, reached, slowest }: FuzzResult): BenchRow[] {
  return [
    { case: 'requests', value: requests, unit: 'requests' },
    none('wrong answers', problems.length),
    { case: 'addresses that answered with success', value: reached.size, unit: '' },
    { case: 'slowest answer', value: slowest, unit: 'ms' },
  ];
}

function none(name: string, value: number): BenchRow {
  return { case: name, value, unit: '', budget: 'none', ok: value === 0 };
}

function listOutside(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => !/^workspace[\\/](artifacts[\\/]|artifacts$|stile\.db|engine\.|logs|backups)/.test(path),
  );
}

function differences(before: readonly string[], after: readonly string[]): string[] {
  const [old, now] = [new Set(before), new Set(after)];
  return [...before.filter((path) => !now.has(path)), ...after.filter((path) => !old.has(path))];
}

/** The engine's resident memory, looked at ten times a second; 0 where the system does not tell. */
function watchMemory({ pid }: ReadyHost): { megabytes: () => number; stop: () => void } {
  let most = 0;
  const timer = setInterval(() => {
    most = Math.max(most, residentMegabytes(pid));
  }, 100);
  const stop = (): void => {
    clearInterval(timer);
  };
  return { megabytes: () => most, stop };
}

function residentMegabytes(pid: number): number {
  try {
    const [, kilobytes = '0'] =
      /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    return 0;
  }
}

function checkDatabase(file: string): number {
  const connection = openTestConnection(file, true);
  try {
    return ['integrity_check', 'foreign_key_check']
      .flatMap((check) => connection.all<Record<string, unknown>>(`PRAGMA ${check}`).map((row) => row[check]))
      .filter((answer) => answer !== 'ok').length;
  } finally {
    connection.close();
  }
}
