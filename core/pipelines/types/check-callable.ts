import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InputFinding } from '#core/tasks/index.ts';
import { suggestName } from '../definition/suggest.ts';
import { isOpen } from './fields.ts';
import { locateModule, pythonRoots } from './sources.ts';

/** Whether a project has a module and what is to be called in it, by the words of its source: nothing is run. */
export function checkCallable(project: string, module: string, name: string): InputFinding[] {
  if (isOpen(module)) return [];
  const roots = pythonRoots(project);
  const file = locateModule(roots, module);
  if (file === null) return [missingModule(roots, module)];
  return isOpen(name) ? [] : checkName(file, module, name);
}

/** A package that is installed may lie anywhere; a part of one of the project's own is there or it is not. */
function missingModule(roots: readonly string[], module: string): InputFinding {
  const [top = ''] = module.split('.');
  const isOwn = roots.some((root) => existsSync(join(root, top)) || existsSync(join(root, `${top}.py`)));
  const expected = suggestName(module, roots.flatMap(listModules));
  const where = roots.join(' nor in ');
  const finding = { path: ['module'], value: module, expected };
  if (isOwn) return { ...finding, message: `There is no module ${module} in ${where}: ${expected}` };
  return {
    ...finding,
    severity: 'warning',
    message: `There is no module ${module} in ${where} (${expected}). It works only where it is installed in the pipeline's Python.`,
  };
}

function listModules(root: string): string[] {
  try {
    return readdirSync(root, { withFileTypes: true }).flatMap((entry) => {
      if (entry.isFile()) return /^(\w+)\.py$/.exec(entry.name)?.[1] ?? [];
      return existsSync(join(root, entry.name, '__init__.py')) ? [entry.name] : [];
    });
  } catch {
    return [];
  }
}

const nameWord = '[^\\W\\d]\\w*';

function checkName(file: string, module: string, name: string): InputFinding[] {
  const [first = ''] = name.split('.');
  const text = readFileSync(file, 'utf8');
  const defined = new RegExp(
    `^[ \\t]*(?:async[ \\t]+)?(?:def|class)[ \\t]+${first}\\b|^${first}\\s*[:=]`,
    'mu',
  );
  if (defined.test(text)) return [];
  const names = [...text.matchAll(new RegExp(`^(?:async[ \\t]+)?(?:def|class)[ \\t]+(${nameWord})`, 'gmu'))];
  const expected = suggestName(
    first,
    names.flatMap(([, known]) => known ?? []).filter((known) => !known.startsWith('_')),
  );
  const finding = { path: ['function'], value: name, expected };
  const mayImport = new RegExp(
    `\\bimport\\b[^#\\n]*(?:\\*|\\b${first}\\b)|^\\s*${first},?\\s*$|__getattr__`,
    'mu',
  );
  if (mayImport.test(text)) {
    const message = `${module} does not define ${first} itself: it has to come with what it imports.`;
    return [{ ...finding, severity: 'warning', message }];
  }
  return [{ ...finding, message: `${file} has nothing called ${first}: ${expected}` }];
}
