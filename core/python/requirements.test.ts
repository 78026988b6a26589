import { describe, expect, it } from 'vitest';
import { canonicalText, isMeantFor, parseRequirements, type MarkerFacts } from './requirements.ts';

describe('parseRequirements', () => {
  it('reads what MLflow writes, and keeps what is no package', () => {
    const text = `mlflow==3.17.2
# a comment
Scikit_Learn==1.9.1   # pinned
numpy >= 1.26, < 3
typing-extensions; python_version < "3.12"
pandas[parquet]~=2.2
torch==2.1.0+cpu
pkg @ https://example.org/pkg.whl
--extra-index-url https://example.org/simple
-c constraints.txt
hashed==1.0 \\
    --hash=sha256:abc \\
    --hash=sha256:def
./local.whl`;
    expect(parseRequirements(text)).toEqual({
      requirements: [
        { name: 'mlflow', specifier: '==3.17.2', marker: null, url: null },
        { name: 'scikit-learn', specifier: '==1.9.1', marker: null, url: null },
        { name: 'numpy', specifier: '<3,>=1.26', marker: null, url: null },
        { name: 'typing-extensions', specifier: '', marker: 'python_version < "3.12"', url: null },
        { name: 'pandas', specifier: '~=2.2', marker: null, url: null },
        { name: 'torch', specifier: '==2.1.0+cpu', marker: null, url: null },
        { name: 'pkg', specifier: '', marker: null, url: 'https://example.org/pkg.whl' },
        { name: 'hashed', specifier: '==1.0', marker: null, url: null },
      ],
      others: ['--extra-index-url https://example.org/simple', '-c constraints.txt', './local.whl'],
    });
  });
});

describe('canonicalText', () => {
  it('is the same for the same packages in another order and spelling', () => {
    const one = canonicalText(parseRequirements('numpy>=1,<3\nScikit_Learn==1.9.1\n'));
    const other = canonicalText(
      parseRequirements('# x\nscikit-learn == 1.9.1\nnumpy <3, >=1\nnumpy <3,>=1\n'),
    );
    expect(one).toBe(other);
    expect(one).not.toBe(canonicalText(parseRequirements('numpy>=1,<3\nscikit-learn==1.9.0')));
  });
});

describe('isMeantFor', () => {
  const facts: MarkerFacts = {
    python_version: '3.11',
    python_full_version: '3.11.9',
    sys_platform: 'linux',
    platform_system: 'Linux',
    platform_machine: 'x86_64',
    implementation_name: 'cpython',
  };
  const cases: [string | null, boolean][] = [
    [null, true],
    ['python_version < "3.12"', true],
    ['python_version < "3.9"', false],
    ["python_version >= '3.9' and sys_platform == 'win32'", false],
    ["sys_platform == 'win32' or platform_system == 'Linux'", true],
    ['"3.9" <= python_version', true],
    ["sys_platform != 'darwin'", true],
    ["extra == 'test'", false],
    ["(python_version < '3')", true],
    ["something_new == 'x'", true],
  ];
  it.each(cases)('%s: %s', (marker, expected) => {
    expect(isMeantFor({ marker }, facts)).toBe(expected);
  });
});
