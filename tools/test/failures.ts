import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** A test that failed, as the end of a run repeats it: a log's end is what is looked at first, or all that is kept. */
export interface FailedTest {
  /** its file and titles */
  name: string;
  /** the first line of what it said */
  reason: string;
}

/** The part of Vitest's JSON report that tells of failures. */
export interface VitestFile {
  name: string;
  status: string;
  message: string;
  assertionResults: { status: string; fullName: string; failureMessages: string[] | null }[];
}

/** A file that failed with none of its tests: it cannot be loaded, or what is done before its tests failed. */
export function isBroken({ status, assertionResults }: VitestFile): boolean {
  return status === 'failed' && !assertionResults.some((test) => test.status === 'failed');
}

/** A file that is broken is named itself. */
export function vitestFailures(files: VitestFile[], root: string): FailedTest[] {
  return files.flatMap((file) => {
    const name = relative(root, file.name);
    const failed = file.assertionResults.filter(({ status }) => status === 'failed');
    if (isBroken(file)) return [{ name, reason: firstLine(file.message) }];
    return failed.map(({ fullName, failureMessages }) => ({
      name: `${name}: ${fullName}`,
      reason: firstLine(failureMessages?.[0]),
    }));
  });
}

interface PlaywrightTest {
  projectName: string;
  status: string;
  results: { error?: { message?: string } }[];
}

/** The part of Playwright's JSON report that tells of failures: files hold suites, suites hold more and specs. */
export interface PlaywrightSuite {
  title: string;
  suites?: PlaywrightSuite[];
  specs?: { title: string; tests: PlaywrightTest[] }[];
}

export function playwrightFailures(suites: PlaywrightSuite[], above: string[] = []): FailedTest[] {
  return suites.flatMap(({ title, specs = [], suites: inner = [] }) => {
    const titles = [...above, title];
    const own = specs.flatMap((spec) => {
      const failed = spec.tests.filter(({ status }) => status === 'unexpected' || status === 'flaky');
      return failed.map(({ projectName, results }) => ({
        name: `[${projectName}] ${[...titles, spec.title].join(' › ')}`,
        reason: firstLine(results.find(({ error }) => error !== undefined)?.error?.message),
      }));
    });
    return [...own, ...playwrightFailures(inner, titles)];
  });
}

/** Runners color what they say. */
function firstLine(message = ''): string {
  const lines = stripVTControlCharacters(message).split('\n');
  return lines.find((line) => line.trim() !== '')?.trim() ?? 'it did not say why';
}
