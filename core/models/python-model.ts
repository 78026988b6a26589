import { existsSync } from 'node:fs';
import { isAbsolute, join, normalize } from 'node:path';
import * as z from 'zod';
import { StileError } from '#core/kernel/errors.ts';
import type { Json } from '#core/kernel/json.ts';
import { readMlmodel, type ModelSignature } from './mlmodel.ts';
import { textFlavor } from './model-files.ts';

/** What is known of a model that is no text model of Stile's own. */
interface LoggedModel {
  signature: ModelSignature | null;
  /** File of a request that the model's author gave as an example, below its folder; null when there is none. */
  example: string | null;
  /** Tells these files from others that are logged in their place later. */
  edition: string;
}

/** A model that ONNX Runtime runs, with no Python. */
export interface OnnxModel extends LoggedModel {
  /** Of the graph, below the folder. */
  file: string;
}

/** A model that runs in Python. */
export interface PythonModel extends LoggedModel {
  /** By name, as MLmodel has them. */
  flavors: Record<string, Json>;
  /** It can be loaded where MLflow is not installed: by scikit-learn alone, or by a loader of its own. */
  loadsWithoutMlflow: boolean;
}

export type ModelRuntime =
  | { kind: 'text' }
  /** `python`: the same model for Python, where ONNX Runtime turns out not to be able to load it; null when it has no such form. */
  | { kind: 'onnx'; model: OnnxModel; python: PythonModel | null }
  | { kind: 'python'; model: PythonModel };

/**
 * How a model folder is run: by Stile itself, by ONNX Runtime, or in Python.
 * @throws MODEL_DAMAGED; MODEL_NOT_RUNNABLE for a model that has none of these forms
 */
export async function readRuntime(folder: string): Promise<ModelRuntime> {
  const { info, flavors } = await readMlmodel(folder);
  if (flavors.has(textFlavor)) return { kind: 'text' };
  const python = flavors.get('python_function');
  const logged: LoggedModel = {
    signature: info.signature,
    example: existsSync(join(folder, exampleFile)) ? exampleFile : null,
    edition: [info.modelUuid, info.createdAt].join(' '),
  };
  const onnxFile = findOnnx(flavors);
  const hasSklearn = flavors.has('sklearn');
  const hasPython = python !== undefined || hasSklearn;
  if (onnxFile === null && !hasPython) throw notRunnable(folder, info.flavors);
  const named = python?.['loader_module'];
  const loader = typeof named === 'string' ? named : '';
  const model: PythonModel = {
    flavors: Object.fromEntries([...flavors].map(([name, settings]) => [name, toJson(settings)])),
    ...logged,
    loadsWithoutMlflow: hasSklearn || (loader !== '' && loader.split('.')[0] !== 'mlflow'),
  };
  if (onnxFile === null) return { kind: 'python', model };
  return { kind: 'onnx', model: { ...logged, file: onnxFile }, python: hasPython ? model : null };
}

/** The graph of the flavor `onnx`, unless Python code of the author's own is to run around it. */
function findOnnx(flavors: ReadonlyMap<string, Record<string, unknown>>): string | null {
  const loader = flavors.get('python_function')?.['loader_module'] ?? 'mlflow.onnx';
  const file = flavors.get('onnx')?.['data'];
  if (loader !== 'mlflow.onnx' || typeof file !== 'string') return null;
  // A file of a folder beside the model's is none of its files.
  return isAbsolute(file) || normalize(file).startsWith('..') ? null : file;
}

/** A body as `/invocations` takes it. */
const exampleFile = 'serving_input_example.json';

const json: z.ZodType<Json> = z.json();

/** Dates and the like, which YAML may hold, mean nothing to a loader. */
function toJson(settings: Record<string, unknown>): Json {
  const parts = Object.entries(settings).map(([key, value]) => [key, json.safeParse(value).data ?? null]);
  return Object.fromEntries(parts) as Json;
}

function notRunnable(folder: string, flavors: string[]): StileError {
  const shown = flavors.join(', ') || 'none';
  const remedy = 'Log it with a flavor that MLflow can load as python_function.';
  return new StileError(
    'MODEL_NOT_RUNNABLE',
    `The model in ${folder} cannot be run: it has neither a model of Stile nor the flavor onnx or python_function (flavors: ${shown}). ${remedy}`,
    { model: folder, flavors, remedy },
  );
}
