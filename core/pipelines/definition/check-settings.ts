import type { TaskTypes } from './check-tasks.ts';
import { asObject, readSetting, settingPath, type OutlineTask, type PipelineOutline } from './outline.ts';
import { parseDuration } from './durations.ts';
import type { Finding, YamlPath } from './pipeline-text.ts';
import { createSuggester } from './suggest.ts';

/** What settings of tasks say to each other, and to what the file lists: groups, pools, retries, the cache. */
export function checkSettings(data: unknown, outline: PipelineOutline, types: TaskTypes): Finding[] {
  const file = asObject(data);
  const groups = Object.keys(asObject(file['groups']));
  const [known, suggest] = [new Set(groups), createSuggester(groups)];
  const findings = outline.tasks.flatMap((task) => [
    ...checkGroup(task, known, suggest),
    ...checkPool(task, outline, asObject(file['pools'])),
    ...checkRetries(task, outline),
    ...checkCache(task, outline, types),
    ...checkProcess(task, types),
  ]);
  return [...findings, ...checkUnusedNames(file, outline), ...checkEnvironmentNames(outline)];
}

function checkGroup(
  { id, own }: OutlineTask,
  known: ReadonlySet<string>,
  suggest: ReturnType<typeof createSuggester>,
): Finding[] {
  const { group } = own;
  if (typeof group !== 'string' || known.has(group)) return [];
  const expected = known.size === 0 ? `groups: { ${group}: {} } at the top` : suggest(group);
  const message = `The task ${id} is in the group "${group}", which groups does not list: ${expected}`;
  return [{ code: 'unknown_group', path: ['tasks', id, 'group'], value: group, expected, message }];
}

function checkPool(task: OutlineTask, outline: PipelineOutline, pools: Record<string, unknown>): Finding[] {
  const [pool, slots] = [readSetting(task, outline, 'pool'), readSetting(task, outline, 'pool_slots')];
  if (typeof pool !== 'string') {
    if (!Object.hasOwn(task.own, 'pool_slots')) return [];
    return [notActedUpon(['tasks', task.id, 'pool_slots'], 'pool', `${task.id} takes no place in a pool`)];
  }
  const size = Object.hasOwn(pools, pool) ? pools[pool] : undefined;
  if (typeof size !== 'number' || typeof slots !== 'number') return [];
  return checkPoolSlots({ task, pool, slots, size });
}

/** Of one that needs more places than there are: it would never get them. */
export function checkPoolSlots(claim: {
  task: OutlineTask;
  pool: string;
  slots: number;
  size: number;
}): Finding[] {
  const { task, pool, slots, size } = claim;
  if (slots <= size) return [];
  const key =
    Object.hasOwn(task.own, 'pool_slots') || !Object.hasOwn(task.own, 'pool') ? 'pool_slots' : 'pool';
  const expected = `at most ${size}: the pool ${pool} has no more`;
  const message = `The task ${task.id} takes ${slots} places of the pool ${pool}, which has ${size}. Take fewer, or make the pool larger.`;
  return [{ code: 'wrong_value', path: settingPath(task, key), value: slots, expected, message }];
}

const retryWords = ['retry_delay', 'retry_backoff', 'max_retry_delay', 'retry_jitter'] as const;

function checkRetries(task: OutlineTask, outline: PipelineOutline): Finding[] {
  const { id, own } = task;
  const written = retryWords.filter((key) => Object.hasOwn(own, key));
  const retries = readSetting(task, outline, 'retries') ?? 0;
  if (retries === 0)
    return written.map((key) => notActedUpon(['tasks', id, key], 'retries', `${id} is not tried again`));
  if (!written.includes('max_retry_delay')) return [];
  const path = ['tasks', id, 'max_retry_delay'];
  if (readSetting(task, outline, 'retry_backoff') !== 'exponential')
    return [notActedUpon(path, 'retry_backoff: exponential', `the waits of ${id} do not grow`)];
  const [first, longest] = [readSetting(task, outline, 'retry_delay'), own['max_retry_delay']].map((text) =>
    typeof text === 'string' ? parseDuration(text) : null,
  );
  if (first == null || longest == null || longest >= first) return [];
  return [notActedUpon(path, 'a time longer than retry_delay', `the first wait of ${id} is longer already`)];
}

/** Types that are there for what they do, not for what they put out. */
const doers: ReadonlySet<string> = new Set(['approve', 'trigger', 'wait', 'stile/promote', 'stile/cleanup']);

function checkCache(task: OutlineTask, outline: PipelineOutline, types: TaskTypes): Finding[] {
  const cache = readSetting(task, outline, 'cache');
  if (cache === undefined || cache === false || task.type === null) return [];
  if (!doers.has(task.type) || !types.has(task.type)) return [];
  const isOwn = Object.hasOwn(task.own, 'cache');
  const message = `The task ${task.id} is there for what it does: where the cache has its outputs, ${task.type} does nothing. Write cache: false in it.`;
  return [
    {
      code: 'side_effects_cached',
      severity: 'warning',
      path: isOwn ? ['tasks', task.id, 'cache'] : ['tasks', task.id],
      target: 'key',
      value: isOwn ? cache : task.id,
      expected: `cache: false in ${task.id}`,
      message,
    },
  ];
}

/** Words about the program of a task, at one that runs none. */
function checkProcess({ id, own, type }: OutlineTask, types: TaskTypes): Finding[] {
  const known = type === null ? undefined : types.get(type);
  if (known === undefined || known.isProcess === true) return [];
  const why = `${known.name} runs no program of its own`;
  const findings: Finding[] = [];
  if (own['on_engine_exit'] === 'adopt')
    findings.push(notActedUpon(['tasks', id, 'on_engine_exit'], 'a task that runs a program', why));
  if (Object.keys(asObject(own['env'])).length > 0)
    findings.push(notActedUpon(['tasks', id, 'env'], 'a task that runs a program', why));
  return findings;
}

/** Groups and pools that no task names: a slip somewhere, or a leftover. */
function checkUnusedNames(file: Record<string, unknown>, outline: PipelineOutline): Finding[] {
  return (['group', 'pool'] as const).flatMap((key) => {
    const used = new Set(outline.tasks.map((task) => readSetting(task, outline, key)));
    return Object.keys(asObject(file[`${key}s`]))
      .filter((name) => !used.has(name))
      .map((name) => notActedUpon([`${key}s`, name], `a task with ${key}: ${name}`, 'no task names it'));
  });
}

const reservedNames: Readonly<Record<string, string>> = {
  MLFLOW_RUN_ID:
    'it makes scripts fail that choose an experiment; the runs of a task carry its name by themselves',
  MLFLOW_RUN_CONTEXT: 'it is how runs of MLflow know which task they belong to',
};

function checkEnvironmentNames({ defaults, tasks }: PipelineOutline): Finding[] {
  const holders = [
    { path: ['defaults', 'env'], env: defaults['env'] },
    ...tasks.map(({ id, own }) => ({ path: ['tasks', id, 'env'], env: own['env'] })),
  ];
  return holders.flatMap(({ path, env }) =>
    Object.keys(asObject(env)).flatMap((name): Finding[] => {
      // Windows knows no case in these.
      const upper = name.toUpperCase();
      const isOurs = upper.startsWith('STILE_');
      const why = isOurs ? 'names with STILE_ tell a task who it is' : reservedNames[upper];
      if (why === undefined) return [];
      const expected = isOurs ? 'a name without STILE_ in front' : 'no such variable';
      const message = `${name} cannot be set: ${why}. ${isOurs ? 'Give it another name' : 'Take it out'}.`;
      return [
        { code: 'reserved_name', path: [...path, name], target: 'key', value: name, expected, message },
      ];
    }),
  );
}

/** A warning of a key that nothing comes of. @param lacks what would make it count */
function notActedUpon(path: YamlPath, lacks: string, why: string): Finding {
  const key = String(path.at(-1) ?? '');
  return {
    code: 'not_acted_upon',
    severity: 'warning',
    path,
    target: 'key',
    value: key,
    expected: lacks,
    message: `Nothing comes of "${key}" here: ${why}. Take it out, or add what it wants: ${lacks}.`,
  };
}
