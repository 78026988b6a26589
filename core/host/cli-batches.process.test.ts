import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runStile, withHost } from '#core/testing/programs.ts';
import { withFolder } from '#core/testing/with-engine.ts';

/** Runs a command with --json; answers its document and exit code. */
async function ask(workspace: string, ...args: string[]) {
  const { code, stdout, stderr } = await runStile([...args, '--json', '--workspace', workspace]);
  if (stdout === '') throw new Error(`stile ${args.join(' ')} printed nothing: ${stderr}`);
  return { code, json: JSON.parse(stdout) as Record<string, unknown> };
}

it('batches and alerts from the command line: scored, checked, labelled, acknowledged, resolved', () =>
  withFolder(async (folder) => {
    const workspace = join(folder, 'w');
    expect((await runStile(['new', 'workshop', workspace])).code).toBe(0);
    await withHost(workspace, async () => {
      expect((await ask(workspace, 'pipeline', 'run', 'train')).code).toBe(0);

      const scored = await ask(workspace, 'batch', 'predict', 'sentiment_classifier', 'drift_warehouse');
      expect(scored.json).toMatchObject({ batchId: 1, modelVersion: 1, rows: 360, checks: [] });
      const checked = await ask(workspace, 'batch', 'monitor', '1');
      expect(checked.code).toBe(1);
      expect(checked.json['alertIds']).not.toEqual([]);

      const shown = await runStile(['batch', 'show', '1', '--workspace', workspace]);
      expect(shown.stdout).toContain('drift_warehouse');
      const rows = await ask(workspace, 'batch', 'rows', '1', '--order', 'oov', '--max-results', '3');
      expect(rows.json['rows']).toHaveLength(3);
      expect((await ask(workspace, 'batch', 'label', '1', '0=positive')).code).toBe(0);
      expect((await ask(workspace, 'batch', 'label', '1', '9999=positive')).code).not.toBe(0);
      expect((await ask(workspace, 'batch', 'list')).json['batches']).toHaveLength(1);

      const open = (await ask(workspace, 'alert', 'list')).json['alerts'] as {
        alertId: number;
        signal: string;
      }[];
      const { alertId } = open.find(({ signal }) => signal === 'oov_share') ?? { alertId: 0 };
      const evidence = await ask(workspace, 'alert', 'show', String(alertId));
      expect(evidence.json).toMatchObject({ state: 'firing', evidence: { source: 'drift_warehouse' } });
      expect((await ask(workspace, 'alert', 'ack', String(alertId), '--note', 'mine')).json).toMatchObject({
        state: 'acknowledged',
        acknowledged: { note: 'mine' },
      });
      const resolved = await ask(workspace, 'alert', 'resolve', String(alertId), '--reason', 'looked at');
      expect(resolved.json).toMatchObject({
        state: 'resolved',
        resolved: { reason: 'looked at', kind: 'manual' },
      });
      const left = (await ask(workspace, 'alert', 'list')).json['alerts'] as unknown[];
      expect(left).toHaveLength(open.length - 1);
    });
  }));
