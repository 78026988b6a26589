import type { OutlineTask } from './outline.ts';
import type { Finding } from './pipeline-text.ts';
import { wrongValue } from './schema-findings.ts';
import { createSuggester } from './suggest.ts';

/** Whether what takes down names what sets up, and leaves to that what follows from it. */
export function checkSetups(tasks: readonly OutlineTask[]): Finding[] {
  const known = new Map(tasks.map((task) => [task.id, task]));
  const suggest = createSuggester(tasks.filter(({ own }) => own['setup'] === true).map(({ id }) => id));
  return tasks.flatMap((task) => {
    if (task.own['teardown'] === undefined) return [];
    return [...checkNames(task, known, suggest), ...checkRole(task)];
  });
}

function checkNames(
  { id, own }: OutlineTask,
  known: ReadonlyMap<string, OutlineTask>,
  suggest: ReturnType<typeof createSuggester>,
): Finding[] {
  const named: unknown[] = Array.isArray(own['teardown']) ? own['teardown'] : [];
  return named.flatMap((name, index): Finding[] => {
    if (typeof name !== 'string') return [];
    const path = ['tasks', id, 'teardown', index];
    if (named.indexOf(name) < index) return [wrongValue(path, name, 'each setup once')];
    const setup = known.get(name);
    if (setup === undefined) {
      const expected = suggest(name);
      const message = `The task ${id} takes "${name}" down, which is no task of this file: ${expected}`;
      return [{ code: 'unknown_task', path, value: name, expected, message }];
    }
    if (setup.own['setup'] === true || name === id) return [];
    const expected = `a setup: write setup: true in ${name}`;
    const message = `The task ${id} takes ${name} down, which is no setup. Write setup: true in ${name}, or name another task.`;
    return [{ code: 'wrong_value', path, value: name, expected, message }];
  });
}

function checkRole({ id, own, isMapped }: OutlineTask): Finding[] {
  const findings: Finding[] = [];
  const refuse = (key: string, expected: string, message: string): void => {
    findings.push({
      code: 'conflict',
      path: ['tasks', id, key],
      target: 'key',
      value: own[key],
      expected,
      message,
    });
  };
  const rule = own['trigger_rule'];
  if (rule !== undefined && rule !== 'all_done_setup_success')
    refuse(
      'trigger_rule',
      'no trigger_rule beside teardown',
      `The task ${id} takes something down: it always runs once that was set up, whatever became of the rest. Take trigger_rule out.`,
    );
  if (isMapped)
    refuse(
      'map',
      'no map beside teardown',
      `The task ${id} takes something down, and does so once. Take map out, or go over the list inside of the task.`,
    );
  if (own['setup'] === true)
    refuse(
      'setup',
      'either setup or teardown',
      `The task ${id} cannot both set up and take down. Make two tasks of it.`,
    );
  return findings;
}
