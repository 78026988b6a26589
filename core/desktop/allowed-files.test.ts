import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withFolder } from '#core/testing/with-engine.ts';
import { findAllowedFile, findOwnFolder } from './allowed-files.ts';

interface Places {
  workspace: string;
  inside: string;
  outside: string;
}

const withPlaces = (work: (places: Places) => Promise<void>): Promise<void> =>
  withFolder(async (folder) => {
    const root = realpathSync(folder);
    const workspace = join(root, 'work space');
    mkdirSync(join(workspace, 'artifacts'), { recursive: true });
    const inside = join(workspace, 'artifacts', 'modell åäö.onnx');
    const outside = join(root, 'secret.txt');
    writeFileSync(inside, '');
    writeFileSync(outside, '');
    await work({ workspace, inside, outside });
  });

describe('files that may be handed to the system', () => {
  it('lie in the open workspace', () =>
    withPlaces(async ({ workspace, inside }) => {
      expect(await findAllowedFile(inside, workspace)).toBe(inside);
      expect(await findAllowedFile(join(workspace, 'artifacts'), workspace)).toBe(
        join(workspace, 'artifacts'),
      );
    }));

  it('or were named by a person', () =>
    withPlaces(async ({ workspace, outside }) => {
      expect(await findAllowedFile(outside, workspace, new Set([outside]))).toBe(outside);
      expect(await findAllowedFile(outside, null, new Set([outside]))).toBe(outside);
    }));

  it('are no others, however they are written', () =>
    withPlaces(async ({ workspace, inside, outside }) => {
      const refused = [
        outside,
        join(workspace, '..', 'secret.txt'),
        `${workspace}/artifacts/../../secret.txt`,
        `${workspace} 2/a`,
        'artifacts/a',
        '//evil/share/a',
        String.raw`\\evil\share\a`,
        'file:///etc/passwd',
      ];
      for (const path of refused) {
        await expect(findAllowedFile(path, workspace), path).rejects.toMatchObject({
          code: 'PATH_NOT_ALLOWED',
        });
      }
      await expect(findAllowedFile(inside, null)).rejects.toMatchObject({ code: 'PATH_NOT_ALLOWED' });
    }));

  it.skipIf(process.platform === 'win32')('are not behind a link that leads out', () =>
    withPlaces(async ({ workspace, outside }) => {
      const link = join(workspace, 'link');
      symlinkSync(outside, link);
      await expect(findAllowedFile(link, workspace)).rejects.toMatchObject({ code: 'PATH_NOT_ALLOWED' });
    }),
  );

  it('are there', () =>
    withPlaces(async ({ workspace }) => {
      const gone = join(workspace, 'gone');
      await expect(findAllowedFile(gone, workspace)).rejects.toMatchObject({
        code: 'NOT_FOUND',
        data: { kind: 'file', id: gone },
      });
    }));

  it('are those of the project where the workspace is a project’s', () =>
    withPlaces(async ({ workspace, inside, outside }) => {
      const own = join(workspace, '.stile');
      mkdirSync(own);
      expect(await findAllowedFile(inside, findOwnFolder(own))).toBe(inside);
      await expect(findAllowedFile(inside, own)).rejects.toMatchObject({ code: 'PATH_NOT_ALLOWED' });
      await expect(findAllowedFile(outside, findOwnFolder(own))).rejects.toMatchObject({
        code: 'PATH_NOT_ALLOWED',
      });
      expect(findOwnFolder(workspace)).toBe(workspace);
      expect(findOwnFolder(null)).toBeNull();
    }));
});
