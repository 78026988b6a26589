import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import type { ModelVersion } from '#contract/registry.ts';
import { hasCode, systemCode } from '#core/kernel/errors.ts';
import { readModelInfo, type ModelInfo } from '#core/models/index.ts';
import { damaged } from './locate.ts';

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
  const { flavors, signature } = await readInfo(folder, uri);
  return {
    signature,
    flavors,
    environment: [...(await readPython(folder)), ...(await readRequirements(folder))],
    bytes: await measureFolder(folder),
  };
}

async function readInfo(folder: string, uri: string): Promise<ModelInfo> {
  try {
    return await readModelInfo(folder);
  } catch (error) {
    if (!hasCode(error, 'MODEL_DAMAGED')) throw error;
    throw damaged(uri, error.data.file, error.data.problem);
  }
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
    const found = pythonEnv.safeParse(parse(text, { schema: 'failsafe', logLevel: 'error' }));
    return found.success ? [{ name: 'python', version: String(found.data.python) }] : [];
  } catch {
    return [];
  }
}

/** Bytes; a list of packages has some hundred. */
const maxTextBytes = 1_000_000;

/** Empty when it is missing, no plain file, which a link is not either, or too large for what it is called. */
async function readIfThere(file: string): Promise<string> {
  try {
    const info = await lstat(file);
    return !info.isFile() || info.size > maxTextBytes ? '' : await readFile(file, 'utf8');
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
