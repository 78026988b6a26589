import { describe, expect, it } from 'vitest';
import { explainInstallFailure } from './install-failure.ts';

describe('explainInstallFailure', () => {
  const cases: [string, string, { package: string; problem: string }][] = [
    [
      'a version that this Python has not',
      `ERROR: Ignored the following versions that require a different python version: 1.8.0 Requires-Python >=3.11
ERROR: Could not find a version that satisfies the requirement scikit-learn==1.9.9 (from versions: 1.0, 1.1)
ERROR: No matching distribution found for scikit-learn==1.9.9`,
      { package: 'scikit-learn==1.9.9', problem: 'Python 3.11.9 has no such version' },
    ],
    [
      'no network',
      `WARNING: Retrying (Retry(total=0, ...)) after connection broken by 'NewConnectionError(...): Name or service not known')': /simple/numpy/
ERROR: Could not find a version that satisfies the requirement numpy==2.0 (from versions: none)
ERROR: No matching distribution found for numpy==2.0`,
      { package: 'numpy==2.0', problem: 'the package index cannot be reached' },
    ],
    [
      'a name that nobody knows',
      'ERROR: Could not find a version that satisfies the requirement nonsense (from versions: none)\nERROR: No matching distribution found for nonsense',
      { package: 'nonsense', problem: 'no version of it was found for Python 3.11.9' },
    ],
    [
      'a build that failed',
      'error: subprocess-exited-with-error\nERROR: Failed building wheel for pyarrow\n',
      { package: 'pyarrow', problem: 'it has no ready-made wheel for this machine, and building it failed' },
    ],
    [
      'versions that do not go together',
      'ERROR: Cannot install a==1 and b==2 because these package versions have conflicting dependencies.',
      { package: 'a==1 and b==2', problem: 'the versions that are asked for do not go together' },
    ],
    [
      'a full disk',
      'ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device',
      { package: '', problem: 'the disk is full' },
    ],
    [
      'uv without a network',
      '  × Failed to fetch: `https://pypi.org/simple/scikit-learn/`\n  ╰─▶ dns error: failed to lookup address information',
      { package: 'scikit-learn', problem: 'the package index cannot be reached' },
    ],
    [
      'uv with a version that is not there',
      '  × No solution found when resolving dependencies:\n  ╰─▶ Because there is no version of numpy==99 and you require numpy==99, we can conclude',
      { package: 'numpy==99', problem: 'no version of it fits Python 3.11.9' },
    ],
    ['anything else', 'something\nstrange happened\n', { package: '', problem: 'strange happened' }],
    ['nothing', '', { package: '', problem: 'no word about why' }],
  ];
  it.each(cases)('%s', (_, text, expected) => {
    expect(explainInstallFailure(text.split('\n'), '3.11.9')).toMatchObject(expected);
  });
});
