import { existsSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { describe, expect, it } from 'vitest';
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
