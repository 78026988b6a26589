import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** So many files of a project are followed at most. */
const mostFiles = 500;

/** A script of Python and what it imports of the project, by the words of its import lines. Absolute paths, sorted. */
export function listPythonSources(project: string, start: string): string[] {
  return follow(start, (file, text) => {
    const roots = [...pythonRoots(project), dirname(file)];
    return readPythonImports(text).flatMap((name) => locateImport(roots, file, name) ?? []);
  });
}

/** A script of Node and what it imports by relative paths. Absolute paths, sorted. */
export function listNodeSources(start: string): string[] {
  return follow(start, (file, text) => {
    const names = [...text.matchAll(/(?:from|import|require)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g)];
    return names.flatMap(([, name = '']) => {
      const path = resolve(dirname(file), name);
      return ['', '.js', '.mjs', '.cjs', '.ts', '.json', '/index.js'].flatMap((end) =>
        isFile(path + end) ? [path + end] : [],
      );
    });
  });
}

/** Where the modules of a project lie: its folder, and `src` in it. */
export function pythonRoots(project: string): string[] {
  const source = join(project, 'src');
  return existsSync(source) ? [project, source] : [project];
}

/** The file of a module, such as `shop.train`; null when no root has it. */
export function locateModule(roots: readonly string[], module: string): string | null {
  const parts = module.split('.');
  for (const root of roots) {
    const path = join(root, ...parts);
    for (const file of [`${path}.py`, join(path, '__init__.py')]) if (isFile(file)) return file;
  }
  return null;
}

function follow(start: string, importsOf: (file: string, text: string) => string[]): string[] {
  const seen = new Set([start]);
  for (const file of seen) {
    for (const found of importsOf(file, readText(file))) if (seen.size < mostFiles) seen.add(found);
  }
  return [...seen].sort();
}

/** Names in import lines: `a.b`, `.c` for one beside, and `a.b` with each name behind `import`, which may be a module. */
function readPythonImports(text: string): string[] {
  const names: string[] = [];
  const lines = text.matchAll(
    /^[ \t]*(?:import[ \t]+(?<plain>[\w., \t]+)|from[ \t]+(?<from>[.\w]+)[ \t]+import[ \t]*(?:\((?<block>[^)]*)\)|(?<line>[^\n#;]*)))/gm,
  );
  for (const { groups = {} } of lines) {
    const { plain, from, block, line } = groups;
    if (plain !== undefined) names.push(...plain.split(',').map(firstWord));
    if (from === undefined) continue;
    names.push(from);
    const prefix = from.endsWith('.') ? from : `${from}.`;
    const parts = (block ?? line ?? '').split(/[,\n]/).map(firstWord);
    names.push(...parts.filter((part) => /^\w+$/.test(part)).map((part) => prefix + part));
  }
  return names.filter((name) => name !== '');
}

function firstWord(text: string): string {
  return text.trim().split(/\s/)[0] ?? '';
}

function locateImport(roots: readonly string[], file: string, name: string): string | null {
  const dots = /^\.+/.exec(name)?.[0].length ?? 0;
  if (dots === 0) return locateModule(roots, name);
  let folder = dirname(file);
  for (let level = 1; level < dots; level++) folder = dirname(folder);
  const rest = name.slice(dots);
  return rest === '' ? null : locateModule([folder], rest);
}

/** No code is larger, in bytes; what is read here is held in memory. */
const largestSource = 8 * 1024 * 1024;

function readText(file: string): string {
  try {
    const { size } = statSync(file);
    return isFile(file) && size <= largestSource ? readFileSync(file, 'utf8') : '';
  } catch {
    return '';
  }
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    // Not there, or in a folder that this user may not read: no code of this project.
    return false;
  }
}
