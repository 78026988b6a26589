import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestEngine } from './engine.ts';

/** A model as MLflow's Python logs it: its files below the folder by path. */
export type LoggedFiles = Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>;

/** What a model of churn says of itself; no Python is needed to read it. */
export const churnFiles: LoggedFiles = {
  'model.pkl': 'not opened by anybody here',
  // A file that is nowhere: no network is asked for it, and no Python has it.
  'requirements.txt':
    'mlflow==3.17.2\nstile-has-no-such-package @ file:///nowhere/none-1.0-py3-none-any.whl\n',
  'python_env.yaml': 'python: 3.11.7\ndependencies:\n- -r requirements.txt\n',
  'serving_input_example.json': JSON.stringify({
    dataframe_split: {
      columns: ['age', 'balance', 'country', 'is_member'],
      data: [
        [23, 120.5, 'SE', true],
        [45, 3400.0, 'NO', false],
        [31, 560.25, 'DK', true],
      ],
    },
  }),
  MLmodel: `flavors:
  python_function: { loader_module: mlflow.sklearn, model_path: model.pkl, python_version: 3.11.7 }
  sklearn: { pickled_model: model.pkl, sklearn_version: 1.9.1 }
mlflow_version: 3.17.2
signature:
  inputs: '[{"type": "long", "name": "age", "required": true}, {"type": "double", "name": "balance", "required": true}, {"type": "string", "name": "country", "required": true}, {"type": "boolean", "name": "is_member", "required": false}]'
  outputs: '[{"type": "tensor", "tensor-spec": {"dtype": "str", "shape": [-1]}}]'
  params: '[{"name": "threshold", "default": 0.5, "shape": null, "type": "double"}]'
`,
};

/** A classifier of ONNX, as `mlflow.onnx.log_model` logs it. */
export function onnxFiles(): LoggedFiles {
  const fixture = join(import.meta.dirname, '../../core/serving/onnx/fixtures/columns.onnx');
  return {
    'model.onnx': new Uint8Array(readFileSync(fixture)),
    MLmodel: `flavors:
  onnx: { data: model.onnx, onnx_version: 1.23.2 }
  python_function: { loader_module: mlflow.onnx, data: model.onnx }
mlflow_version: 3.17.2
signature:
  inputs: '[{"type": "float", "name": "age", "required": true}, {"type": "float", "name": "income", "required": true}, {"type": "string", "name": "country", "required": true}]'
`,
  };
}

/** Logs a model over MLflow's REST and registers it, as `log_model(registered_model_name=...)` does. */
export async function seedPythonModel(
  { client, address }: Pick<TestEngine, 'client' | 'address'>,
  name: string,
  files: LoggedFiles,
): Promise<{ modelId: string; runId: string }> {
  const { trackingUri } = await client.system.info({});
  const root = `${trackingUri ?? address}/api/2.0`;
  const { experiment_id } = await call(root, 'POST', 'experiments/create', { name });
  const made = await call(root, 'POST', 'runs/create', {
    experiment_id,
    run_name: 'plover-12',
    start_time: 1,
  });
  const runId = (made['run'] as { info: { run_id: string } }).info.run_id;
  const logged = await call(root, 'POST', 'logged-models', {
    experiment_id,
    name: 'model',
    source_run_id: runId,
  });
  const modelId = (logged['model'] as { info: { model_id: string } }).info.model_id;
  for (const [path, text] of Object.entries(files)) {
    const file = `${root}/mlflow-artifacts/artifacts/${String(experiment_id)}/models/${modelId}/artifacts/${path}`;
    await send(file, 'PUT', text);
  }
  await call(root, 'PATCH', `logged-models/${modelId}`, { model_id: modelId, status: 'LOGGED_MODEL_READY' });
  await call(root, 'POST', 'registered-models/create', { name });
  const source = `models:/${modelId}`;
  await call(root, 'POST', 'model-versions/create', { name, source, run_id: runId, model_id: modelId });
  return { modelId, runId };
}

async function call(
  root: string,
  method: string,
  path: string,
  body: object,
): Promise<Record<string, unknown>> {
  const answer = await send(`${root}/mlflow/${path}`, method, JSON.stringify(body));
  return (await answer.json()) as Record<string, unknown>;
}

async function send(url: string, method: string, body: LoggedFiles[string]): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'user-agent': 'mlflow-python-client/3.17.2' };
  const answer = await fetch(url, { method, headers, body });
  if (!answer.ok) throw new Error(`${method} ${url}: ${String(answer.status)} ${await answer.text()}`);
  return answer;
}
