import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildShellPaths } from './program-paths.ts';

describe('where the app lies', () => {
  it('finds resources in dist in a checkout and beside the archive in an installed app', () => {
    const shellFolder = resolve('/app/dist/electron');
    expect(buildShellPaths(shellFolder, null)).toEqual({
      renderer: resolve('/app/dist/renderer'),
      preload: resolve('/app/dist/electron/preload.cjs'),
      engine: resolve('/app/dist/engine-process.cjs'),
      commands: resolve('/app/dist/cli.cjs'),
      resources: resolve('/app/dist/resources'),
    });
    expect(buildShellPaths(shellFolder, resolve('/opt/Stile/resources')).resources).toBe(
      join(resolve('/opt/Stile/resources'), 'resources'),
    );
  });
});
