import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTestRun } from '#core/testing/factories.ts';
import { readTree } from '#core/testing/tree.ts';
import { withEngine } from '#core/testing/with-engine.ts';
import { importWorkspace } from './import.ts';

describe('an export', () => {
  it('of the longest artifact path that is taken can be imported', () =>
    withEngine(async ({ client, folder }) => {
      const { runId } = await createTestRun(client);
      const path = `${'folder åäö/'.repeat(90)}model.bin`;
      const chunk = new File(['weights'], 'x');
      await client.artifacts.write({ runId, path, offset: 0, chunk, last: true });
      const file = join(folder, 'copy.stile');
      await client.workspace.export({ file });
      expect(await importWorkspace(file, join(folder, 'imported'))).toMatchObject({ files: 2 });
      const artifacts = readTree(join(folder, 'imported', 'artifacts'));
      expect(Object.keys(artifacts)).toContain(`0/${runId}/artifacts/${path}`);
    }));
});
