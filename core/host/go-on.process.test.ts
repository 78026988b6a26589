import { existsSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { buildWorkspacePaths } from '#core/kernel/workspace-paths.ts';
import { readEngineFile } from '#core/store/workspace-lock.ts';
import { runStile, withHost } from '#core/testing/programs.ts';
import { withFolder } from '#core/testing/with-engine.ts';
import { sendRaw } from '#core/testing/with-http-host.ts';

const backupAnswer = z.object({ file: z.string(), bytes: z.number() });
const restoreAnswer = z.object({ replaced: z.string() });

async function askStile(workspace: string, ...args: string[]): Promise<unknown> {
  const { code, stdout, stderr } = await runStile([...args, '--workspace', workspace, '--json']);
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
}

/** How often nobody held a lock, tried with hardly a pause. */
async function countFreeMoments(file: string, ms: number): Promise<number> {
  const started = performance.now();
  const db = new Database(file, { timeout: 0 });
  let free = 0;
  while (performance.now() - started < ms) {
    for (let n = 0; n < 50; n++) {
      try {
        db.exec('BEGIN EXCLUSIVE; ROLLBACK');
        free++;
      } catch {
        continue;
      }
    }
    await nextTurn();
  }
  db.close();
  return free;
}

describe('a host that goes on', () => {
  it('restores a backup by command, at the same address and for the browsers that were let in', () =>
    withFolder(async (folder) => {
      const workspace = join(folder, 'w');
      await withHost(workspace, async (host) => {
        const entry = new URL(host.url);
        const entered = await sendRaw(host.address, entry.pathname + entry.search);
        const cookie = entered.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
        const { file } = backupAnswer.parse(await askStile(workspace, 'backup', 'now'));
        await askStile(workspace, 'experiment', 'create', 'lost');

        const answer = restoreAnswer.parse(await askStile(workspace, 'backup', 'restore', file));
        expect(existsSync(answer.replaced)).toBe(true);
        expect(await askStile(workspace, 'experiment', 'list')).toMatchObject({
          experiments: [{ name: 'Default' }],
        });
        expect(await askStile(workspace, 'backup', 'list')).toMatchObject({
          lastStart: { restored: { file, replaced: answer.replaced }, failure: null, wasKilled: false },
        });
        expect(await askStile(workspace, 'info')).toMatchObject({ trackingUri: host.address, pid: host.pid });
        const page = await sendRaw(host.address, '/', { headers: { cookie } });
        expect(page.status).toBe(200);

        // What was put aside is a backup like any other: the restore is taken back with it.
        await askStile(workspace, 'backup', 'restore', answer.replaced);
        expect(await askStile(workspace, 'experiment', 'list')).toMatchObject({
          experiments: expect.arrayContaining([expect.objectContaining({ name: 'lost' })]),
        });
      });
    }));

  it('lets nobody in between: the workspace stays locked until the next engine has it', () =>
    withFolder(async (folder) => {
      const workspace = join(folder, 'w');
      const paths = buildWorkspacePaths(workspace);
      await withHost(workspace, async (host) => {
        const { file } = backupAnswer.parse(await askStile(workspace, 'backup', 'now'));
        const asked = await sendRaw(host.address, '/rpc/workspace/restore', {
          method: 'POST',
          headers: {
            authorization: `Bearer ${readEngineFile(paths)?.rpcToken}`,
            'content-type': 'application/json',
          },
          body: JSON.stringify({ json: { backup: file } }),
        });
        expect(asked.status).toBe(200);
        expect(await countFreeMoments(paths.lock, 2000)).toBe(0);
        expect(await askStile(workspace, 'backup', 'list')).toMatchObject({
          lastStart: { restored: { file }, failure: null },
        });
      });
    }));

  it('opens another workspace by command, and stays where it cannot', () =>
    withFolder(async (folder) => {
      const [first, second] = [join(folder, 'first'), join(folder, 'second')];
      await withHost(first, async (host) => {
        await askStile(first, 'workspace', 'open', second);
        expect(await askStile(second, 'info')).toMatchObject({ pid: host.pid, trackingUri: host.address });
        expect(existsSync(join(first, 'engine.json'))).toBe(false);

        // A database that is cut short looks fit from outside, and cannot be opened.
        truncateSync(join(first, 'stile.db'), 100);
        const { code } = await runStile(['workspace', 'open', first, '--workspace', second]);
        expect(code).toBe(4);
        expect(await askStile(second, 'backup', 'list')).toMatchObject({
          lastStart: { failure: { code: 'WORKSPACE_DAMAGED' } },
        });
        expect(await askStile(second, 'info')).toMatchObject({ pid: host.pid });
      });
    }));
});
