import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withFolder } from '#core/testing/with-engine.ts';
import { readRequirements } from './task-requirements.ts';
import { createFakeInterpreter } from './testing.ts';

const machine = { platform: 'linux', env: {} } as const;

describe('the requirements of a task', () => {
  it.each([
    ['python.pyproject', { pyproject: '.' }, 'uv.lock'],
    ['python.pyproject', { pyproject: '.' }, 'pyproject.toml'],
    ['python.requirements', { requirements: 'needs.txt' }, 'needs.txt'],
  ])('are refused by %s %o where %s is there and cannot be read', (field, spec, file) =>
    withFolder(async (folder) => {
      writeFileSync(join(folder, 'pyproject.toml'), '[project]\nname = "x"\nversion = "1"\n');
      rmSync(join(folder, file), { force: true });
      mkdirSync(join(folder, file));
      const tools = { base: createFakeInterpreter({ path: '/nowhere/python3' }), uv: '/nowhere/uv' };
      await expect(readRequirements(machine, folder, spec, tools)).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
        data: { field, rule: expect.stringContaining('it cannot be read') as string },
      });
    }),
  );
});
