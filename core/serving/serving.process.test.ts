import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runStile, withHost } from '#core/testing/programs.ts';
import { withFolder } from '#core/testing/with-engine.ts';

describe('a host', () => {
  it('says where models answer, and the command shows it', () =>
    withFolder((folder) =>
      withHost(join(folder, 'w'), async ({ scoring, workspace }) => {
        expect(scoring).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
        expect((await fetch(`${scoring ?? ''}/ping`)).status).toBe(404);
        const { code, stdout } = await runStile(['endpoint', 'status', '--json', '--workspace', workspace]);
        expect(code).toBe(0);
        expect(JSON.parse(stdout)).toMatchObject({ state: 'no_model', address: scoring });
      }),
    ));
});
