import { isUtf8 } from 'node:buffer';
import { open, realpath, stat } from 'node:fs/promises';
import { extname, relative, resolve, sep } from 'node:path';
import * as z from 'zod';
import type { SourceFile } from '#contract/pipeline-editing.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { errorText, StileError, systemCode } from '#core/kernel/errors.ts';
import { parseJson } from '#core/kernel/json.ts';
import { isInside } from '#core/kernel/safe-paths.ts';
import { isEngineFile } from '#core/kernel/workspace-paths.ts';
import type { EngineContext } from '#core/store/context.ts';
import { asObject, readOutline } from '../definition/outline.ts';
import { readPipelineText } from '../definition/pipeline-text.ts';
import { suggestName } from '../definition/suggest.ts';
import type { Runner } from '../runner-parts.ts';

type In = Inputs['pipelines'];
type Out = Outputs['pipelines'];

/** So much of one file is told, in bytes, and so many files. */
const mostBytes = 256 * 1024;
const mostFiles = 50;
/** A notebook is read whole, pictures and all, to tell its cells. */
const mostNotebookBytes = 16 * 1024 * 1024;

/**
 * The files with the code of a task: the one that it names first, then those of the project that it imports. Only files
 * of the project and the workspace are read.
 * @throws NOT_FOUND for the pipeline, and for a task that it does not have
 */
export async function readTaskFiles(
  { files, services }: Runner,
  { paths }: EngineContext,
  { name, taskId, text }: In['taskSource'],
): Promise<Out['taskSource']> {
  const { tasks } =
    text === undefined ? (await files.read(name)).outline : readOutline(readPipelineText(text).data);
  const task = tasks.find(({ id }) => id === taskId);
  if (task === undefined)
    throw taskNotFound(
      name,
      taskId,
      tasks.map(({ id }) => id),
    );
  const { project } = services;
  const found = services.types.get(task.type ?? '')?.codeFiles?.(task.with ?? {}, project) ?? [];
  const sorted = putFirst(found, findEntry(task.with, found, project));
  const roots = await Promise.all([project, paths.root].map(followLinks));
  const place = { project, roots, root: await followLinks(paths.root) };
  const told = await Promise.all(sorted.slice(0, mostFiles).map((file) => readSource(file, place)));
  return { files: told, isAll: sorted.length <= mostFiles };
}

/** What the task names itself: imports come after it. */
function findEntry(input: unknown, found: readonly string[], project: string): string | undefined {
  const { script, notebook, module } = asObject(input);
  const named = [script, notebook].find((value) => typeof value === 'string');
  if (typeof named === 'string') return resolve(project, named);
  if (typeof module !== 'string') return undefined;
  const path = sep + module.split('.').join(sep);
  return found.find((file) => file.endsWith(`${path}.py`) || file.endsWith(`${path}${sep}__init__.py`));
}

function putFirst(files: readonly string[], first: string | undefined): string[] {
  return [...files].sort((a, b) => Number(b === first) - Number(a === first));
}

interface Place {
  project: string;
  /** The workspace's folder, its links followed. */
  root: string;
  /** Where files may lie, their links followed. */
  roots: readonly string[];
}

async function readSource(file: string, { project, root, roots }: Place): Promise<SourceFile> {
  const path = relative(project, file).split(sep).join('/');
  const told = { path, absolutePath: file, language: languageOf(file), text: null, truncated: false };
  try {
    const real = await realpath(file);
    if (!roots.some((folder) => isInside(folder, real))) return { ...told, problem: 'outside' };
    if (isEngineFile(real, root) || !(await stat(real)).isFile()) return { ...told, problem: 'not_text' };
    return { ...told, ...(await readText(real)) };
  } catch (error) {
    const isGone = ['ENOENT', 'ENOTDIR'].includes(systemCode(error));
    return { ...told, problem: isGone ? 'missing' : 'unreadable', detail: isGone ? '' : errorText(error) };
  }
}

async function readText(file: string): Promise<Pick<SourceFile, 'text' | 'truncated' | 'problem'>> {
  const isNotebook = languageOf(file) === 'notebook';
  const { bytes, isWhole } = await readHead(file, isNotebook ? mostNotebookBytes : mostBytes);
  const whole = isWhole ? bytes : cutAtCharacter(bytes);
  if (!isUtf8(whole) || whole.includes(0)) return { text: null, truncated: false, problem: 'not_text' };
  const text = whole.toString('utf8').replace(/^\uFEFF/, '');
  if (!isNotebook) return { text, truncated: !isWhole, problem: null };
  const cells = readCells(text);
  if (cells === null) return { text: null, truncated: false, problem: 'not_text' };
  return { text: cells.slice(0, mostBytes), truncated: cells.length > mostBytes, problem: null };
}

async function readHead(file: string, most: number): Promise<{ bytes: Buffer; isWhole: boolean }> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const { bytesRead, buffer } = await handle.read(
      Buffer.alloc(Math.min(size, most)),
      0,
      Math.min(size, most),
      0,
    );
    return { bytes: buffer.subarray(0, bytesRead), isWhole: size <= most };
  } finally {
    await handle.close();
  }
}

/** Without the beginning of a last character that was cut through. */
function cutAtCharacter(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && ((bytes[end - 1] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end > 0 && (bytes[end - 1] ?? 0) >= 0xc0 ? end - 1 : end);
}

const notebookFile = z.object({
  cells: z.array(z.object({ cell_type: z.string(), source: z.union([z.string(), z.array(z.string())]) })),
});

/** The cells of a notebook as a script, as Jupytext and editors write them: `# %%` begins each. */
function readCells(text: string): string | null {
  const { data } = notebookFile.safeParse(parseJson(text));
  if (data === undefined) return null;
  return data.cells
    .map(({ cell_type: kind, source }) => {
      const lines = [source].flat().join('');
      if (kind === 'code') return `# %%\n${lines}\n`;
      return `# %% [${kind}]\n${lines.replaceAll(/^/gm, '# ')}\n`;
    })
    .join('\n');
}

const languages: Readonly<Record<string, SourceFile['language']>> = {
  '.py': 'python',
  '.ipynb': 'notebook',
  '.js': 'javascript',
  '.mjs': 'javascript',
  '.cjs': 'javascript',
  '.ts': 'typescript',
  '.json': 'json',
};

function languageOf(file: string): SourceFile['language'] {
  return languages[extname(file).toLowerCase()] ?? 'text';
}

async function followLinks(folder: string): Promise<string> {
  return realpath(folder).catch(() => folder);
}

function taskNotFound(name: string, taskId: string, ids: readonly string[]): StileError {
  const hint = ids.length === 0 ? 'It has no tasks.' : `Tasks: ${suggestName(taskId, ids)}`;
  return new StileError('NOT_FOUND', `The pipeline ${name} has no task "${taskId}". ${hint}`, {
    kind: 'task',
    id: taskId,
  });
}
