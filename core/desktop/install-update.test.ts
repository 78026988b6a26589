import { appendFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withFolder } from '#core/testing/with-engine.ts';
import { installUpdate } from './install-update.ts';
import { buildUpdateManifest, makeUpdateKey, signUpdate } from './update-manifest.ts';

interface Situation {
  file: string;
  /** what went to the system */
  did: string[];
  install: (problem?: string) => ReturnType<typeof installUpdate>;
}

/** A signed installer called `name`, and a program of version 0.1.0 that trusts its maker. */
const withUpdate = (name: string, work: (situation: Situation) => Promise<void>): Promise<void> =>
  withFolder(async (folder) => {
    const { key, privateKey } = makeUpdateKey('release');
    const file = join(folder, name);
    writeFileSync(file, 'an installer');
    writeFileSync(join(folder, 'update-keys.json'), JSON.stringify([key]));
    const manifest = await buildUpdateManifest(file, { version: '0.2.0', platform: 'linux', arch: 'x64' });
    writeFileSync(`${file}.sig.json`, JSON.stringify(signUpdate(manifest, 'release', privateKey)));
    const did: string[] = [];
    const install = (problem = ''): ReturnType<typeof installUpdate> =>
      installUpdate(
        file,
        { platform: 'linux', arch: 'x64', version: '0.1.0', resources: folder },
        {
          openPath: (path) => {
            did.push(`open ${path}`);
            return Promise.resolve(problem);
          },
          showItemInFolder: (path) => void did.push(`show ${path}`),
        },
      );
    await work({ file, did, install });
  });

describe('an update', () => {
  it.each(['Stile åäö 0.2.0.deb', 'Stile-0.2.0.RPM', 'Stile Setup 0.2.0.exe', 'Stile.dmg'])(
    'is opened as an installer: %s',
    (name) =>
      withUpdate(name, async ({ file, did, install }) => {
        expect(await install()).toMatchObject({ version: '0.2.0', current: '0.1.0', file });
        expect(did).toHaveLength(1);
        const opened = did[0]?.replace('open ', '') ?? '';
        expect([basename(opened), readFileSync(opened, 'utf8')]).toEqual([name, 'an installer']);
      }),
  );

  it('is opened as a copy that nobody else can exchange, and the copy of before is gone', () =>
    withUpdate('Stile.deb', async ({ file, did, install }) => {
      await install();
      await install();
      const [before = '', now = ''] = did.map((line) => line.replace('open ', ''));
      expect([existsSync(before), existsSync(now)]).toEqual([false, true]);
      expect(dirname(now)).not.toBe(dirname(file));
      if (process.platform !== 'win32') expect(statSync(dirname(now)).mode & 0o777).toBe(0o700);
    }));

  it.each(['Stile-0.2.0.AppImage', 'stile-0.2.0.tar.gz', 'stile-0.2.0.zip'])(
    'is shown in its folder where a person puts it in place: %s',
    (name) =>
      withUpdate(name, async ({ file, did, install }) => {
        expect(await install()).toMatchObject({ version: '0.2.0' });
        expect(did).toEqual([`show ${file}`]);
      }),
  );

  it('is not opened when it has changed since it was signed', () =>
    withUpdate('Stile.deb', async ({ file, did, install }) => {
      appendFileSync(file, ' with something else');
      await expect(install()).rejects.toMatchObject({ code: 'UPDATE_REFUSED' });
      expect(did).toEqual([]);
    }));

  it('says what to do where the system opens no such file', () =>
    withUpdate('Stile.deb', async ({ file, install }) => {
      await expect(install('No application found')).rejects.toMatchObject({
        code: 'INVALID_STATE',
        message: expect.stringContaining(file),
        data: { state: 'No application found' },
      });
    }));
});
