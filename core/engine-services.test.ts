import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { withEngine } from '#core/testing/with-engine.ts';

it.each<Record<string, string>>([{}, { HOME: '' }, { HOME: '.' }])(
  'a workspace brings no command for an editor, whatever of a home folder is named: %j',
  (env) =>
    withEngine(
      async ({ client, engine }) => {
        const { root } = engine.ctx.paths;
        const file = join(root, '.local', 'state', 'stile', 'editor.json');
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, '{"choice":{"kind":"command","command":"brought-along {file}"}}');
        expect(JSON.stringify((await client.editor.get({})).choice)).not.toContain('brought-along');
      },
      { env },
    ),
);
