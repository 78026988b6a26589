import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import type { ModelVersion } from '#contract/registry.ts';
import { errorText, systemCode } from '#core/kernel/errors.ts';
import { parseJson } from '#core/kernel/json.ts';
import { damaged, modelFile } from './locate.ts';

/** What the files of a model say about it. */
export type ModelFacts = Pick<ModelVersion, 'signature' | 'flavors' | 'environment' | 'bytes'>;

/** Of a model whose files are not here. */
export const noFacts: ModelFacts = { signature: null, flavors: [], environment: [], bytes: null };

/**
 * Reads a model folder as MLflow writes it: MLmodel, and beside it requirements.txt and python_env.yaml.
 * @param uri how messages name the model
 * @throws MODEL_DAMAGED when MLmodel cannot be read
 */
export async function readModelFolder(folder: string, uri: string): Promise<ModelFacts> {
  const { flavors, signature } = await readModelFile(join(folder, modelFile), uri);
  return {
    signature: parseSignature(signature, uri),
    flavors: Object.keys(flavors),
    environment: [...(await readPython(folder)), ...(await readRequirements(folder))],
    bytes: await measureFolder(folder),
  };
}

/** Each part of a signature is a text of JSON, or null. */
const signaturePart = z.string().nullish();
const modelYaml = z.looseObject({
  flavors: z.record(z.string(), z.unknown()).default({}),
  signature: z
    .looseObject({ inputs: signaturePart, outputs: signaturePart, params: signaturePart })
    .nullish(),
});
type ModelYaml = z.infer<typeof modelYaml>;

/** A larger one is no MLmodel; in bytes. */
const maxModelFileBytes = 16_000_000;

async function readModelFile(file: string, uri: string): Promise<ModelYaml> {
  const { size } = await stat(file);
  if (size > maxModelFileBytes) throw damaged(uri, modelFile, `it has ${size} bytes`);
  const found = modelYaml.safeParse(parseYaml(await readFile(file, 'utf8'), uri));
  if (found.success) return found.data;
  const issue = found.error.issues[0];
  throw damaged(uri, modelFile, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'it cannot be read'}`);
}

function parseYaml(text: string, uri: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw damaged(uri, modelFile, `it is not YAML: ${errorText(error).split('\n')[0] ?? ''}`);
  }
}

function parseSignature(signature: ModelYaml['signature'], uri: string): ModelFacts['signature'] {
  if (signature == null) return null;
  const read = (part: 'inputs' | 'outputs' | 'params'): unknown => {
    const text = signature[part];
    if (text == null) return null;
    const value = parseJson(text);
    if (value === undefined) throw damaged(uri, modelFile, `signature.${part} is not JSON`);
    return value;
  };
  return { inputs: read('inputs'), outputs: read('outputs'), params: read('params') };
}

async function readRequirements(folder: string): Promise<ModelFacts['environment']> {
  const text = await readIfThere(join(folder, 'requirements.txt'));
  return text.split(/\r?\n/).flatMap((line) => parseRequirement(line) ?? []);
}

/**
 * One line of a requirements file (PEP 508): `scikit-learn==1.4.2` is 1.4.2, `numpy>=1.26,<3` keeps its limits, a bare
 * name has no version. Options, addresses and comments name no package.
 */
export function parseRequirement(line: string): { name: string; version: string } | null {
  const text =
    line
      .replace(/(^|\s)#.*$/, '')
      .split(';')[0]
      ?.trim() ?? '';
  const parts = /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*(.*)$/.exec(text);
  const [, name, spec = ''] = parts ?? [];
  if (name === undefined || !/^$|^\(?\s*[=<>!~]/.test(spec)) return null;
  const limits = spec.replace(/[()\s]/g, '');
  const exact = /^={2,3}([^,]+)$/.exec(limits)?.[1];
  return { name, version: exact ?? limits };
}

const pythonEnv = z.looseObject({ python: z.union([z.string(), z.number()]) });

async function readPython(folder: string): Promise<ModelFacts['environment']> {
  const text = await readIfThere(join(folder, 'python_env.yaml'));
  try {
    // Without the schema `3.10` would be the number 3.1.
    const found = pythonEnv.safeParse(parse(text, { schema: 'failsafe' }));
    return found.success ? [{ name: 'python', version: String(found.data.python) }] : [];
  } catch {
    return [];
  }
}

async function readIfThere(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return '';
    throw error;
  }
}

/** Bytes of all files; a link counts as nothing. */
async function measureFolder(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) bytes += (await stat(join(entry.parentPath, entry.name))).size;
  }
  return bytes;
}
