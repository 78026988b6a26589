import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { systemCode } from '#core/kernel/errors.ts';
import type { Json } from '#core/kernel/json.ts';
import type { TaskType } from '#core/tasks/index.ts';
import type { PythonSpec } from '../definition/file-schema.ts';

/** What stands in files now; each is read again only when the file system tells of a change. */
export interface CodeHashes {
  /** For one look at many tasks: no file is asked for twice in it. */
  look(): CodeLook;
}

export interface CodeLook {
  /**
   * SHA-256 of the code of the user that a task runs, of what it imports, and of what its Python is made from; null
   * where it runs none.
   * @param input `with`, its templates filled in
   */
  hashCode(type: TaskType | undefined, input: Json, python: PythonSpec | null): string | null;
  /** SHA-256 of a file's content; of a big one of its size and time. Says what is the matter when it cannot be read. */
  printFile(path: string): string;
}

interface KnownSources {
  files: readonly string[];
  /** Of the files, and of the folders in which a new one could take the place of one. */
  watched: readonly string[];
  stamps: string;
}

/** So many are remembered: enough for any pipeline, and no leak for an engine that runs for months. */
const mostKnown = 1_000;
/** What is larger is not read for a hash. */
const mostReadBytes = 4 * 1024 * 1024;

/** @param project absolute folder that code of the user lies in */
export function createCodeHashes(project: string): CodeHashes {
  const files = new Map<string, { stamp: string; print: string }>();
  const sources = new Map<string, KnownSources>();
  return {
    look: () => {
      const stamps = new Map<string, string>();
      const stampOf = (path: string): string => {
        const stamp = stamps.get(path) ?? readStamp(path);
        stamps.set(path, stamp);
        return stamp;
      };
      const printFile = (path: string): string => {
        const stamp = stampOf(path);
        const known = files.get(path);
        if (known?.stamp === stamp) return known.print;
        const print = readPrint(path, stamp);
        if (files.size >= mostKnown) files.clear();
        files.set(path, { stamp, print });
        return print;
      };
      const stampAll = (paths: readonly string[]): string => paths.map(stampOf).join('\n');
      const listSources = (type: TaskType, input: Json): readonly string[] | null => {
        const key = `${type.name} ${JSON.stringify(input)}`;
        const known = sources.get(key);
        if (known !== undefined && known.stamps === stampAll(known.watched)) return known.files;
        // What is wrong with its input the task tells by itself.
        if (!type.with.safeParse(input).success) return null;
        const found = type.codeFiles?.(input, project) ?? [];
        const watched = [
          ...new Set([...found, ...found.map((file) => dirname(file)), project, join(project, 'src')]),
        ];
        if (sources.size >= mostKnown) sources.clear();
        sources.set(key, { files: found, watched, stamps: stampAll(watched) });
        return found;
      };
      return {
        printFile,
        hashCode: (type, input, python) => {
          if (type?.codeFiles === undefined) return null;
          const found = listSources(type, input);
          if (found === null || found.length === 0) return null;
          const code = found.map((file) => [nameFile(project, file), printFile(file)]);
          const made =
            type.pythonPackages === undefined
              ? null
              : [python, ...listPythonFiles(python, project).map(printFile)];
          return createHash('sha256')
            .update(JSON.stringify({ code, python: made }))
            .digest('hex');
        },
      };
    },
  };
}

/** What an environment is made of: other packages make other outputs. */
export function listPythonFiles(python: PythonSpec | null, project: string): string[] {
  const names = python?.requirements ?? python?.pyproject;
  if (names === undefined) return [];
  const file = resolve(project, names);
  if (python?.requirements !== undefined) return [file];
  const folder = file.endsWith('pyproject.toml') ? dirname(file) : file;
  return ['pyproject.toml', 'uv.lock'].map((name) => join(folder, name));
}

/** From the project where it lies in it: what is moved as a whole says the same. */
function nameFile(project: string, file: string): string {
  return relative(project, file).replaceAll(sep, '/');
}

function readStamp(path: string): string {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    return found === undefined ? 'ENOENT' : `${found.mtimeMs} ${found.size} ${found.ino}`;
  } catch (error) {
    if (systemCode(error) === '') throw error;
    return systemCode(error);
  }
}

function readPrint(path: string, stamp: string): string {
  const [modified, size] = stamp.split(' ');
  if (size === undefined) return stamp;
  if (Number(size) > mostReadBytes) return `${size} bytes of ${modified}`;
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex');
  } catch (error) {
    if (systemCode(error) === '') throw error;
    return systemCode(error);
  }
}
