import { lstatSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hashText } from '#core/store/blobs.ts';
import { withRunner } from '../testing/with-runner.ts';

const first = 'version: 1\nname: p\ntasks:\n  a: { type: test/echo }\n';
const second = `${first}# more\n`;

describe('saving a pipeline', () => {
  it('tells the hash of the file, which is that of its bytes', async () => {
    await withRunner(async ({ ctx, runner }) => {
      const text = `\uFEFF${first.replaceAll('\n', '\r\n')}`;
      const { hash } = await runner.save(ctx, { name: 'p', text, expectedHash: null });
      expect(hash).toBe(hashText(text));
      expect(readFileSync(join(ctx.paths.pipelines, 'p.yaml')).subarray(0, 3).toString('hex')).toBe('efbbbf');
      expect(await runner.get(ctx, { name: 'p' })).toMatchObject({ text, hash });
      const { definitionHash } = await runner.run(ctx, { name: 'p' });
      expect(definitionHash).toBe(hash);
    });
  });

  it('is refused when another file is there than the expected one, and writes nothing then', async () => {
    await withRunner(async ({ ctx, runner, file }) => {
      const { hash } = await runner.save(ctx, { name: 'p', text: first });
      file('p', 'tasks: { b: { type: test/echo } }\n');
      const path = join(ctx.paths.pipelines, 'p.yaml');
      const theirs = readFileSync(path, 'utf8');
      const saving = runner.save(ctx, { name: 'p', text: second, expectedHash: hash });
      await expect(saving).rejects.toMatchObject({
        code: 'CONFLICT',
        data: { kind: 'pipeline', id: 'p', what: 'file', expected: hash, actual: hashText(theirs) },
      });
      expect(readFileSync(path, 'utf8')).toBe(theirs);
      const there = runner.save(ctx, { name: 'p', text: second, expectedHash: null });
      await expect(there).rejects.toMatchObject({ data: { expected: null, actual: hashText(theirs) } });
      rmSync(path);
      const gone = runner.save(ctx, { name: 'p', text: second, expectedHash: hash });
      await expect(gone).rejects.toMatchObject({ code: 'CONFLICT', data: { actual: null } });
      await runner.save(ctx, { name: 'p', text: second, expectedHash: null });
      expect(readFileSync(path, 'utf8')).toBe(second);
    });
  });

  it('lets one of two that save at once through', async () => {
    await withRunner(async ({ ctx, runner }) => {
      const { hash: expectedHash } = await runner.save(ctx, { name: 'p', text: first });
      const both = await Promise.allSettled(
        [second, `${first}# other\n`].map((text) => runner.save(ctx, { name: 'p', text, expectedHash })),
      );
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
        reason: { code: 'CONFLICT' },
      });
    });
  });

  it('writes no file, and no row of activity, for the text that is there', async () => {
    await withRunner(async ({ ctx, client, runner }) => {
      await runner.save(ctx, { name: 'p', text: first });
      const before = statSync(join(ctx.paths.pipelines, 'p.yaml'), { bigint: true });
      await runner.save(ctx, { name: 'p', text: first });
      const after = statSync(join(ctx.paths.pipelines, 'p.yaml'), { bigint: true });
      expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
      expect((await client.activity.list({ entityKind: 'pipeline' })).entries).toHaveLength(1);
    });
  });

  it.skipIf(process.platform === 'win32')('keeps the rights of a file, and a link a link', async () => {
    await withRunner(async ({ ctx, folder, runner }) => {
      const [target, path] = [join(folder, 'elsewhere.yaml'), join(ctx.paths.pipelines, 'p.yaml')];
      writeFileSync(target, first, { mode: 0o600 });
      symlinkSync(target, path);
      await runner.save(ctx, { name: 'p', text: second });
      expect(lstatSync(path).isSymbolicLink()).toBe(true);
      expect(readFileSync(target, 'utf8')).toBe(second);
      expect(statSync(target).mode & 0o777).toBe(0o600);
    });
  });

  it('does not write over a file that is no UTF-8 without being told to', async () => {
    await withRunner(async ({ ctx, runner }) => {
      const path = join(ctx.paths.pipelines, 'p.yaml');
      const bytes = Buffer.from(first.replace('name', '# å\nname'), 'latin1');
      writeFileSync(path, bytes);
      const { text, hash, problems } = await runner.get(ctx, { name: 'p' });
      expect(text).toBe('');
      expect(problems).toMatchObject([{ severity: 'error', expected: 'it is no UTF-8' }]);
      const saving = runner.save(ctx, { name: 'p', text: first, expectedHash: hash });
      await expect(saving).rejects.toMatchObject({ code: 'CONFLICT' });
      expect(readFileSync(path)).toEqual(bytes);
    });
  });
});
