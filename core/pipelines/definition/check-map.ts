import type { TaskType } from '#core/tasks/index.ts';
import { checkTemplates } from './check-templates.ts';
import { asObject, type OutlineTask } from './outline.ts';
import type { Finding } from './pipeline-text.ts';
import { wrongValue } from './schema-findings.ts';
import type { KnownItem, KnownType, TemplateScope } from './template-names.ts';
import { walkTemplates } from './templates.ts';

/** What is known of the items of a task's map; null for a task without one. */
export function readKnownItem({ isMapped, own }: OutlineTask): KnownItem | null {
  if (!isMapped) return null;
  const { over } = asObject(own['map']);
  if (!Array.isArray(over) || over.length === 0) return { type: 'unknown', keys: null };
  const items: unknown[] = over;
  const kinds = new Set(items.map(kindOf));
  const [kind = 'unknown'] = kinds;
  const type = kinds.size === 1 ? kind : 'unknown';
  const isOpen = kinds.has('unknown');
  return { type, keys: isOpen ? null : [...new Set(items.flatMap((item) => Object.keys(asObject(item))))] };
}

/** Of an item as it stands in the file; one with a template in it may become anything. */
function kindOf(item: unknown): KnownType {
  if (walkTemplates(item).next().done !== true) return 'unknown';
  if (Array.isArray(item)) return 'array';
  if (typeof item === 'number') return Number.isSafeInteger(item) ? 'integer' : 'number';
  if (typeof item === 'string' || typeof item === 'boolean') return typeof item as 'string' | 'boolean';
  return typeof item === 'object' && item !== null ? 'object' : 'unknown';
}

/** Whether a map is over what can be a list, and stands where the graph can take it. */
export function checkMap(task: OutlineTask, type: TaskType | undefined, scope: TemplateScope): Finding[] {
  if (!task.isMapped) return [];
  const { over, label, max } = asObject(task.own['map']);
  const base = ['tasks', task.id, 'map'];
  const ofOver = checkTemplates(over, [...base, 'over'], { ...scope, item: null });
  const ofLabel = checkTemplates(label, [...base, 'label'], scope).findings;
  const found = [...ofOver.findings, ...ofLabel];
  if (typeof over === 'string' && ofOver.findings.length === 0)
    found.push(...checkListText(over, [...base, 'over'], ofOver.values[0]?.type));
  if (Array.isArray(over)) found.push(...checkList(task.id, over, max));
  return [...found, ...checkPlace(task, type, over)];
}

/** A text becomes a list only where it is one template and nothing else. */
function checkListText(over: string, path: readonly string[], type: KnownType | undefined): Finding[] {
  const [templated] = walkTemplates(over);
  const [part, ...more] = templated?.template.ok === true ? templated.template.parts : [];
  const expected = 'a list, or one template that becomes one, such as {{ tasks.list.outputs.files }}';
  if (part?.kind !== 'name' || more.length > 0) return [wrongValue(path, over, expected)];
  if (type === 'array' || type === 'unknown') return [];
  return [wrongValue(path, over, `a list, and ${part.name.join('.')} is of the type ${type ?? 'string'}`)];
}

const defaultMax = 1024;

function checkList(id: string, over: readonly unknown[], max: unknown): Finding[] {
  const path = ['tasks', id, 'map', 'over'];
  if (over.length === 0) {
    const message = `The task ${id} never runs: the list of its map has no items. Give it some, or take map out.`;
    return [
      { code: 'never_runs', severity: 'warning', path, value: over, expected: 'at least one item', message },
    ];
  }
  const most = typeof max === 'number' ? max : defaultMax;
  if (over.length <= most) return [];
  const expected = `at most ${most} items, or a greater max`;
  const message = `The map of ${id} is over ${over.length} items, and at most ${most} are allowed. Shorten the list, or raise map.max.`;
  return [{ code: 'wrong_value', path, value: over.length, expected, message }];
}

/** Where instances would contradict each other, or start before there is anything to go over. */
function checkPlace(
  { id, own, triggerRule }: OutlineTask,
  type: TaskType | undefined,
  over: unknown,
): Finding[] {
  const conflict = { code: 'conflict' as const, target: 'key' as const };
  const found: Finding[] = [];
  if (triggerRule === 'always' && namesOutputs(over)) {
    const isOwn = own['trigger_rule'] !== undefined;
    const message = `The task ${id} goes over what another task puts out, so it cannot start at once: take trigger_rule: always out, or write all_done.`;
    const path = ['tasks', id, isOwn ? 'trigger_rule' : 'map'];
    found.push({ ...conflict, path, value: triggerRule, expected: 'trigger_rule: all_done', message });
  }
  if (type?.controlsFlow !== undefined) {
    const message = `The task ${id} decides on the tasks after it, and instances could decide differently. Take map out, or map the tasks after it.`;
    found.push({
      ...conflict,
      path: ['tasks', id, 'map'],
      value: type.name,
      expected: `no map at ${type.name}`,
      message,
    });
  }
  return found;
}

function namesOutputs(value: unknown): boolean {
  for (const { template } of walkTemplates(value)) {
    if (!template.ok) continue;
    if (template.parts.some((part) => part.kind === 'name' && part.name[0] === 'tasks')) return true;
  }
  return false;
}
