import { checkPortableName, nameProblemText } from '#core/kernel/portable-names.ts';
import { checkParamSchema } from './params.ts';
import type { OutlineTask, PipelineOutline } from './outline.ts';
import { asObject } from './outline.ts';
import { findCycles } from './graph.ts';
import type { Finding } from './pipeline-text.ts';
import { wrongValue } from './schema-findings.ts';
import { suggestName } from './suggest.ts';

/** What no schema sees: the name against the file's, names on disk, params' defaults, needs, cycles. */
export function checkFile(data: unknown, outline: PipelineOutline, fileName: string | undefined): Finding[] {
  return [
    ...checkName(outline, fileName),
    ...checkParams(outline),
    ...checkHasTasks(data),
    ...checkTaskIds(outline.tasks),
    ...checkNeeds(outline.tasks),
    ...checkCycles(outline.tasks),
    ...findUnused(data),
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
  return tasks.flatMap((task) => task.needs.flatMap((_need, index) => checkNeed(task, index, ids)));
}

function checkNeed(task: OutlineTask, index: number, ids: ReadonlySet<string>): Finding[] {
  const need = task.needs[index] ?? '';
  const path = ['tasks', task.id, 'needs', index];
  if (task.needs.indexOf(need) < index) return [wrongValue(path, need, 'each task once')];
  if (ids.has(need)) return [];
  const others = [...ids].filter((id) => id !== task.id);
  const expected = suggestName(need, others);
  const message = `The task ${task.id} needs "${need}", which is no task of this file: ${expected}`;
  return [{ code: 'unknown_task', path, value: need, expected, message }];
}

function checkCycles(tasks: readonly OutlineTask[]): Finding[] {
  const needsOf = new Map(tasks.map(({ id, needs }) => [id, needs]));
  return findCycles(tasks).map((cycle) => {
    // The edge into the first task of the path: its `needs` names the last but one.
    const [task = '', before = ''] = [cycle.at(-1), cycle.at(-2)];
    const path = ['tasks', task, 'needs', needsOf.get(task)?.indexOf(before) ?? 0];
    const expected = cycle.join(' -> ');
    const message = `These tasks wait for each other: ${expected}. Take one of the needs out.`;
    return { code: 'cycle' as const, path, value: before, expected, message };
  });
}

/** What the format has and this version does nothing with: said, so that nobody waits for it. */
const unused: readonly { key: string; what: string }[] = [
  { key: 'schedule', what: 'A schedule does not start runs in this version: start them yourself.' },
  { key: 'triggers', what: 'Triggers do not start runs in this version: start them yourself.' },
];
const unusedOfTasks: readonly { key: string; what: string }[] = [
  { key: 'pool', what: 'Pools do not limit tasks in this version: all tasks share the slots of the engine.' },
  { key: 'depends_on_past', what: 'The run before is not looked at in this version.' },
];

function findUnused(data: unknown): Finding[] {
  const file = asObject(data);
  const tasks = Object.entries(asObject(file['tasks']));
  return [
    ...findKeys(file, [], unused),
    ...findKeys(asObject(file['defaults']), ['defaults'], unusedOfTasks),
    ...tasks.flatMap(([id, task]) => findKeys(asObject(task), ['tasks', id], unusedOfTasks)),
  ];
}

function findKeys(
  holder: Record<string, unknown>,
  base: readonly string[],
  keys: readonly { key: string; what: string }[],
): Finding[] {
  return keys
    .filter(({ key }) => Object.hasOwn(holder, key))
    .map(({ key, what }) => ({
      code: 'not_acted_upon' as const,
      severity: 'warning' as const,
      path: [...base, key],
      target: 'key' as const,
      value: key,
      expected: 'nothing: the rest of the file counts',
      message: what,
    }));
}
