import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { StileError } from '#core/kernel/errors.ts';
import type { Json } from '#core/kernel/json.ts';
import { readMlmodel, type ModelSignature } from './mlmodel.ts';
import { textFlavor } from './model-files.ts';

/** A model that runs in Python. */
export interface PythonModel {
  /** By name, as MLmodel has them. */
  flavors: Record<string, Json>;
  signature: ModelSignature | null;
  /** File of a request that the model's author gave as an example, below its folder; null when there is none. */
  example: string | null;
  /** It can be loaded where MLflow is not installed: by scikit-learn alone, or by a loader of its own. */
  loadsWithoutMlflow: boolean;
}

/**
 * How a model folder is run: by Stile itself, or in Python.
 * @throws MODEL_DAMAGED; MODEL_NOT_RUNNABLE for a model that has neither form
 */
export async function readRuntime(
  folder: string,
): Promise<{ kind: 'text' } | { kind: 'python'; model: PythonModel }> {
  const { info, flavors } = await readMlmodel(folder);
  if (flavors.has(textFlavor)) return { kind: 'text' };
  const python = flavors.get('python_function');
  const hasSklearn = flavors.has('sklearn');
  if (python === undefined && !hasSklearn) throw notRunnable(folder, info.flavors);
  const named = python?.['loader_module'];
  const loader = typeof named === 'string' ? named : '';
  const model: PythonModel = {
    flavors: Object.fromEntries([...flavors].map(([name, settings]) => [name, toJson(settings)])),
    signature: info.signature,
    example: existsSync(join(folder, exampleFile)) ? exampleFile : null,
    loadsWithoutMlflow: hasSklearn || (loader !== '' && loader.split('.')[0] !== 'mlflow'),
  };
  return { kind: 'python', model };
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
    `The model in ${folder} cannot be run: it has neither a model of Stile nor the flavor python_function (flavors: ${shown}). ${remedy}`,
    { model: folder, flavors, remedy },
  );
}
