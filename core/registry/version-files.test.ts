import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failureOf } from '#core/testing/factories.ts';
import { withEngine, type TestEngine } from '#core/testing/with-engine.ts';

interface Logged extends TestEngine {
  /** The folder of version 1 of `m`. */
  folder: string;
}

/** A version of a model as MLflow logs it, with these files beside MLmodel. */
function withVersion(files: Record<string, string>, fn: (test: Logged) => Promise<void>): Promise<void> {
  return withEngine(async (test) => {
    const { runId } = await test.client.runs.create({ experimentId: '0' });
    const folder = join(test.engine.ctx.paths.artifacts, '0', runId, 'artifacts', 'model');
    mkdirSync(join(folder, 'code'), { recursive: true });
    const mlmodel = 'flavors: { python_function: {} }\nmlflow_version: 3.17.2\n';
    for (const [path, text] of Object.entries({ MLmodel: mlmodel, ...files }))
      writeFileSync(join(folder, path), text);
    await test.client.registry.create({ name: 'm' });
    await test.client.registry.createVersion({ name: 'm', source: `runs:/${runId}/model` });
    await fn({ ...test, folder });
  });
}

const ref = { name: 'm', version: 1 };

describe('files of a version', () => {
  it('come by path with their sizes, with what MLmodel says and the example as it is sent', () =>
    withVersion(
      { 'code/loader.py': 'x = 1\n', 'input_example.json': '{"a": 1}', 'serving_input_example.json': '[1]' },
      async ({ client }) => {
        expect(await client.registry.versionFiles(ref)).toEqual({
          files: [
            { path: 'MLmodel', bytes: 56 },
            { path: 'code/loader.py', bytes: 6 },
            { path: 'input_example.json', bytes: 8 },
            { path: 'serving_input_example.json', bytes: 3 },
          ],
          fileCount: 4,
          mlflowVersion: '3.17.2',
          example: { path: 'serving_input_example.json', bytes: 3, text: '[1]' },
        });
      },
    ));

  it('name an example that is too long to be shown, and have none where there is none', async () => {
    const long = JSON.stringify('x'.repeat(200_000));
    await withVersion({ 'input_example.json': long }, async ({ client }) => {
      const { example } = await client.registry.versionFiles(ref);
      expect(example).toEqual({ path: 'input_example.json', bytes: 200_002, text: null });
    });
    await withVersion({}, async ({ client }) => {
      expect((await client.registry.versionFiles(ref)).example).toBeNull();
    });
  });

  it.skipIf(process.platform === 'win32')('are none that a link leads to', () =>
    withVersion({}, async ({ client, folder }) => {
      symlinkSync(join(folder, 'MLmodel'), join(folder, 'input_example.json'));
      const { files, example } = await client.registry.versionFiles(ref);
      expect([files.map(({ path }) => path), example]).toEqual([['MLmodel'], null]);
    }),
  );

  it('cannot be told of a version whose files lie elsewhere', () =>
    withEngine(async ({ client }) => {
      await client.registry.create({ name: 'm' });
      await client.registry.createVersion({ name: 'm', source: 's3://bucket/model' });
      const failed = await failureOf(client.registry.versionFiles(ref));
      expect(failed).toMatchObject({ code: 'MODEL_NOT_RUNNABLE', data: { model: 'models:/m/1' } });
    }));
});
