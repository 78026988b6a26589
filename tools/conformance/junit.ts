import type { Totals } from '../test/totals.ts';

/**
 * Counts of a report in JUnit's form, as pytest writes it with --junitxml. An expected failure counts as
 * skipped there, an error in a fixture as failed here.
 */
export function junitTotals(xml: string): Totals {
  const suites = [...xml.matchAll(/<testsuite\b[^>]*>/g)].map(([tag]) => tag);
  const sum = (name: string): number => suites.reduce((total, tag) => total + attribute(tag, name), 0);
  const failed = sum('failures') + sum('errors');
  const skipped = sum('skipped');
  return { passed: Math.max(0, sum('tests') - failed - skipped), failed, skipped };
}

function attribute(tag: string, name: string): number {
  return Number(new RegExp(`\\b${name}="(\\d+)"`).exec(tag)?.[1] ?? 0);
}
