import type { Json } from '#core/kernel/json.ts';
import { timeNames } from '../definition/template-names.ts';
import type { Lookup } from '../definition/templates.ts';

/** What templates of a run can name. Times in ms since 1970 UTC. */
export interface RunValues {
  params: Readonly<Record<string, Json>>;
  run: { id: string; pipeline: string; trigger: string; queued_at: string };
  /** What started the run, where that is an alert. */
  alert: Readonly<Record<string, Json>>;
  logicalAt: number;
  intervalStart: number;
  intervalEnd: number;
  /** Of the tasks that ended well. */
  outputs: ReadonlyMap<string, Readonly<Record<string, Json>>>;
}

/** Airflow's words: `ds` is the day, `ts` the full time of the logical date, both in UTC. */
export function createLookup(values: RunValues): Lookup {
  const { params, run, outputs } = values;
  return ([root = '', ...rest]) => {
    if (root === 'params') return follow(params, rest);
    if (root === 'run') return follow(run, rest);
    if (root === 'alert') return follow(values.alert, rest);
    if (root === 'tasks') {
      const [taskId = '', , ...name] = rest;
      return follow(outputs.get(taskId) ?? {}, name);
    }
    return isTimeName(root) ? readTime(values, root) : undefined;
  };
}

/** Adds what only an instance of a map knows: `item`, or a part of it, and `map_index`. */
export function withItem(lookup: Lookup, { item, mapIndex }: { item: Json; mapIndex: number }): Lookup {
  return (name) => {
    const [root = '', ...rest] = name;
    if (root === 'map_index') return mapIndex;
    return root === 'item' ? follow({ item }, ['item', ...rest]) : lookup(name);
  };
}

type TimeName = (typeof timeNames)[number];

function isTimeName(name: string): name is TimeName {
  return timeNames.some((known) => known === name);
}

function readTime({ logicalAt, intervalStart, intervalEnd }: RunValues, name: TimeName): string {
  switch (name) {
    case 'ds':
      return isoTime(logicalAt).slice(0, 10);
    case 'ts':
    case 'logical_date':
      return isoTime(logicalAt);
    case 'data_interval_start':
      return isoTime(intervalStart);
    case 'data_interval_end':
      return isoTime(intervalEnd);
  }
}

export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}

function follow(holder: Readonly<Record<string, Json>>, path: readonly string[]): Json | undefined {
  let at: Json | undefined = holder;
  for (const part of path) {
    if (typeof at !== 'object' || at === null || Array.isArray(at) || !Object.hasOwn(at, part))
      return undefined;
    at = at[part];
  }
  return at;
}
