import { isBroken, playwrightFailures, vitestFailures } from './failures.ts';
import type { FailedTest, PlaywrightSuite, VitestFile } from './failures.ts';

/** Counts of tests; `failed` includes files that could not be loaded and runs that broke off. */
export interface Totals {
  passed: number;
  failed: number;
  skipped: number;
  /** what failed, as far as the runner names it */
  failures: FailedTest[];
}

/** The part of Vitest's JSON report that is read. */
export interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: VitestFile[];
}

/** The part of Playwright's JSON report that is read. */
export interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors: unknown[];
  suites: PlaywrightSuite[];
}

export const noTests: Totals = { passed: 0, failed: 0, skipped: 0, failures: [] };

export function addTotals(a: Totals, b: Totals): Totals {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    failures: [...a.failures, ...b.failures],
  };
}

/** A file that is broken counts as one test that failed. */
export function vitestTotals(report: VitestReport, root: string): Totals {
  const broken = report.testResults.filter(isBroken);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: vitestFailures(report.testResults, root),
  };
}

/** Retries are off, so a flaky test is one that somebody switched them on for: it failed. */
export function playwrightTotals({ stats, errors, suites }: PlaywrightReport): Totals {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
    failures: playwrightFailures(suites),
  };
}

/** A runner that ends badly without naming a failed test (an unhandled error, a crash) still failed. */
export function withExitCode(totals: Totals, code: number): Totals {
  return code !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals;
}

/** The line that `npm test` ends with, and that CI reads. */
export function totalsLine({ passed, failed, skipped }: Totals): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
