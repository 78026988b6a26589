import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withFolder } from '#core/testing/with-engine.ts';
import { createDiskLook } from './disk-look.ts';

it('says what is there and what is near, as it was at the first look', () =>
  withFolder((folder) => {
    const at = (name: string): string => join(folder, name);
    writeFileSync(at('train.py'), '');
    const disk = createDiskLook();
    expect(disk.isThere(at('train.py'))).toBe(true);
    expect(disk.isThere(at('trian.py'))).toBe(false);
    expect(disk.suggest(at('trian.py'))).toBe('did you mean "train.py"?');
    expect(disk.suggest(join(at('nowhere'), 'a.py'))).toBe('there is none to choose from');

    // Within a look the disk is asked once; the next look sees what has changed.
    rmSync(at('train.py'));
    expect(disk.isThere(at('train.py'))).toBe(true);
    expect(disk.suggest(at('tarin.py'))).toBe('did you mean "train.py"?');
    expect(createDiskLook().isThere(at('train.py'))).toBe(false);
    return Promise.resolve();
  }));
