import { describe, expect, it } from 'vitest';
import { parseTestOptions } from './options.ts';
import { addTotals, noTests, playwrightTotals, totalsLine, vitestTotals, withExitCode } from './totals.ts';

const vitest = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };

const root = '/repository';

describe('totals', () => {
  it('count a test file that cannot be loaded as a failure', () => {
    const test = {
      status: 'failed',
      fullName: 'a sum is right',
      failureMessages: ['\u001b[31mError: 2\u001b[39m\n at'],
    };
    const testResults = [
      {
        name: '/repository/a.test.ts',
        status: 'failed',
        message: 'cannot be loaded\nfor',
        assertionResults: [],
      },
      { name: '/repository/b.test.ts', status: 'failed', message: '', assertionResults: [test] },
      {
        name: '/repository/d.test.ts',
        status: 'failed',
        message: 'before all',
        assertionResults: [{ ...test, status: 'skipped' }],
      },
      { name: '/repository/c.test.ts', status: 'passed', message: '', assertionResults: [] },
    ];
    expect(vitestTotals({ ...vitest, testResults }, root)).toEqual({
      passed: 5,
      failed: 3,
      skipped: 3,
      failures: [
        { name: 'a.test.ts', reason: 'cannot be loaded' },
        { name: 'b.test.ts: a sum is right', reason: 'Error: 2' },
        { name: 'd.test.ts', reason: 'before all' },
      ],
    });
  });

  it('count flaky specs and errors outside of specs as failures', () => {
    const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 2 };
    const results = [{}, { error: { message: 'Timeout\nat' } }];
    const good = { projectName: 'http', status: 'expected', results: [{}] };
    const bad = { title: 'opens', tests: [good, { projectName: 'port', status: 'unexpected', results }] };
    const suites = [
      {
        title: 'runs.spec.ts',
        suites: [{ title: 'a panel', specs: [bad, { title: 'closes', tests: [good] }] }],
      },
    ];
    expect(playwrightTotals({ stats, errors: [{}], suites })).toEqual({
      passed: 4,
      failed: 3,
      skipped: 2,
      failures: [{ name: '[port] runs.spec.ts › a panel › opens', reason: 'Timeout' }],
    });
  });

  it.each([
    { code: 0, failed: 0, after: 0 },
    { code: 1, failed: 0, after: 1 },
    { code: 1, failed: 3, after: 3 },
  ])('exit code $code with $failed failed is $after failed', ({ code, failed, after }) => {
    expect(withExitCode({ ...noTests, passed: 1, failed }, code).failed).toBe(after);
  });

  it('end in one plain line', () => {
    const sum = addTotals(
      { ...noTests, passed: 1, failed: 2, skipped: 3 },
      { ...noTests, passed: 10, failed: 20, skipped: 30 },
    );
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
