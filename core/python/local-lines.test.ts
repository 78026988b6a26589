import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { withFolder } from '#core/testing/with-engine.ts';
import { resolveLocalLines, stampLocalLines } from './local-lines.ts';

it('gives what lies beside a requirements file an address, and leaves the rest alone', () =>
  withFolder((folder) => {
    for (const name of ['libs/shop', 'wheels', 'requirements'])
      mkdirSync(join(folder, name), { recursive: true });
    for (const name of ['requirements/base.txt', 'wheels/a-1.0.whl']) writeFileSync(join(folder, name), '');
    const at = (...names: string[]): string => pathToFileURL(join(folder, ...names)).href;
    const lines: [string, string][] = [
      ['-r requirements/base.txt', `-r ${at('requirements', 'base.txt')}`],
      ['--constraint=requirements/base.txt  # why', `--constraint=${at('requirements', 'base.txt')}  # why`],
      ['-e .', `-e ${at('.')}`],
      ['-e libs/shop[fast,s3]', `-e ${at('libs', 'shop')}[fast,s3]`],
      ['--find-links wheels', `--find-links ${at('wheels')}`],
      [
        './wheels/a-1.0.whl ; python_version > "3.8"',
        `${at('wheels', 'a-1.0.whl')} ; python_version > "3.8"`,
      ],
      ['libs/shop', at('libs', 'shop')],
      ['.', at('.')],
      ['wheels', 'wheels'],
      ['scikit-learn==1.9.1', 'scikit-learn==1.9.1'],
      ['shop @ git+https://example.com/shop.git', 'shop @ git+https://example.com/shop.git'],
      ['--index-url https://example.com/simple', '--index-url https://example.com/simple'],
      ['-r missing/base.txt', '-r missing/base.txt'],
      [`-e ${at('libs', 'shop')}`, `-e ${at('libs', 'shop')}`],
      [`-e ${join(folder, 'libs')}`, `-e ${join(folder, 'libs')}`],
    ];
    expect(at()).toMatch(/^file:\/\/\/[^\s\\]+$/);
    const text = lines.map(([line]) => line).join('\r\n');
    expect(resolveLocalLines(text, folder).split('\n')).toEqual(lines.map(([, wanted]) => wanted));
    return Promise.resolve();
  }));

it('tells what was built or written anew from what was only checked out again', () =>
  withFolder((folder) => {
    mkdirSync(join(folder, 'libs'));
    const [wheel, settings, base] = ['a-1.0.whl', 'libs/pyproject.toml', 'base.txt'].map((name) =>
      join(folder, name),
    ) as [string, string, string];
    for (const file of [wheel, settings, base]) writeFileSync(file, 'one');
    const stamp = (): string =>
      stampLocalLines(resolveLocalLines('./a-1.0.whl\n-e libs\n-r base.txt\nnumpy', folder));
    const first = stamp();
    for (const file of [settings, base, join(folder, 'libs')]) utimesSync(file, 1, 1);
    expect(stamp()).toBe(first);
    const seen = new Set([first]);
    utimesSync(wheel, 1, 1);
    seen.add(stamp());
    writeFileSync(settings, 'two');
    seen.add(stamp());
    writeFileSync(base, 'two');
    seen.add(stamp());
    expect(seen.size).toBe(4);
    return Promise.resolve();
  }));
