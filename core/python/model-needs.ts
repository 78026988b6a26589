import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { systemCode } from '#core/kernel/errors.ts';
import type { PythonNeeds } from './choose-interpreter.ts';
import { resolveLocalLines, stampLocalLines } from './local-lines.ts';
import { canonicalText, parseRequirements, type RequirementsFile } from './requirements.ts';
import { minorOf } from './versions.ts';

/** What a model folder asks of Python, and how its requirements are installed. */
export interface ModelNeeds extends PythonNeeds {
  /** The requirements as text, as pip is to read them; empty when the folder lists none. */
  text: string;
  /** The folder itself, which relative lines such as `-c constraints.txt` start from. */
  folder: string;
  /** The same for equal requirements and minor versions of Python, whatever the model. */
  key: string;
}

/**
 * Reads requirements.txt and python_env.yaml of a model folder, or conda.yaml where they are missing, as MLflow writes
 * them.
 * @param machine `linux-x64`: environments are not shared between kinds of machine
 */
export async function readModelNeeds(
  folder: string,
  machine: string,
  loadsWithoutMlflow: boolean,
): Promise<ModelNeeds> {
  const conda = readConda(await readIfThere(join(folder, 'conda.yaml')));
  const listed = await readIfThere(join(folder, 'requirements.txt'));
  const text = listed.trim() === '' ? conda.pip.join('\n') : listed;
  const python = readPython(await readIfThere(join(folder, 'python_env.yaml'))) ?? conda.python;
  const file = parseRequirements(text);
  const constraints = await readConstraints(folder, file);
  return {
    python,
    requirements: file.requirements,
    loadsWithoutMlflow,
    text,
    folder,
    key: hashOf([machine, (python && minorOf(python)) ?? '', canonicalText(file), constraints]),
  };
}

/**
 * What a requirements file of the user asks for.
 * @param of.folder which its relative lines start from
 * @param of.python the version of the interpreter that the environment is made with
 */
export async function readTextNeeds(of: {
  text: string;
  folder: string;
  python: string;
  machine: string;
}): Promise<ModelNeeds> {
  const { folder, python, machine } = of;
  // By where they lie, too: packages of two projects that are called the same are two.
  const text = resolveLocalLines(of.text, folder);
  const file = parseRequirements(text);
  const constraints = await readConstraints(folder, parseRequirements(of.text));
  return {
    python,
    requirements: file.requirements,
    loadsWithoutMlflow: true,
    text,
    folder,
    key: hashOf(['task', machine, python, canonicalText(file), constraints, stampLocalLines(text)]),
  };
}

/** The lines of what is installed, for a person; comments are none. */
export function listRequirementLines({ text }: Pick<ModelNeeds, 'text'>): string[] {
  return text.split(/\r?\n/).filter((line) => !/^\s*(?:#|$)/.test(line));
}

function hashOf(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32);
}

const pythonEnv = z.looseObject({ python: z.string() });

/** Without its schema YAML would read `3.10` as the number 3.1. */
function readYaml(text: string): unknown {
  try {
    return parse(text, { schema: 'failsafe', maxAliasCount: 100, logLevel: 'error' });
  } catch {
    return null;
  }
}

function readPython(text: string): string | null {
  const found = pythonEnv.safeParse(readYaml(text));
  return found.success ? found.data.python : null;
}

const condaFile = z.looseObject({
  dependencies: z.array(z.union([z.string(), z.looseObject({ pip: z.array(z.string()).optional() })])),
});

function readConda(text: string): { python: string | null; pip: string[] } {
  const found = condaFile.safeParse(readYaml(text));
  const parts = found.success ? found.data.dependencies : [];
  const pythons = parts.flatMap((part) =>
    typeof part === 'string' ? (/^python\s*=+\s*([\d.]+)/.exec(part)?.[1] ?? []) : [],
  );
  return {
    python: pythons[0] ?? null,
    pip: parts.flatMap((part) => (typeof part === 'string' ? [] : (part.pip ?? []))),
  };
}

/** The text of files that the requirements include: another text is another environment. */
async function readConstraints(folder: string, { others }: RequirementsFile): Promise<string> {
  const names = others.flatMap(
    (line) => /^(?:-[cr]|--constraint|--requirement)[\s=]+(\S+)$/.exec(line)?.[1] ?? [],
  );
  return (await Promise.all(names.map((name) => readIfThere(resolve(folder, name))))).join('\0');
}

async function readIfThere(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(systemCode(error))) return '';
    throw error;
  }
}
