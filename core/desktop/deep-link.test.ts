import { describe, expect, it } from 'vitest';
import { isDeepLink, readArguments } from './deep-link.ts';

describe('a link of Stile', () => {
  it.each([
    'stile://run/ab12',
    'STILE://run/ab12',
    'stile://experiment/1?tab=charts',
    'stile://model/churn%20model/3',
    'stile://model/%C3%A5%C3%A4%C3%B6',
    'stile://open?workspace=%2Fhome%2Fa%2FStile&run=ab',
    'stile://run/ab12/artifacts/model/MLmodel#L3',
    'stile://pipeline-run/17',
    'stile://home',
    'stile://home/',
    "stile://view/a'b(c)",
  ])('%s is one', (text) => {
    expect(isDeepLink(text)).toBe(true);
  });

  it.each([
    ['', 'nothing'],
    ['stile:', 'no place'],
    ['stile://', 'no place'],
    ['stile:///run', 'no place'],
    ['stile:run/ab', 'no slashes'],
    ['stile://run:80/x', 'a port'],
    ['stile://user@run/x', 'a user'],
    ['stile://user:pw@run/x', 'a password'],
    ['stile://run.evil.com/x', 'a host with dots'],
    ['stile://[::1]/x', 'an address of a machine'],
    ['http://run/ab12', 'another scheme'],
    ['xstile://run/ab12', 'another scheme'],
    ['javascript:alert(1)//stile://run/', 'a script'],
    ['file:///etc/passwd', 'a file'],
    [' stile://run/ab', 'a space before'],
    ['stile://run/a b', 'a space'],
    ['stile://run/ab\n--inspect', 'a line break'],
    ['stile://run/ab\0', 'a NUL'],
    ['stile://run/%00', 'a NUL in disguise'],
    ['stile://run/%0d%0aX', 'a line break in disguise'],
    ['stile://run/%1b[31m', 'an escape sequence'],
    ['stile://run/%e2%80%aegnp.exe', 'a turn of the writing direction'],
    ['stile://run/../../etc', 'dots'],
    ['stile://run/./x', 'a dot'],
    ['stile://run/%2e%2e/etc', 'dots in disguise'],
    ['stile://run/%2e%2e%2fetc', 'dots and a slash in disguise'],
    ['stile://run/..', 'dots at the end'],
    ['stile://run/%252e%252e/etc', 'encoded twice'],
    ['stile://run/a\\b', 'a backslash'],
    ['stile://run/a%5cb', 'a backslash in disguise'],
    ['stile://run/"--inspect', 'a quote'],
    ['stile://run/%zz', 'no encoding'],
    ['stile://run/%', 'half an encoding'],
    ['stile://run/%c3%28', 'no UTF-8'],
    ['stile://run/%ff', 'no UTF-8'],
    ['stile://run/å', 'a letter that is not encoded'],
    ['stile://run/<script>', 'markup'],
    ['stile://run/`id`', 'a backtick'],
    ['stile://run/${x}', 'braces'],
    ['stile://run/a|b', 'a pipe'],
    [`stile://run/${'a'.repeat(2000)}`, 'too long'],
    [`stile://${'a'.repeat(65)}/x`, 'too long a place'],
  ])('%j is none: %s', (text) => {
    expect(isDeepLink(text)).toBe(false);
  });

  it('is found out in no time, whatever the text', () => {
    const started = performance.now();
    for (const piece of ['/', '%2', '%25', 'a.', '..', '/..', '(', '%c3%a5']) isDeepLink('stile://a/' + piece.repeat(500_000)); // prettier-ignore
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('the arguments of a start', () => {
  const read = (argv: string[], platform: 'linux' | 'win32' = 'linux') =>
    readArguments(argv, platform === 'win32' ? 'C:\\work' : '/work', platform);
  const nothing = { links: [], files: [], workspace: null, commands: [] };

  it.each([
    ['nothing', []],
    ['a program alone', ['/opt/Stile/stile']],
    ['a checkout', ['/x/electron', '.']],
    ['a checkout by its path', ['/x/electron', '/home/a/stile']],
    ['switches of Chromium', ['stile', '--no-sandbox', '--allow-file-access-from-files', '--lang=sv']],
    ['an option that ends like a file', ['stile', '--user-data-dir=/x/a.stile', '--gpu=/b.stile']],
    ['a folder of a project', ['stile', '/home/a/.stile']],
    ['an option without a value', ['stile', '--workspace']],
    ['an empty option', ['stile', '--workspace=']],
    ['an option that another one follows', ['stile', '--workspace', '--inspect']],
    ['an option behind the end of options', ['stile', '--', '--workspace=/evil']],
    ['a file with a NUL', ['stile', '/a\0.stile']],
    ['a file of another machine', ['stile', 'file://evil/share/a.stile']],
    ['an address that ends like a file', ['stile', 'https://evil.example/a.stile']],
    ['an address that cannot be read', ['stile', 'file://%/a.stile']],
  ])('%s asks for nothing', (_, argv) => {
    expect(read(argv)).toEqual(nothing);
  });

  it('name links, one at a time', () => {
    expect(read(['stile', 'stile://run/a'])).toEqual({ ...nothing, links: ['stile://run/a'] });
    expect(read(['stile', 'stile://run/a', 'stile://run/b']).links).toEqual(['stile://run/a']);
  });

  it.each([
    ['a workspace', ['stile', '--workspace=//evil/share', 'stile://run/a']],
    ['a workspace behind it', ['stile', 'stile://run/a', '--workspace', '/evil']],
    ['a file', ['stile', 'stile://run/a', '/evil/a.stile']],
    ['switches', ['stile', 'stile://run/a', '--renderer-cmd-prefix=calc', '--inspect']],
  ])('take no %s beside a link', (_, argv) => {
    expect(read(argv)).toEqual({ ...nothing, links: ['stile://run/a'] });
  });

  it('take nothing beside a link that is malformed', () => {
    expect(read(['stile', 'stile://../x', '--workspace=/evil'])).toEqual(nothing);
    expect(read(['stile', '"stile://run/a', '--workspace=/evil"'])).toEqual(nothing);
  });

  it('name files, absolute and once each', () => {
    expect(read(['stile', 'a.stile', '/b/å ä.STILE', './a.stile']).files).toEqual([
      '/work/a.stile',
      '/b/å ä.STILE',
    ]);
    expect(read(['stile', 'file:///home/a/my%20runs.stile']).files).toEqual(['/home/a/my runs.stile']);
    expect(read(['stile', '--', 'a.stile']).files).toEqual(['/work/a.stile']);
    expect(read(Array.from({ length: 99 }, (_, i) => `${i}.stile`)).files).toHaveLength(20);
  });

  it('name files of Windows', () => {
    const argv = [
      'C:\\Program Files\\Stile\\Stile.exe',
      'D:\\a b\\c.stile',
      'd.stile',
      '\\\\srv\\x\\e.stile',
    ];
    expect(read(argv, 'win32').files).toEqual([
      'D:\\a b\\c.stile',
      'C:\\work\\d.stile',
      '\\\\srv\\x\\e.stile',
    ]);
    expect(read(['file:///C:/a%20b/c.stile'], 'win32').files).toEqual(['C:\\a b\\c.stile']);
  });

  it('name a workspace, the last one', () => {
    expect(read(['stile', '--workspace', 'a', '--workspace=/b']).workspace).toBe('/b');
    expect(read(['stile', '--workspace', 'a']).workspace).toBe('/work/a');
    expect(read(['stile', '--workspace', 'D:\\w'], 'win32').workspace).toBe('D:\\w');
    expect(read(['stile', '--workspace', 'w.stile'])).toEqual({ ...nothing, workspace: '/work/w.stile' });
    expect(read(['stile', '--workspace', 'w', 'x.stile']).files).toEqual(['/work/x.stile']);
  });
});
