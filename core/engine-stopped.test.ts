import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failureOf } from '#core/testing/factories.ts';
import { withEngine } from '#core/testing/with-engine.ts';

describe('a stopped engine', () => {
  it('makes no copies of its workspace, and says why', () =>
    withEngine(async ({ client, engine, folder }) => {
      await engine.stop();
      const file = join(folder, 'copy.stile');
      for (const call of [() => client.workspace.backup({}), () => client.workspace.export({ file })]) {
        expect(await failureOf(call())).toMatchObject({ code: 'ENGINE_STOPPING' });
      }
      expect(readdirSync(folder)).toEqual(['workspace']);
    }));
});
