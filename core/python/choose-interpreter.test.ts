import { describe, expect, it } from 'vitest';
import { chooseBase, findMismatches, findReady, isUsable, type PythonNeeds } from './choose-interpreter.ts';
import { parseRequirements } from './requirements.ts';
import { createFakeInterpreter } from './testing.ts';

function needs(text: string, overrides: Partial<PythonNeeds> = {}): PythonNeeds {
  return {
    python: '3.11.9',
    requirements: parseRequirements(text).requirements,
    loadsWithoutMlflow: false,
    ...overrides,
  };
}

describe('findMismatches', () => {
  const cases: [string, Record<string, string>, string, string[]][] = [
    ['all there', { mlflow: '3.17.2', numpy: '2.4.6' }, 'mlflow==3.17.2\nnumpy==2.4.6', []],
    ['another version', { mlflow: '3.17.2', numpy: '2.4.5' }, 'numpy==2.4.6', ['numpy ==2.4.6 2.4.5']],
    ['none of it', { mlflow: '3.17.2' }, 'scikit-learn==1.9.1', ['scikit-learn ==1.9.1 null']],
    ['the small MLflow does', { 'mlflow-skinny': '3.4.0' }, 'mlflow==3.17.2', []],
    ['another major of MLflow does not', { mlflow: '2.22.0' }, 'mlflow==3.17.2', ['mlflow ==3.17.2 2.22.0']],
    ['limits on MLflow count', { mlflow: '2.8' }, 'mlflow>=2.9', ['mlflow >=2.9 2.8']],
    ['no MLflow', {}, 'mlflow==3.17.2', ['mlflow ==3.17.2 null']],
    ['not for this system', {}, 'pywin32; sys_platform == "win32"', []],
    [
      'an address is never known to be there',
      { pkg: '1' },
      'pkg @ https://x/y.whl',
      ['pkg https://x/y.whl 1'],
    ],
  ];
  it.each(cases)('%s', (_, packages, text, expected) => {
    const found = findMismatches(createFakeInterpreter({ packages }), needs(text));
    expect(found.map((item) => `${item.name} ${item.wanted} ${item.found}`)).toEqual(expected);
  });

  it('does not ask for MLflow where the model loads without', () => {
    const asked = needs('mlflow==3.17.2', { loadsWithoutMlflow: true });
    expect(findMismatches(createFakeInterpreter({ packages: {} }), asked)).toEqual([]);
  });
});

describe('findReady', () => {
  it('wants the recorded minor version and all packages, in the order of the interpreters', () => {
    const packages = { numpy: '2.4.6' };
    const all = [
      createFakeInterpreter({ path: '/old', version: '3.7.16', packages }),
      createFakeInterpreter({ path: '/other', version: '3.12.1', packages }),
      createFakeInterpreter({ path: '/bare', version: '3.11.2' }),
      createFakeInterpreter({ path: '/good', version: '3.11.7', packages }),
      createFakeInterpreter({ path: '/later', version: '3.11.9', packages }),
    ];
    expect(findReady(all, needs('numpy==2.4.6'))?.path).toBe('/good');
    expect(findReady(all, needs('numpy==2.4.6', { python: null }))?.path).toBe('/other');
    expect(findReady(all, needs('numpy==1.0'))).toBeNull();
  });
});

describe('chooseBase', () => {
  const all = ['3.7.16', '3.9.18', '3.12.1', '3.10.13', '3.14.0', '3.12.4'].map((version) =>
    createFakeInterpreter({ path: version, version }),
  );
  const cases: [string | null, string][] = [
    ['3.10.2', '3.10.13'],
    ['3.12.4', '3.12.4'],
    ['3.12.2', '3.12.1'],
    ['3.11.9', '3.12.1'],
    ['3.13.0', '3.14.0'],
    ['3.8.1', '3.9.18'],
    ['2.7.18', '3.9.18'],
    [null, '3.9.18'],
  ];
  it.each(cases)('for %s: %s', (wanted, expected) => {
    expect(chooseBase(all, wanted, () => true)?.path).toBe(expected);
  });

  it('leaves out those that cannot make environments', () => {
    expect(chooseBase(all, '3.12', ({ version }) => !version.startsWith('3.12'))?.path).toBe('3.14.0');
    expect(chooseBase(all, '3.12', () => false)).toBeNull();
  });

  it('knows the oldest that can score', () => {
    expect(
      ['3.7.16', '3.8.0', '3.13.0'].map((version) => isUsable(createFakeInterpreter({ version }))),
    ).toEqual([false, true, true]);
  });
});
