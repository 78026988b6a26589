import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { runStile, type Finished } from '#core/testing/programs.ts';
import { withFolder } from '#core/testing/with-engine.ts';
import type { DemoReport } from './cli/demo-story.ts';

const command = join(import.meta.dirname, '..', '..', 'dist', 'cli.cjs');
const budgetSeconds = 30;

/** Why no network namespace can be made here; null when it works. */
function whyNoNamespace(): string | null {
  if (process.platform !== 'linux') return 'network namespaces are a thing of Linux';
  return spawnSync('unshare', ['-rn', 'true']).status === 0 ? null : 'this user may not make a namespace';
}

/** The story as it must go, whatever is missing on the machine. */
function checkStory({ code, stdout, stderr }: Finished): DemoReport {
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  const report = JSON.parse(stdout) as DemoReport;
  expect(report.problems).toEqual([]);
  expect(report.alerts.clean).toBe(0);
  expect(report.alerts.drift).toBeGreaterThan(0);
  expect(report.alerts.afterRetraining).toBe(0);
  expect(report.champion).toEqual({ first: 1, retrained: 2, afterRollback: 1 });
  const { first, retrained } = report.accuracies;
  expect(first['heldout']?.accuracy).toBeGreaterThan(0.8);
  expect(first['heldout']?.accuracy).toBeLessThan(0.95);
  expect(retrained['drift_heldout']?.accuracy).toBeGreaterThan(first['drift_heldout']?.accuracy ?? 1);
  expect(report.seconds['total']).toBeLessThan(budgetSeconds);
  return report;
}

describe('the demo', { timeout: 120_000 }, () => {
  it('plays the whole story with an empty PATH, and asks over HTTP', () =>
    withFolder(async (folder) => {
      const args = ['demo', join(folder, 'demo'), '--json'];
      const report = checkStory(await runStile(args, { env: { PATH: '' } }));
      expect(report.answer.over).toContain('HTTP');
      expect(report.answer.version).toBe(1);
      process.stdout.write(`demo, empty PATH: ${JSON.stringify(report.seconds)}\n`);
    }));

  const reason = whyNoNamespace();
  it.skipIf(reason !== null)(
    `plays it without a network${reason === null ? '' : `: NOT RUN, ${reason}`}`,
    () =>
      withFolder(async (folder) => {
        const args = ['-rn', process.execPath, command, 'demo', join(folder, 'demo'), '--json'];
        const child = spawn('unshare', args, { stdio: ['ignore', 'pipe', 'pipe'] });
        const [stdout, stderr, [code]] = await Promise.all([
          text(child.stdout),
          text(child.stderr),
          once(child, 'exit') as Promise<[number | null]>,
        ]);
        const report = checkStory({ code, stdout, stderr });
        process.stdout.write(`demo, no network: ${JSON.stringify(report.seconds)}\n`);
      }),
  );

  it('makes no workspace in a folder that holds something', () =>
    withFolder(async (folder) => {
      const first = await runStile(['new', join(folder, 'w')]);
      expect(first.code).toBe(0);
      const { code, stderr } = await runStile(['demo', join(folder, 'w')]);
      expect(code).toBe(1);
      expect(stderr).toContain('is not empty');
      expect(existsSync(join(folder, 'w', 'pipelines', 'train.yaml'))).toBe(false);
    }));
});
