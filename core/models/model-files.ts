import { createHash } from 'node:crypto';
import { stringify } from 'yaml';
import type { Json } from '#core/kernel/json.ts';
import { mlmodelFile } from './mlmodel.ts';
import { pythonLoader, pythonLoaderModule } from './python-loader.ts';
import { referenceSchema, type ReferenceData } from './reference-data.ts';
import { textModelFormat, textModelSchema, type TextModel } from './text-model.ts';

export interface ModelFolderContent {
  model: TextModel;
  /** Null: batches of this model cannot be monitored against limits of its own. */
  reference: ReferenceData | null;
  /** A few texts as the model takes them. */
  inputExample: readonly string[];
  /** Milliseconds since 1970-01-01 UTC. */
  createdAt: number;
  /** 32 hex characters. */
  modelUuid: string;
  /** The tracking run that made the model. */
  runId?: string;
  /** The folder's path within the run's artifacts; `model` when left out. */
  artifactPath?: string;
  metadata?: Record<string, Json>;
}

/** The flavor that says: Stile itself can run this. */
export const textFlavor = 'stile_text';
export const modelFile = 'model.json';
export const referenceFile = 'reference.json';
export const exampleFile = 'input_example.json';
const servingExampleFile = 'serving_input_example.json';

/** What the loader was written for and tested with; it runs on every Python from 3.8 on. */
const pythonVersion = '3.11.9';

/** The files of a model folder by path, `MLmodel` last: without it there is no model. */
export function buildModelFiles(content: ModelFolderContent): Map<string, string> {
  const files = new Map([[modelFile, toJson(textModelSchema.parse(content.model))]]);
  if (content.reference !== null) files.set(referenceFile, toJson(referenceSchema.parse(content.reference)));
  const digests = [...files].map(([file, text]): [string, string] => [file, digestOf(text)]);
  const example = { columns: ['text'], data: content.inputExample.map((text) => [text]) };
  files.set(exampleFile, toJson(example));
  files.set(servingExampleFile, toJson({ dataframe_split: example }));
  files.set(`code/${pythonLoaderModule}.py`, pythonLoader);
  for (const [file, text] of buildEnvironment()) files.set(file, text);
  return files.set(mlmodelFile, toYaml(buildMlmodel(content, Object.fromEntries(digests))));
}

function buildMlmodel(content: ModelFolderContent, sha256: Record<string, string>): Record<string, Json> {
  const { runId, modelUuid, createdAt, artifactPath = 'model', metadata } = content;
  return {
    artifact_path: artifactPath,
    flavors: {
      python_function: {
        code: 'code',
        env: { conda: 'conda.yaml', virtualenv: 'python_env.yaml' },
        loader_module: pythonLoaderModule,
        python_version: pythonVersion,
      },
      [textFlavor]: { format: textModelFormat, model: modelFile, sha256 },
    },
    ...(metadata === undefined ? {} : { metadata }),
    model_uuid: modelUuid,
    ...(runId === undefined ? {} : { run_id: runId }),
    saved_input_example_info: {
      artifact_path: exampleFile,
      pandas_orient: 'split',
      serving_input_path: servingExampleFile,
      type: 'dataframe',
    },
    signature: {
      // Without a name, as MLflow infers it from a list of texts: with one, its clients would take frames alone.
      inputs: JSON.stringify([{ type: 'string', required: true }]),
      outputs: JSON.stringify([{ type: 'tensor', 'tensor-spec': { dtype: 'object', shape: [-1] } }]),
      params: JSON.stringify([{ name: 'probabilities', type: 'boolean', default: false, shape: null }]),
    },
    utc_time_created: toMlflowTime(createdAt),
  };
}

/** What Python needs to serve the folder with MLflow; reading it takes the standard library alone. */
function buildEnvironment(): [string, string][] {
  const requirement = 'mlflow>=2.9';
  const conda = {
    name: 'mlflow-env',
    channels: ['conda-forge'],
    dependencies: [`python=${pythonVersion}`, 'pip', { pip: [requirement] }],
  };
  const virtualenv = {
    python: pythonVersion,
    build_dependencies: ['pip', 'setuptools', 'wheel'],
    dependencies: ['-r requirements.txt'],
  };
  return [
    ['requirements.txt', `${requirement}\n`],
    ['conda.yaml', toYaml(conda)],
    ['python_env.yaml', toYaml(virtualenv)],
  ];
}

function toJson(value: Json): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}

/** Python reads YAML 1.1, in which a bare time is no text. */
function toYaml(value: Json): string {
  return stringify(value, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false });
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** `2026-11-20 22:41:07.512000`, as Python writes a UTC time. */
function toMlflowTime(ms: number): string {
  return new Date(ms).toISOString().replace('T', ' ').replace('Z', '000');
}
