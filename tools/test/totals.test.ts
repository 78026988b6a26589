import { describe, expect, it } from 'vitest';
import { parseTestOptions } from './options.ts';
import { addTotals, playwrightTotals, totalsLine, vitestTotals, withExitCode } from './totals.ts';

const vitest = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };

describe('totals', () => {
  it('count a test file that cannot be loaded as a failure', () => {
    const testResults = [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{}] },
      { status: 'passed', assertionResults: [] },
    ];
    expect(vitestTotals({ ...vitest, testResults })).toEqual({ passed: 5, failed: 2, skipped: 3 });
  });

  it('count flaky specs and errors outside of specs as failures', () => {
    const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 2 };
    expect(playwrightTotals({ stats, errors: [{}] })).toEqual({ passed: 4, failed: 3, skipped: 2 });
  });

  it.each([
    { code: 0, failed: 0, after: 0 },
    { code: 1, failed: 0, after: 1 },
    { code: 1, failed: 3, after: 3 },
  ])('exit code $code with $failed failed is $after failed', ({ code, failed, after }) => {
    expect(withExitCode({ passed: 1, failed, skipped: 0 }, code).failed).toBe(after);
  });

  it('end in one plain line', () => {
    const sum = addTotals({ passed: 1, failed: 2, skipped: 3 }, { passed: 10, failed: 20, skipped: 30 });
    expect(totalsLine(sum)).toBe('11 passed, 22 failed, 33 skipped');
  });
});

describe('what npm test is asked for', () => {
  const everySuite = ['unit', 'process', 'pack', 'mlflow', 'e2e'];

  it.each([
    { args: [], names: everySuite, filters: [], strict: false },
    { args: ['unit'], names: ['unit'], filters: [], strict: false },
    { args: ['e2e', 'runs.spec', '--strict'], names: ['e2e'], filters: ['runs.spec'], strict: true },
    { args: ['write-queue'], names: everySuite, filters: ['write-queue'], strict: false },
  ])('$args', ({ args, names, filters, strict }) => {
    const options = parseTestOptions(args, {});
    expect(options.chosen.map((suite) => suite.name)).toEqual(names);
    expect(options).toMatchObject({ filters, strict });
  });

  it('is strict in CI', () => {
    expect(parseTestOptions([], { CI: 'true' }).strict).toBe(true);
  });

  it('refuses options it does not know', () => {
    expect(() => parseTestOptions(['--fast'], {})).toThrow(/Unknown option --fast/);
  });
});
