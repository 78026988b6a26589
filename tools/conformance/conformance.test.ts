import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryPaths } from '../lib/paths.ts';
import { clientFolder, lockNames } from './environment.ts';
import { junitTotals } from './junit.ts';
import { findPython } from './python.ts';
import { clientTests } from './run-clients.ts';

const paths = repositoryPaths();

describe('counts of a JUnit report', () => {
  it('take errors for failures and leave nothing skipped out', () => {
    const xml =
      '<?xml version="1.0"?><testsuites name="pytest tests"><testsuite name="pytest" errors="1" failures="2" ' +
      'skipped="3" tests="10" time="1.5"><testcase name="failures=&quot;9&quot;"/></testsuite></testsuites>';
    expect(junitTotals(xml)).toEqual({ passed: 4, failed: 3, skipped: 3, failures: [] });
  });

  it('are nothing for a report that broke off', () => {
    expect(junitTotals('')).toEqual({ passed: 0, failed: 0, skipped: 0, failures: [] });
  });

  it('name what failed, in plain text', () => {
    const xml =
      '<testsuite tests="3" failures="1" errors="1"><testcase classname="test_a.TestB" name="test_c[&lt;]" time="1">' +
      '<failure message="assert 1 == 2&#10;more">trace</failure></testcase><testcase classname="test_a" name="ok"/>' +
      '<testcase classname="test_a" name="test_d"><error message="no server">trace</error></testcase></testsuite>';
    expect(junitTotals(xml).failures).toEqual([
      { name: 'test_a.TestB.test_c[<]', reason: 'assert 1 == 2' },
      { name: 'test_a.test_d', reason: 'no server' },
    ]);
  });
});

describe('the Python for the MLflow clients', () => {
  const has =
    (programs: Record<string, string>) =>
    (command: string[]): string | null =>
      programs[command.join(' ')] ?? null;

  it('is the first that the lock files are made for', () => {
    const probe = has({ python3: '3.14.0', 'python3.12': '3.12.1', 'python3.10': '3.10.2' });
    expect(findPython({}, 'linux', probe)).toEqual({
      kind: 'found',
      command: ['python3.12'],
      version: '3.12.1',
    });
  });

  it('is asked of the launcher of Windows too', () => {
    const found = findPython({}, 'win32', has({ 'py -3.11': '3.11.9' }));
    expect(found).toEqual({ kind: 'found', command: ['py', '-3.11'], version: '3.11.9' });
  });

  it('is STILE_PYTHON and no other where that is set', () => {
    const probe = has({ '/opt/py': '3.9.1', python3: '3.12.0' });
    const found = findPython({ STILE_PYTHON: '/opt/py' }, 'linux', probe);
    expect(found).toEqual({ kind: 'missing', reason: expect.stringMatching(/\/opt\/py.*3\.10.*3\.9\.1/) });
  });

  it('is missing with a remedy', () => {
    const found = findPython({}, 'linux', has({ python3: '3.8.1', python: '3.8.1' }));
    expect(found).toEqual({ kind: 'missing', reason: expect.stringMatching(/only 3\.8\.1.*install one/) });
  });
});

describe('the lock files', () => {
  it.each([...lockNames, 'uv'])('%s holds a hash for each package and names no index', (name) => {
    const text = readFileSync(join(clientFolder(paths), 'locks', `${name}.txt`), 'utf8');
    const packages = text.split(/\n(?=\S)/).filter((entry) => entry.trim() !== '');
    expect(packages.filter((entry) => !/^[\w.-]+==[\w.]+.*\n\s+--hash=sha256:/.test(entry))).toEqual([]);
    expect(text).not.toMatch(/:\/\/|--index|--find-links/);
  });
});

it('a file of tests is chosen by a part of its name', () => {
  const everything = readdirSync(clientFolder(paths)).filter((name) => name.startsWith('test_'));
  expect(clientTests({ paths }, []).sort()).toEqual(everything.sort());
  expect(clientTests({ paths }, ['run_search', 'no-such-file'])).toEqual(['test_run_search.py']);
});
