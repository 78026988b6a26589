import type { FailedTest } from '../test/failures.ts';
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
  return {
    passed: Math.max(0, sum('tests') - failed - skipped),
    failed,
    skipped,
    failures: junitFailures(xml),
  };
}

/** The test cases of a report that hold a failure or an error. */
function junitFailures(xml: string): FailedTest[] {
  const cases = xml.matchAll(/<testcase\b([^>]*[^/])>(.*?)<\/testcase>/gs);
  return [...cases].flatMap(([, attributes = '', body = '']) => {
    const problem = /<(?:failure|error)\b[^>]*?\bmessage="([^"]*)"/.exec(body);
    if (!problem) return [];
    const reason = plainText(problem[1] ?? '').split('\n')[0] ?? '';
    return [{ name: `${text(attributes, 'classname')}.${text(attributes, 'name')}`, reason }];
  });
}

function text(attributes: string, name: string): string {
  return plainText(new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1] ?? '');
}

const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&', '#10': '\n' };

function plainText(escaped: string): string {
  return escaped.replaceAll(/&(#?\w+);/g, (all, name: string) => entities[name] ?? all);
}

function attribute(tag: string, name: string): number {
  return Number(new RegExp(`\\b${name}="(\\d+)"`).exec(tag)?.[1] ?? 0);
}
