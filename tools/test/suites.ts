import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { runMlflowClients } from '../conformance/suite.ts';
import { runAndRelay } from '../launcher/relay.mjs';
import { readJson } from '../lib/json.ts';
import type { RepositoryPaths } from '../lib/paths.ts';
import type { Suite, SuiteRun } from './suite.ts';
import { noTests, playwrightTotals, vitestTotals, withExitCode } from './totals.ts';
import type { Totals, VitestReport } from './totals.ts';

export const suites: Suite[] = [
  { name: 'unit', needs: [], run: (run) => runVitest('unit', run) },
  { name: 'process', needs: ['dist'], run: (run) => runVitest('process', run) },
  { name: 'pack', needs: ['dist'], run: (run) => runVitest('pack', run) },
  { name: 'mlflow', needs: ['dist', 'mlflow'], run: runMlflowClients },
  { name: 'e2e', needs: ['dist', 'browser'], run: runPlaywright },
];

/** Runs one project of vitest.config.ts. */
export async function runVitest(project: string, { paths, env, filters }: SuiteRun): Promise<Totals> {
  const report = reportFile(paths, project);
  const program = join(paths.root, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = [program, 'run', '--project', project, '--passWithNoTests', ...reporters, ...filters];
  const code = await runAndRelay(process.execPath, args, { cwd: paths.root, env });
  return withExitCode(
    readTotals<VitestReport>(report, (read) => vitestTotals(read, paths.root)),
    code,
  );
}

/** Runs playwright.config.ts; `filters` may also hold its options. */
export async function runPlaywright({ paths, env, filters }: SuiteRun): Promise<Totals> {
  const report = reportFile(paths, 'e2e');
  const program = join(paths.root, 'node_modules', '@playwright', 'test', 'cli.js');
  const args = [program, 'test', '--pass-with-no-tests', ...filters];
  const code = await runAndRelay(process.execPath, args, {
    cwd: paths.root,
    env: { ...env, STILE_E2E_REPORT: report },
  });
  return withExitCode(readTotals(report, playwrightTotals), code);
}

/** An old report must not be read when the runner breaks off before it writes one. */
function reportFile(paths: RepositoryPaths, suite: string): string {
  const file = join(paths.results, `${suite}.json`);
  mkdirSync(paths.results, { recursive: true });
  rmSync(file, { force: true });
  return file;
}

function readTotals<Report>(file: string, toTotals: (report: Report) => Totals): Totals {
  return existsSync(file) ? toTotals(readJson<Report>(file)) : noTests;
}
