import type { EngineClient, Inputs } from '#contract/procedures.ts';
import type { ModelVersion } from '#contract/registry.ts';
import { createTestRun } from './factories.ts';

/** A model folder as MLflow writes it, file by file; `overrides` replaces files, null leaves one out. */
export function modelFiles(overrides: Record<string, string | null> = {}): Record<string, string> {
  const files: Record<string, string | null> = {
    MLmodel: [
      'artifact_path: model',
      'flavors:',
      '  stile_text: { data: model.json }',
      '  python_function: { loader_module: stile, data: . }',
      'signature:',
      `  inputs: '[{"type": "string", "name": "text", "required": true}]'`,
      `  outputs: '[{"type": "string", "name": "label", "required": true}]'`,
      '  params: null',
    ].join('\n'),
    'model.json': '{"labels":["bad","good"]}',
    'requirements.txt': '# packages\nscikit-learn==1.4.2\nnumpy[extra] >= 1.26, < 3\npandas\n-r other.txt\n',
    'python_env.yaml': 'python: 3.10\nbuild_dependencies:\n- pip==23.0\n',
    ...overrides,
  };
  return Object.fromEntries(
    Object.entries(files).flatMap(([path, text]) => (text === null ? [] : [[path, text]])),
  );
}

/** A run with a model folder under `model/`. */
export async function createModelRun(
  client: EngineClient,
  files: Record<string, string | Uint8Array<ArrayBuffer>> = modelFiles(),
): Promise<string> {
  const { runId } = await createTestRun(client);
  for (const [path, text] of Object.entries(files)) {
    await client.artifacts.write({
      runId,
      path: `model/${path}`,
      offset: 0,
      last: true,
      chunk: new File([text], path),
    });
  }
  return runId;
}

/** The next version of a model; the model and, without a source, a run with files are made where needed. */
export async function createTestVersion(
  client: EngineClient,
  name: string,
  overrides: Partial<Inputs['registry']['createVersion']> = {},
): Promise<ModelVersion> {
  const { models } = await client.registry.list({});
  if (!models.some((model) => model.name === name)) await client.registry.create({ name });
  const source = overrides.source ?? `runs:/${await createModelRun(client)}/model`;
  return client.registry.createVersion({ name, ...overrides, source });
}

/** A version whose files lie elsewhere: quick, for tests that need numbers only. */
export function createRemoteVersion(client: EngineClient, name: string): Promise<ModelVersion> {
  return createTestVersion(client, name, { source: 's3://models/sentiment' });
}
