import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTestRun } from '#core/testing/factories.ts';
import { withEngine } from '#core/testing/with-engine.ts';
import { isWhole } from './backups.ts';
import { importWorkspace } from './import.ts';

describe('copies that are asked for at the same moment', () => {
  it('are both whole: backups', () =>
    withEngine(async ({ client }) => {
      await createTestRun(client);
      const made = await Promise.all([1, 2, 3].map(() => client.workspace.backup({})));
      for (const { file, bytes } of made) {
        expect(bytes).toBeGreaterThan(0);
        expect(isWhole(file)).toBe(true);
      }
    }));

  it('are both whole: exports to one file', () =>
    withEngine(async ({ client, folder }) => {
      await createTestRun(client);
      const file = join(folder, 'copy.stile');
      await Promise.all([1, 2].map(() => client.workspace.export({ file, overwrite: true })));
      expect(await importWorkspace(file, join(folder, 'imported'))).toMatchObject({ files: 1 });
    }));
});
