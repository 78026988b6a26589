import { readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildWorkspacePaths } from '#core/kernel/workspace-paths.ts';
import { failure, withDesk } from '#core/testing/editor-desk.ts';
import { createEditorService } from './editor-service.ts';

describe('only what Stile has a reason to show is opened', () => {
  it('of the project, the workspace and what pipelines link to', () =>
    withDesk(async ({ editor, folder, install, write, given }) => {
      install('code');
      const elsewhere = join(folder, 'p.yaml');
      writeFileSync(elsewhere, '');
      const link = join(folder, 'project', '.stile', 'pipelines', 'linked.yaml');
      symlinkSync(elsewhere, link);
      for (const path of [write('train.py'), write('.stile/pipelines/p.yaml'), link]) {
        await editor.open({ path });
        expect((await given()).args).toEqual([path]);
      }
      await editor.open({ path: 'pipelines/p.yaml' });
      expect((await given()).args).toEqual([join(folder, 'project', '.stile', 'pipelines', 'p.yaml')]);
    }));

  it('and what is stored as a copy, so that a save does not change it', () =>
    withDesk(async ({ editor, folder, install, write, given }) => {
      install('code');
      const stored = [
        write('.stile/artifacts/1/a b.txt', 'logged'),
        write('.stile/datasets/d/t.csv', 'kept'),
      ];
      symlinkSync(stored[0] ?? '', join(folder, 'project', 'link.txt'));
      for (const path of [...stored, join(folder, 'project', 'link.txt')]) {
        const opened = await editor.open({ path, line: 2 });
        const copy = opened.copy ?? '';
        expect(opened).toMatchObject({ file: path, line: 2 });
        expect((await given()).args).toEqual(['--goto', `${copy}:2`]);
        expect([basename(copy), readFileSync(copy, 'utf8')]).toEqual([
          basename(path),
          readFileSync(path, 'utf8'),
        ]);
        expect([statSync(copy).mode & 0o777, statSync(dirname(copy)).mode & 0o077]).toEqual([0o444, 0]);
        expect(statSync(copy).ino).not.toBe(statSync(path).ino);
        // Asked again it is the same one, until the file is another or the copy is gone.
        expect((await editor.open({ path })).copy).toBe(copy);
        rmSync(dirname(copy), { recursive: true });
        const again = (await editor.open({ path })).copy ?? '';
        expect(readFileSync(again, 'utf8')).toBe(readFileSync(path, 'utf8'));
        rmSync(dirname(again), { recursive: true });
      }
    }));

  it('and nothing else', () =>
    withDesk(async ({ editor, folder, install, write }) => {
      install('code');
      const secret = join(folder, 'secret.py');
      writeFileSync(secret, '');
      symlinkSync(secret, join(folder, 'project', 'link.py'));
      symlinkSync(write('.stile/stile.db'), join(folder, 'project', 'db.txt'));
      const project = join(folder, 'project');
      symlinkSync('itself.py', join(project, 'itself.py'));
      const table: [string, string][] = [
        [secret, 'PATH_NOT_ALLOWED'],
        [join(project, '..', 'secret.py'), 'PATH_NOT_ALLOWED'],
        [join(project, 'link.py'), 'PATH_NOT_ALLOWED'],
        [join(project, 'db.txt'), 'PATH_NOT_ALLOWED'],
        [write('.stile/engine.json'), 'PATH_NOT_ALLOWED'],
        [project, 'PATH_NOT_ALLOWED'],
        [join(project, 'gone.py'), 'NOT_FOUND'],
        ['train.py', 'NOT_FOUND'],
        ['../../secret.py', 'PATH_NOT_ALLOWED'],
        [join(project, 'itself.py'), 'PATH_NOT_ALLOWED'],
        [join(project, 'a'.repeat(300)), 'PATH_NOT_ALLOWED'],
        [`${project}/a\0b`, 'INVALID_ARGUMENT'],
      ];
      for (const [path, code] of table) {
        const refused = await failure(editor.open({ path }));
        expect([path, refused.code]).toEqual([path, code]);
      }
      expect((await failure(editor.open({ path: project }))).message).toContain(
        'it is a folder: name a file in it',
      );
      expect((await failure(editor.open({ path: join(project, 'itself.py') }))).message).toMatch(
        /itself\.py" cannot be used: ELOOP: [^']+\.$/,
      );
    }));

  it('also by its own name where the workspace was opened through a link', () =>
    withDesk(async ({ folder, install, write, given, user }) => {
      install('code');
      const [path, pipeline] = [write('train.py'), write('.stile/pipelines/p.yaml')];
      symlinkSync(join(folder, 'project'), join(folder, 'link'));
      const editor = createEditorService(user, buildWorkspacePaths(join(folder, 'link', '.stile')));
      for (const named of [path, pipeline, join(folder, 'link', 'train.py')]) {
        await editor.open({ path: named });
        expect((await given()).args).toEqual([named]);
      }
    }));
});
