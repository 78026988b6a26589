import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runStile, withHost, type Finished } from '#core/testing/programs.ts';
import { modelFiles } from '#core/testing/test-models.ts';
import { withFolder } from '#core/testing/with-engine.ts';

interface Made {
  model: { info: { model_id: string; artifact_uri: string } };
}

it('stile logged-model shows what a client has logged, and register makes it a version', () =>
  withFolder(async (folder) => {
    const workspace = join(folder, 'ws');
    await withHost(workspace, async ({ address }) => {
      const ask = (...args: string[]): Promise<Finished> => runStile([...args, '--workspace', workspace]);
      const { info } = await logModel(address);
      const id = info.model_id;
      const list = (await ask('logged-model', 'list', '--filter', "params.c = '1'")).stdout.split('\n');
      expect(list[1]).toMatch(new RegExp(`^${id}\tchurner\tREADY\t.*\t\t$`));
      expect((await ask('logged-model', 'list', '--run', 'none')).stdout.trim()).not.toContain(id);
      expect((await ask('logged-model', 'tag', id, 'checked=yes', 'a=b')).stdout).toMatch(
        /^Tag checked: +yes$/m,
      );
      expect((await ask('logged-model', 'untag', `models:/${id}`, 'a')).stdout).not.toContain('Tag a:');
      const made = await ask('model', 'register', 'churn', '--source', `models:/${id}`, '--json');
      expect(JSON.parse(made.stdout)).toMatchObject({
        modelId: id,
        flavors: ['stile_text', 'python_function'],
      });
      expect((await ask('logged-model', 'delete', id)).stdout).toContain(`Deleted the logged model ${id}`);
      expect((await ask('logged-model', 'show', id)).stdout).toMatch(/^Status: +READY, deleted$/m);
      expect((await ask('logged-model', 'show', 'm-none')).code).toBe(3);
    });
  }));

/** As MLflow 3 does it: made, uploaded, ready. */
async function logModel(address: string): Promise<Made['model']> {
  const send = async (method: string, path: string, body: string): Promise<unknown> => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${address}/api/2.0/${path}`, { method, headers, body });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return answer.json();
  };
  const message = { experiment_id: '0', name: 'churner', params: [{ key: 'c', value: '1' }] };
  const { model } = (await send('POST', 'mlflow/logged-models', JSON.stringify(message))) as Made;
  const place = model.info.artifact_uri.replace('mlflow-artifacts:/', '');
  for (const [path, text] of Object.entries(modelFiles())) {
    await send('PUT', `mlflow-artifacts/artifacts/${place}/${path}`, text);
  }
  await send('PATCH', `mlflow/logged-models/${model.info.model_id}`, '{"status":"LOGGED_MODEL_READY"}');
  return model;
}
