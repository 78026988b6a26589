import { existsSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import type { PipelineProblem } from '#contract/pipelines.ts';
import { checkPoolSlots } from './check-settings.ts';
import { readStarts, type Starts } from './check-starts.ts';
import { askTypes, type TaskTypes, type TypePlace } from './check-tasks.ts';
import { fileParts, type PythonSpec } from './file-schema.ts';
import { asObject, readSetting, settingPath, type PipelineOutline } from './outline.ts';
import { isError, sortByPlace, type ParsedPipeline } from './parse-pipeline.ts';
import type { Finding } from './pipeline-text.ts';
import { suggestName } from './suggest.ts';
import { findTriggerCycles, type PipelineLinks } from './trigger-cycles.ts';

/** What a file says that the text alone cannot be held against. */
export interface Surroundings extends TypePlace {
  /** What becomes of a schedule in the months to come. */
  lookAhead(starts: Starts): Finding[];
  /** Places that tasks of all pipelines share, by name. */
  pools: Readonly<Record<string, number>>;
  /** Names that are there now. */
  datasets: readonly string[];
  models: readonly string[];
  /** Every pipeline file, this one too. */
  pipelines: readonly PipelineLinks[];
}

/**
 * What the surroundings of a parsed file say: empty for one that is no YAML.
 * @param name of the file; what it calls itself, where it is in none
 */
export function examinePipeline(
  name: string,
  { data, outline }: Pick<ParsedPipeline, 'data' | 'outline'>,
  types: TaskTypes,
  around: Surroundings,
): Finding[] {
  const starts = readStarts(data);
  return [
    ...around.lookAhead(starts),
    ...checkReferences(name, starts, around),
    ...checkPools(data, outline, around.pools),
    ...checkPython(data, around.project),
    ...askTypes(outline, types, around),
    ...findTriggerCycles(name, around.pipelines),
  ];
}

/** Places findings in the text and adds them to what is known of it. */
export function addFindings(parsed: ParsedPipeline, findings: readonly Finding[]): ParsedPipeline {
  if (findings.length === 0) return parsed;
  const problems: PipelineProblem[] = sortByPlace([...parsed.problems, ...parsed.place(findings)]);
  return { ...parsed, problems, definition: problems.some(isError) ? null : parsed.definition };
}

/** Names in triggers that nothing has yet: they may come, so this is a warning. */
function checkReferences(own: string, { triggers }: Starts, around: Surroundings): Finding[] {
  const others = around.pipelines.filter(({ name }) => name !== own).map(({ name }) => name);
  return triggers.flatMap(({ dataset, pipeline, alert }, index): Finding[] => {
    const path = ['triggers', index];
    if (dataset !== undefined)
      return checkReference([...path, 'dataset'], 'dataset', dataset, around.datasets);
    // On itself is an error already.
    if (pipeline === own) return [];
    if (pipeline !== undefined) return checkReference([...path, 'pipeline'], 'pipeline', pipeline, others);
    const [model = '*'] = alert?.split('/') ?? [];
    return model === '*' ? [] : checkReference([...path, 'alert'], 'registered model', model, around.models);
  });
}

function checkReference(
  path: readonly (string | number)[],
  kind: string,
  name: string,
  known: readonly string[],
): Finding[] {
  if (known.includes(name)) return [];
  const expected = suggestName(name, known);
  const near = known.length === 0 ? '' : ` Or name another: ${expected}`;
  const message = `There is no ${kind} "${name}" here yet, and nothing starts by it until there is one.${near}`;
  return [{ code: 'unknown_reference', severity: 'warning', path, value: name, expected, message }];
}

function checkPools(
  data: unknown,
  outline: PipelineOutline,
  shared: Readonly<Record<string, number>>,
): Finding[] {
  const own = asObject(asObject(data)['pools']);
  const told = new Set<string>();
  return outline.tasks.flatMap((task): Finding[] => {
    const pool = readSetting(task, outline, 'pool');
    if (typeof pool !== 'string' || Object.hasOwn(own, pool)) return [];
    const slots = readSetting(task, outline, 'pool_slots') ?? 1;
    if (Object.hasOwn(shared, pool))
      return typeof slots === 'number' ? checkPoolSlots({ task, pool, slots, size: shared[pool] ?? 1 }) : [];
    const path = settingPath(task, 'pool');
    // What stands in defaults is told once.
    if (told.has(path.join('.'))) return [];
    told.add(path.join('.'));
    const names = [...Object.keys(own), ...Object.keys(shared)];
    const expected = names.length === 0 ? `pools: { ${pool}: 1 } at the top` : suggestName(pool, names);
    const message = `Neither this file nor the engine has a pool "${pool}", so it lets one task through at a time. Say how many places it has: ${expected}`;
    return [{ code: 'unknown_pool', severity: 'warning', path, value: pool, expected, message }];
  });
}

/** Files that the environment is made from: without them no task with Python runs. */
function checkPython(data: unknown, project: string | null): Finding[] {
  const python = fileParts.python.safeParse(asObject(data)['python']).data;
  if (python === undefined || project === null) return [];
  return pythonFiles(python, project).flatMap(({ key, value, file, expected }): Finding[] => {
    if (existsSync(file)) return [];
    const message = `python.${key} is "${value}", and there is no ${file}. Make it, or name another: ${expected}.`;
    return [{ code: 'file_not_found', path: ['python', key], value, expected, message }];
  });
}

function pythonFiles(
  { requirements, pyproject, environment, interpreter }: PythonSpec,
  project: string,
): { key: string; value: string; file: string; expected: string }[] {
  const at = (path: string, ...more: string[]): string => join(resolve(project, path), ...more);
  const files = [];
  if (requirements !== undefined) {
    const expected = 'a requirements.txt, relative to the project';
    files.push({ key: 'requirements', value: requirements, file: at(requirements), expected });
  }
  if (pyproject !== undefined) {
    const file = pyproject.endsWith('pyproject.toml') ? at(pyproject) : at(pyproject, 'pyproject.toml');
    files.push({ key: 'pyproject', value: pyproject, file, expected: 'the folder of a pyproject.toml' });
  }
  if (environment !== undefined) {
    const expected = 'a folder with an environment, such as .venv';
    files.push({ key: 'environment', value: environment, file: at(environment), expected });
  }
  // Anything else is a version, or a command of the PATH.
  if (interpreter !== undefined && (isAbsolute(interpreter) || /[/\\]/.test(interpreter))) {
    const expected = 'a version such as 3.11, or the path of an interpreter';
    files.push({ key: 'interpreter', value: interpreter, file: at(interpreter), expected });
  }
  return files;
}
