import { describe, expect, it } from 'vitest';
import { compareVersions, minorOf, satisfies } from './versions.ts';

describe('compareVersions', () => {
  it('orders as PEP 440 does', () => {
    const ordered = [
      '1.0.dev1',
      '1.0a1',
      '1.0a2.dev1',
      '1.0a2',
      '1.0b1',
      '1.0rc1',
      '1.0',
      '1.0.post1',
      '1.0.1',
      '1.10',
      '2024.1',
      '1!0.1',
    ];
    expect([...ordered].reverse().sort(compareVersions)).toEqual(ordered);
  });

  it('reads the same version in different spellings', () => {
    expect(compareVersions('1.0', '1.0.0')).toBe(0);
    expect(compareVersions('v1.0-alpha.1', '1.0a1')).toBe(0);
    expect(compareVersions('2.1.0+cpu', '2.1.0')).toBe(0);
  });
});

describe('satisfies', () => {
  const cases: [string, string, boolean][] = [
    ['1.4.2', '==1.4.2', true],
    ['1.4.2.post1', '==1.4.2', false],
    ['1.4.2', '== 1.4.*', true],
    ['1.40', '==1.4.*', false],
    ['1.4.2', '!=1.4.*', false],
    ['1.5', '!=1.4.*', true],
    ['1.26.4', '>=1.26,<3', true],
    ['3.0', '>=1.26,<3', false],
    ['2.2.5', '~=2.2.3', true],
    ['2.3.0', '~=2.2.3', false],
    ['2.9', '~=2.2', true],
    ['3.0', '~=2.2', false],
    ['2.1.0+cpu', '==2.1.0', true],
    ['2.1.0+cpu', '==2.1.0+cpu', true],
    ['2.1.0+cu118', '==2.1.0+cpu', false],
    ['1.0', '===1.0', true],
    ['1.0.0', '===1.0', false],
    ['1.0', '', true],
    ['1.0', 'nonsense', false],
    ['1.0', '<>1.0', false],
  ];
  it.each(cases)('%s %s: %s', (version, specifier, expected) => {
    expect(satisfies(version, specifier)).toBe(expected);
  });
});

describe('minorOf', () => {
  it('takes the first two numbers', () => {
    expect([minorOf('3.11.9'), minorOf('3.13'), minorOf('3')]).toEqual(['3.11', '3.13', null]);
  });
});
