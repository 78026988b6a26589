import { expect, it } from 'vitest';
import { createTestRun } from '#core/testing/factories.ts';
import { withEngine } from '#core/testing/with-engine.ts';

it('uploads into a new folder at the same moment do not take each other for another case of the name', () =>
  withEngine(async ({ client }) => {
    const { runId } = await createTestRun(client);
    const names = Array.from({ length: 40 }, (_, n) => `model/part ${n % 4}/file ${n}`);
    await Promise.all(
      names.map((path) =>
        client.artifacts.write({ runId, path, offset: 0, chunk: new File([path], 'x'), last: true }),
      ),
    );
    const folders = (await client.artifacts.list({ runId, path: 'model' })).files;
    expect(folders.map(({ path }) => path)).toEqual([0, 1, 2, 3].map((n) => `model/part ${n}`));
  }));
