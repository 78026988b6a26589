import { checkPortableName, nameProblemText } from '#core/kernel/portable-names.ts';
import { checkParamSchema } from './params.ts';
import type { OutlineTask, PipelineOutline } from './outline.ts';
import { asObject } from './outline.ts';
import { findCycles } from './graph.ts';
import type { Finding } from './pipeline-text.ts';
import { wrongValue } from './schema-findings.ts';
import { createSuggester } from './suggest.ts';

/** What no schema sees: the name against the file's, names on disk, params' defaults, needs, cycles. */
export function checkFile(data: unknown, outline: PipelineOutline, fileName: string | undefined): Finding[] {
  return [
    ...checkName(outline, fileName),
    ...checkParams(outline),
    ...checkHasTasks(data),
    ...checkTaskIds(outline.tasks),
    ...checkNeeds(outline.tasks),
    ...checkCycles(outline.tasks),
  ];
}

function checkName({ name }: PipelineOutline, fileName: string | undefined): Finding[] {
  if (name === null || name === '') return [];
  const problem = checkPortableName(`${name}.yaml`) ?? (name.startsWith('.') ? 'dot_name' : null);
  if (problem !== null) {
    const { reason, remedy } = nameProblemText[problem];
    const expected = 'a name that is legal in file names everywhere';
    const message = `The name "${name}" cannot be the name of a file: ${reason}. ${remedy}`;
    return [{ code: 'wrong_value', path: ['name'], value: name, expected, message }];
  }
  if (fileName === undefined || fileName === name) return [];
  return [
    {
      code: 'file_name_differs',
      path: ['name'],
      value: name,
      expected: fileName,
      message: `The file is called ${fileName}.yaml, but its name is "${name}". Write name: ${fileName}, or rename the file.`,
    },
  ];
}

function checkParams({ params }: PipelineOutline): Finding[] {
  return Object.entries(params).flatMap(([name, schema]) => {
    const problem = checkParamSchema(schema);
    return problem === null
      ? []
      : [wrongValue(['params', name, problem.key], schema[problem.key], problem.expected)];
  });
}

function checkHasTasks(data: unknown): Finding[] {
  const { tasks } = asObject(data);
  const isEmpty = typeof tasks === 'object' && tasks !== null && Object.keys(tasks).length === 0;
  return isEmpty ? [wrongValue(['tasks'], tasks, 'at least one task')] : [];
}

/** Logs and folders are called after tasks: two ids that differ by case alone are one on Windows and macOS. */
function checkTaskIds(tasks: readonly OutlineTask[]): Finding[] {
  const seen = new Map<string, string>();
  return tasks.flatMap(({ id }) => {
    const other = seen.get(id.toLowerCase());
    seen.set(id.toLowerCase(), id);
    const problem = checkPortableName(id);
    if (other === undefined && problem !== 'reserved_on_windows') return [];
    const expected =
      other === undefined
        ? 'a name that Windows does not reserve'
        : `an id that differs from ${other} by more than case`;
    const message = `The task id "${id}" cannot name files everywhere: it takes ${expected}.`;
    return [
      {
        code: 'wrong_value' as const,
        path: ['tasks', id],
        target: 'key' as const,
        value: id,
        expected,
        message,
      },
    ];
  });
}

function checkNeeds(tasks: readonly OutlineTask[]): Finding[] {
  const ids = new Set(tasks.map(({ id }) => id));
  const suggest = createSuggester([...ids]);
  return tasks.flatMap((task) => {
    const needs: unknown[] = Array.isArray(task.own['needs']) ? task.own['needs'] : [];
    return needs.flatMap((need, index) =>
      typeof need === 'string'
        ? checkNeed(task, { need, isAgain: needs.indexOf(need) < index, index }, ids, suggest)
        : [],
    );
  });
}

function checkNeed(
  { id }: OutlineTask,
  { need, isAgain, index }: { need: string; isAgain: boolean; index: number },
  ids: ReadonlySet<string>,
  suggest: ReturnType<typeof createSuggester>,
): Finding[] {
  const path = ['tasks', id, 'needs', index];
  if (isAgain) return [wrongValue(path, need, 'each task once')];
  if (ids.has(need)) return [];
  const expected = suggest(need, { except: id });
  const message = `The task ${id} needs "${need}", which is no task of this file: ${expected}`;
  return [{ code: 'unknown_task', path, value: need, expected, message }];
}

function checkCycles(tasks: readonly OutlineTask[]): Finding[] {
  const known = new Map(tasks.map((task) => [task.id, task]));
  return findCycles(tasks).map((cycle) => {
    // The edge into the first task of the path: its `needs` names the last but one.
    const [id = '', before = ''] = [cycle.at(-1), cycle.at(-2)];
    const expected = cycle.join(' -> ');
    const message = `These tasks wait for each other: ${expected}. Take one of the needs out.`;
    return {
      code: 'cycle' as const,
      path: edgePath(known.get(id), before),
      value: before,
      expected,
      message,
    };
  });
}

/** Where a task says that another comes before it. */
function edgePath(task: OutlineTask | undefined, before: string): (string | number)[] {
  if (task === undefined) return [];
  const needs: unknown[] = Array.isArray(task.own['needs']) ? task.own['needs'] : [];
  const index = needs.indexOf(before);
  if (index !== -1) return ['tasks', task.id, 'needs', index];
  return ['tasks', task.id, 'teardown', Math.max(0, task.teardownOf.indexOf(before))];
}
