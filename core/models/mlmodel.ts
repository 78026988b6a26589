import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import * as z from 'zod';
import { errorText, StileError, systemCode } from '#core/kernel/errors.ts';
import { isDeeperThan, parseJson, type Json } from '#core/kernel/json.ts';

/** What goes in and comes out of a model, as MLflow describes it: each part is parsed JSON, null when it is not said. */
export interface ModelSignature {
  inputs: Json;
  outputs: Json;
  params: Json;
}

/** What the file `MLmodel` says. */
export interface ModelInfo {
  /** Ways to load the model, by name: `python_function`, `sklearn`, `stile_text`. */
  flavors: string[];
  signature: ModelSignature | null;
  runId: string | null;
  modelUuid: string | null;
  /** UTC, as written: `2026-11-20 22:41:07.512345`. */
  createdAt: string | null;
  artifactPath: string | null;
  mlflowVersion: string | null;
  metadata: Json;
}

/** The same with the flavors' own settings. */
export interface Mlmodel {
  info: ModelInfo;
  flavors: Map<string, Record<string, unknown>>;
}

export const mlmodelFile = 'MLmodel';

/**
 * Reads `MLmodel` of a model folder of any kind.
 * @throws MODEL_DAMAGED naming the file when it is missing or no MLmodel
 */
export async function readModelInfo(folder: string): Promise<ModelInfo> {
  return (await readMlmodel(folder)).info;
}

/** @throws MODEL_DAMAGED */
export async function readMlmodel(folder: string): Promise<Mlmodel> {
  const parsed = parseYaml(folder, await readMlmodelText(folder));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw modelDamaged(folder, mlmodelFile, `"${issue?.path.join('.')}" is not as MLflow writes it`);
  }
  const file = parsed.data;
  const flavors = new Map(Object.entries(file.flavors).map(([name, settings]) => [name, settings ?? {}]));
  const info: ModelInfo = {
    flavors: [...flavors.keys()],
    signature: readSignature(folder, file.signature ?? null),
    runId: file.run_id ?? null,
    modelUuid: file.model_uuid ?? null,
    createdAt: file.utc_time_created ?? null,
    artifactPath: file.artifact_path ?? null,
    mlflowVersion: file.mlflow_version ?? null,
    metadata: file.metadata ?? null,
  };
  return { info, flavors };
}

/** Columns may hold lists of objects of lists, but not a hundred of them in each other. */
const maxDepth = 100;

/** Bytes. A signature of ten thousand columns has less than one million. */
const maxBytes = 4_000_000;

async function readMlmodelText(folder: string): Promise<string> {
  const found = await stat(join(folder, mlmodelFile)).catch(() => null);
  if (found !== null && found.size > maxBytes) {
    const problem = `it has ${found.size} bytes, more than the ${maxBytes} that one may have`;
    throw modelDamaged(folder, mlmodelFile, problem);
  }
  return readModelFile(folder, mlmodelFile);
}

/** The text of one file of a model folder. */
export async function readModelFile(folder: string, file: string): Promise<string> {
  try {
    return await readFile(join(folder, file), 'utf8');
  } catch (error) {
    const code = systemCode(error);
    const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
    throw modelDamaged(folder, file, isMissing ? 'it is missing' : `it cannot be read (${code})`, error);
  }
}

export function modelDamaged(folder: string, file: string, problem: string, cause?: unknown): StileError {
  const remedy = 'Restore the folder from a backup or from where it was copied, or train the model again.';
  return new StileError(
    'MODEL_DAMAGED',
    `The model in ${folder} cannot be used: ${file}: ${problem}. ${remedy}`,
    { model: folder, file, problem, remedy },
    cause,
  );
}

const json: z.ZodType<Json> = z.json();
/** YAML reads an unquoted date or number as such: both are meant as text here. */
const word = z.union([z.string(), z.number().transform(String)]).nullish();
const signatureSchema = z.object({
  inputs: z.string().nullish(),
  outputs: z.string().nullish(),
  params: z.string().nullish(),
});
const mlmodelSchema = z.object({
  flavors: z.record(z.string(), z.record(z.string(), z.unknown()).nullable()),
  signature: signatureSchema.nullish(),
  run_id: word,
  model_uuid: word,
  utc_time_created: word,
  artifact_path: word,
  mlflow_version: word,
  metadata: json.nullish(),
});

/** Tags such as `!!python/object` are names here, not orders; what nests without end runs into the stack's. */
function parseYaml(folder: string, text: string): ReturnType<typeof mlmodelSchema.safeParse> {
  try {
    const document = parseDocument(text, { logLevel: 'error' });
    const [problem] = document.errors;
    if (problem) throw problem;
    return mlmodelSchema.safeParse(document.toJS({ maxAliasCount: 100 }));
  } catch (error) {
    throw modelDamaged(folder, mlmodelFile, `it is no YAML (${firstLine(errorText(error))})`, error);
  }
}

function readSignature(
  folder: string,
  signature: z.infer<typeof signatureSchema> | null,
): ModelSignature | null {
  if (signature === null) return null;
  const read = (part: 'inputs' | 'outputs' | 'params'): Json => {
    const text = signature[part] ?? null;
    if (text === null) return null;
    const value = parseJson(text);
    if (value === undefined || isDeeperThan(maxDepth, value))
      throw modelDamaged(folder, mlmodelFile, `"signature.${part}" is no JSON`);
    return value;
  };
  return { inputs: read('inputs'), outputs: read('outputs'), params: read('params') };
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
