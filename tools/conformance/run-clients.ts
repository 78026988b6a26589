import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { runProgram } from '../lib/run-program.ts';
import type { VerbContext } from '../lib/verb.ts';
import { addTotals, noTests, withExitCode } from '../test/totals.ts';
import type { Totals } from '../test/totals.ts';
import { clientFolder } from './environment.ts';
import { junitTotals } from './junit.ts';

/** An environment with an MLflow client to run the tests in. */
export interface Client {
  name: string;
  /** its program */
  python: string;
}

type Ctx = Pick<VerbContext, 'env' | 'paths'>;

/** The test files whose names contain one of `filters`; all of them without. */
export function clientTests({ paths }: Pick<Ctx, 'paths'>, filters: string[]): string[] {
  const files = readdirSync(clientFolder(paths)).filter((name) => /^test_.*\.py$/.test(name));
  if (filters.length === 0) return files;
  return files.filter((file) => filters.some((filter) => file.includes(filter)));
}

/** Runs the tests once for each client, all at the same time, and prints what each pytest said. */
export async function runClients(ctx: Ctx, clients: Client[], pytestArgs: string[]): Promise<Totals> {
  const totals = await Promise.all(clients.map((client) => runClient(ctx, client, pytestArgs)));
  return totals.reduce(addTotals, noTests);
}

async function runClient({ env, paths }: Ctx, client: Client, pytestArgs: string[]): Promise<Totals> {
  mkdirSync(paths.results, { recursive: true });
  const report = join(paths.results, `mlflow-${client.name}.xml`);
  rmSync(report, { force: true });
  const args = ['-m', 'pytest', '--quiet', `--junitxml=${report}`, ...pytestArgs];
  const { code, output } = await runProgram(client.python, args, {
    cwd: clientFolder(paths),
    env: { ...env, STILE_NODE: process.execPath, STILE_CLI: join(paths.dist, 'cli.cjs') },
  });
  console.log(`\n-- MLflow client ${client.name}\n${output.trimEnd()}`);
  return withExitCode(existsSync(report) ? junitTotals(readFileSync(report, 'utf8')) : noTests, code);
}
