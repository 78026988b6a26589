import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkRelativePath, isInside, resolveInside } from './safe-paths.ts';

const root = resolve('/workspace/artifacts');

describe('paths that could leave their folder, or that another system refuses', () => {
  it.each([
    ...['..', '../x', 'a/../x', 'a/..', './x', 'a/./x', '/etc/passwd', '//server/share', '/', '//'],
    ...['a//b', 'a//', '..\\x', 'a\\..\\b', '\\\\server\\share', 'C:/x', 'C:x', 'c:\\x', 'a/C:/x'],
    ...['a\0', 'a/\0/b', 'a\nb', 'nul', 'a/con.txt', 'a/b.', 'a/b ', 'a:stream', '\ud800'],
    ...['%00\0', '..\u0000/x', '/..', 'x'.repeat(1025), `${'a/'.repeat(600)}b`, `a/${'x'.repeat(256)}`],
  ])('%j', (path) => {
    expect(() => resolveInside(root, path)).toThrow(
      expect.objectContaining({
        code: 'PATH_NOT_ALLOWED',
        message: expect.stringMatching(/cannot be used: .+\.$/s),
      }),
    );
  });

  it('are named in short', () => {
    expect(() => resolveInside(root, `/${'x'.repeat(1_000_000)}`)).toThrow(
      expect.objectContaining({ message: expect.stringMatching(/^.{1,350}$/s) }),
    );
  });
});

describe('paths that stay inside', () => {
  it.each([
    ['', root],
    ['a', join(root, 'a')],
    ['a/', join(root, 'a')],
    ['a/b/c.txt', join(root, 'a', 'b', 'c.txt')],
    ['mapp med åäö/fil 1.csv', join(root, 'mapp med åäö', 'fil 1.csv')],
    // Encoded dots and slashes are plain letters here: whoever decodes does so before asking.
    ['%2e%2e/%2e%2e%2fx', join(root, '%2e%2e', '%2e%2e%2fx')],
    ['..%c0%af', join(root, '..%c0%af')],
    ['．．/x', join(root, '．．', 'x')],
    ['...a', join(root, '...a')],
    ['~/x', join(root, '~', 'x')],
  ])('%j', (path, full) => {
    expect(resolveInside(root, path)).toBe(full);
    expect(isInside(root, full)).toBe(true);
  });

  it('have segments', () => {
    expect(checkRelativePath('a/b c/d')).toEqual(['a', 'b c', 'd']);
    expect(checkRelativePath('')).toEqual([]);
  });
});

describe('isInside', () => {
  it.each([
    ['/w', '/w', true],
    ['/w', '/w/a', true],
    ['/w', '/w/..a', true],
    ['/w', '/wide', false],
    ['/w', '/', false],
    ['/w/a', '/w/b', false],
    ['/w/a', '/w/a/../b', false],
  ])('%s holds %s: %s', (folder, path, inside) => {
    expect(isInside(folder, path)).toBe(inside);
  });
});
