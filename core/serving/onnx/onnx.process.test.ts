import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runStile, startHost } from '#core/testing/programs.ts';
import { withFolder } from '#core/testing/with-engine.ts';

it('the built engine answers with a model of ONNX where there is no Python', () =>
  withFolder(async (folder) => {
    const workspace = join(folder, 'w');
    const host = await startHost(['--workspace', workspace, '--port', '0'], { env: { PATH: '/nowhere' } });
    const stile = async (...args: string[]): Promise<string> => {
      const { code, stdout, stderr } = await runStile([...args, '--workspace', workspace], { cwd: folder });
      if (code !== 0) throw new Error(`${args.join(' ')}: ${stdout}${stderr}`);
      return stdout;
    };
    try {
      copyFileSync(join(import.meta.dirname, 'fixtures', 'regression.onnx'), join(folder, 'model.onnx'));
      writeFileSync(join(folder, 'MLmodel'), 'flavors: { onnx: { data: model.onnx } }\n');
      const { runId } = JSON.parse(await stile('run', 'create', '--json')) as { runId: string };
      for (const file of ['MLmodel', 'model.onnx']) await stile('artifact', 'put', runId, file, 'model/');
      await stile('model', 'register', 'sums', '--source', `runs:/${runId}/model`);
      writeFileSync(join(folder, 'rows.json'), '[[3, 1], [0, 2]]');
      const said = await stile('model', 'predict', 'models:/sums/1', '--rows', 'rows.json', '--json');
      // 2 a - b, as the fixture's script has it.
      const { predictions } = JSON.parse(said) as { predictions: { label: string }[] };
      expect(predictions.map(({ label }) => Math.round(Number(label) * 1e4) / 1e4)).toEqual([5, -2]);
    } finally {
      await host.end('SIGTERM');
    }
  }));
