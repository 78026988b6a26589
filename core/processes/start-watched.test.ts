import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withFolder } from '#core/testing/with-engine.ts';
import { startWatched, type WatchedStart } from './start-watched.ts';

/** Node with a script stands for a program. */
const start = (script: string): Promise<WatchedStart> =>
  withFolder((cwd) =>
    startWatched({ command: process.execPath, args: ['-e', script], cwd, env: {}, watchMs: 20_000 }),
  );

it('a program that ends at once is told by its last words, however much it has said', async () => {
  const much = `const { ftruncateSync, writeSync } = require('node:fs');
    ftruncateSync(2, 3 * 2 ** 30);
    writeSync(2, '\\nthe last words\\n', 3 * 2 ** 30);
    process.exit(4);`;
  expect(await start(much)).toEqual({
    kind: 'failed',
    lastWords: expect.stringMatching(/the last words$/),
    end: 'exit code 4',
  });
  expect(await start('process.exit(0)')).toEqual({ kind: 'done' });
  expect(await start('process.exit(5)')).toEqual({ kind: 'failed', lastWords: '', end: 'exit code 5' });
});

it('a program that is not there is told', () =>
  withFolder(async (cwd) => {
    expect(await startWatched({ command: join(cwd, 'none'), args: [], cwd, env: {} })).toMatchObject({
      ...{ kind: 'not_started', problem: expect.stringContaining('ENOENT') },
    });
  }));
