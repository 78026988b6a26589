import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withPrograms, type TestPrograms } from '../testing/with-programs.ts';

async function sourceOf({ runner, ctx }: TestPrograms, taskId: string, text?: string) {
  const { files } = await runner.editor.taskSource(ctx, {
    name: 'p',
    taskId,
    ...(text !== undefined && { text }),
  });
  return files;
}

describe('the code of a task', () => {
  it('is its script, then what that imports of the project', () =>
    withPrograms(async (test) => {
      const { write, file, project } = test;
      write('z/fit.py', 'import shop.rows\nimport os\n');
      write('shop/__init__.py', '');
      write('shop/rows.py', '\uFEFFrows = "åäö"\n');
      write('look.mjs', 'import "./part.json";\n');
      write('part.json', '{}\n');
      file(
        'p',
        `tasks:
  script: { type: python, with: { script: z/fit.py } }
  module: { type: python, with: { module: shop.rows, function: rows } }
  node: { type: node, with: { script: look.mjs } }
  inline: { type: shell, with: { command: echo } }
`,
      );
      expect(await sourceOf(test, 'script')).toEqual([
        {
          path: 'z/fit.py',
          absolutePath: join(project, 'z', 'fit.py'),
          language: 'python',
          text: 'import shop.rows\nimport os\n',
          truncated: false,
          problem: null,
        },
        {
          path: 'shop/rows.py',
          absolutePath: join(project, 'shop', 'rows.py'),
          language: 'python',
          text: 'rows = "åäö"\n',
          truncated: false,
          problem: null,
        },
      ]);
      expect((await sourceOf(test, 'module')).map(({ path }) => path)).toEqual(['shop/rows.py']);
      expect((await sourceOf(test, 'node')).map(({ path, language }) => `${path} ${language}`)).toEqual([
        'look.mjs javascript',
        'part.json json',
      ]);
      expect(await sourceOf(test, 'inline')).toEqual([]);
    }));

  it('is the cells of a notebook, as a script', () =>
    withPrograms(async (test) => {
      const cells = [
        { cell_type: 'markdown', source: ['# Look\n', 'at it'] },
        { cell_type: 'code', source: 'x = 1', outputs: [{ data: { 'image/png': 'x'.repeat(400_000) } }] },
      ];
      test.write('look.ipynb', JSON.stringify({ cells }));
      test.write('broken.ipynb', 'none');
      test.file(
        'p',
        'tasks:\n  a: { type: notebook, with: { notebook: look.ipynb } }\n  b: { type: notebook, with: { notebook: broken.ipynb } }\n',
      );
      const [told] = await sourceOf(test, 'a');
      expect(told).toMatchObject({
        language: 'notebook',
        truncated: false,
        text: '# %% [markdown]\n# # Look\n# at it\n\n# %%\nx = 1\n',
      });
      expect(await sourceOf(test, 'b')).toMatchObject([{ text: null, problem: 'not_text' }]);
    }));

  it('is cut at a whole character where it is long', () =>
    withPrograms(async (test) => {
      test.write('long.py', `#${'å'.repeat(200_000)}\n`);
      test.file('p', 'tasks:\n  a: { type: python, with: { script: long.py } }\n');
      const [told] = await sourceOf(test, 'a');
      expect(told).toMatchObject({ truncated: true, problem: null });
      expect(told?.text).toMatch(/^#å+$/);
      expect(Buffer.byteLength(told?.text ?? '')).toBe(256 * 1024 - 1);
    }));

  it('is not read outside of the project, nor where it is no text, and says so', () =>
    withPrograms(async (test) => {
      const { write, project, folder, ctx } = test;
      const secret = join(folder, 'secret.py');
      writeFileSync(secret, 'secret = 1\n');
      symlinkSync(secret, join(project, 'link.py'));
      mkdirSync(join(project, 'folder.py'));
      write('bytes.py', 'a\u0000b');
      const scripts = [
        secret,
        '../../secret.py',
        'link.py',
        'folder.py',
        'bytes.py',
        'gone.py',
        join(ctx.paths.root, 'stile.db'),
      ];
      const tasks = scripts.map(
        (script, at) => `  t${at}: { type: python, with: { script: ${JSON.stringify(script)} } }\n`,
      );
      const text = `version: 1\nname: p\ntasks:\n${tasks.join('')}`;
      const told = await Promise.all(scripts.map((_, at) => sourceOf(test, `t${at}`, text)));
      expect(told.flat().map(({ problem }) => problem)).toEqual([
        'outside',
        expect.any(String),
        'outside',
        'not_text',
        'not_text',
        'missing',
        'not_text',
      ]);
      expect(told.flat().every((one) => one.text === null)).toBe(true);
    }));

  it('is that of the text at hand; a task that is not there is told with near names', () =>
    withPrograms(async (test) => {
      test.write('a.py', '');
      test.file('p', 'tasks:\n  train: { type: python, with: { script: a.py } }\n');
      await expect(sourceOf(test, 'trian')).rejects.toThrow('did you mean "train"?');
      await expect(sourceOf(test, 'train', 'name: [')).rejects.toThrow('It has no tasks.');
      expect(
        await sourceOf(test, 'x', 'tasks: { x: { type: python, with: { script: a.py } } }'),
      ).toHaveLength(1);
      expect(
        await sourceOf(test, 'x', 'tasks: { x: { type: python, with: { script: "{{ params.s }}" } } }'),
      ).toEqual([]);
    }));
});
