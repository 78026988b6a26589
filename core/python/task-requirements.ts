import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import * as z from 'zod';
import { errorText, invalidArgument, systemCode } from '#core/kernel/errors.ts';
import type { Environment, Platform } from '#core/kernel/folder-hazards.ts';
import { parseJson } from '#core/kernel/json.ts';
import { buildChildEnvironment } from '#core/processes/child-environment.ts';
import { runToEnd } from '#core/processes/run-to-end.ts';
import type { TaskPython } from '#core/tasks/index.ts';
import type { Interpreter } from './probe-interpreter.ts';
import { satisfies } from './versions.ts';

interface Machine {
  platform: Platform;
  env: Environment;
}

/** What is to be installed, as a requirements file, and the folder that its relative lines start from. */
export async function readRequirements(
  host: Machine,
  project: string,
  spec: TaskPython,
  tools: { base: Interpreter; uv: string | null },
): Promise<{ text: string; folder: string }> {
  if (spec.requirements !== undefined) {
    const file = resolve(project, spec.requirements);
    return { text: await readNamed(file, 'python.requirements'), folder: dirname(file) };
  }
  const folder = resolve(project, spec.pyproject ?? '.');
  const root = folder.endsWith('pyproject.toml') ? dirname(folder) : folder;
  const settings = await readNamed(join(root, 'pyproject.toml'), 'python.pyproject');
  const lockFile = join(root, 'uv.lock');
  const { uv, base } = tools;
  const lock = uv === null ? null : await readIfThere(lockFile, 'python.pyproject');
  if (uv === null || lock === null)
    return {
      text: await once([base.path, base.version, root, settings], () => readProject(host, root, base)),
      folder: root,
    };
  return { text: await once([uv, root, settings, lock], () => exportLock(host, root, uv)), folder: root };
}

/** Texts by the files that they were made of: a program is started for each, and a pipeline's Python is looked at often. */
const made = new Map<string, Promise<string>>();
const mostMade = 100;

function once(of: readonly string[], make: () => Promise<string>): Promise<string> {
  const key = createHash('sha256').update(of.join('\0')).digest('hex');
  const given = made.get(key);
  if (given !== undefined) return given;
  const text = make();
  made.set(key, text);
  // What cannot be read may be a matter of the machine, which somebody mends.
  text.catch(() => made.delete(key));
  const [oldest] = made.keys();
  if (made.size > mostMade && oldest !== undefined) made.delete(oldest);
  return text;
}

async function readNamed(file: string, field: string): Promise<string> {
  const text = await readIfThere(file, field);
  if (text !== null) return text;
  throw invalidArgument(field, file, 'there is no such file', 'Paths are relative to the project.');
}

/** @throws INVALID_ARGUMENT for what is there and cannot be read: what it asks for is not left out in silence */
async function readIfThere(file: string, field: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(error))) return null;
    const rule = `it cannot be read (${errorText(error)})`;
    throw invalidArgument(field, file, rule, 'Put a file there that may be read.');
  }
}

const shortMs = 60_000;

async function exportLock({ platform, env }: Machine, root: string, uv: string): Promise<string> {
  const args = ['export', '--frozen', '--no-emit-project', '--no-hashes', '--format', 'requirements-txt'];
  const child = buildChildEnvironment(platform, env, { UV_PYTHON_DOWNLOADS: 'never', UV_NO_PROGRESS: '1' });
  const { code, stdout, stderr } = await runToEnd(
    { platform, command: uv, args, cwd: root, env: child },
    shortMs,
  );
  if (code === 0) return stdout;
  throw invalidArgument(
    'python.pyproject',
    join(root, 'uv.lock'),
    `uv cannot read it (${stderr.trim().slice(-300)})`,
    'Run `uv lock` in that folder.',
  );
}

const projectSchema = z.object({ dependencies: z.array(z.string()), requires: z.string().nullable() });

/** The dependencies of a pyproject.toml, read by Python, which knows TOML from 3.11 on, and by its pip before. */
async function readProject({ platform, env }: Machine, root: string, base: Interpreter): Promise<string> {
  const { stdout, stderr } = await runToEnd(
    {
      platform,
      command: base.path,
      args: ['-I', '-c', projectScript, join(root, 'pyproject.toml')],
      env: buildChildEnvironment(platform, env, { PYTHONUTF8: '1' }),
    },
    shortMs,
  );
  const answer = projectSchema.safeParse(parseJson(stdout));
  if (answer.success) {
    const { dependencies, requires } = answer.data;
    if (requires === null || satisfies(base.version, requires)) return dependencies.join('\n');
    const rule = `Python ${base.version} (${base.path}) is no such version`;
    const remedy = 'Name one in the pipeline file: python: { pyproject: ..., interpreter: "3.12" }.';
    throw invalidArgument('requires-python of the pyproject.toml', requires, rule, remedy);
  }
  throw invalidArgument(
    'python.pyproject',
    join(root, 'pyproject.toml'),
    `it cannot be read (${stderr.trim().split('\n').at(-1)?.slice(0, 300) ?? ''})`,
    'Correct the file; its packages stand in [project], dependencies.',
  );
}

const projectScript = `
import json, sys
try:
    import tomllib
except ImportError:
    from pip._vendor import tomli as tomllib
with open(sys.argv[1], "rb") as file:
    project = tomllib.load(file).get("project", {})
print(json.dumps({"dependencies": project.get("dependencies", []), "requires": project.get("requires-python")}))
`;
