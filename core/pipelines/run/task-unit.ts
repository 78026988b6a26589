import { errorText } from '#core/kernel/errors.ts';
import type { Json } from '#core/kernel/json.ts';
import type { TaskDecision } from '#core/tasks/index.ts';
import type { TaskDefinition } from '../definition/definition.ts';
import { renderTemplates, type Lookup } from '../definition/templates.ts';
import { expandTask } from './expand-task.ts';
import { createTaskDriver, type ResumePoint, type TaskDriver } from './task-driver.ts';
import type { InstanceRow, UnitOptions } from './unit-types.ts';
import { withItem } from './template-values.ts';

/** One task of a run: one driver, or one for each item of its map. */
export interface TaskUnit {
  /** May run, by its trigger rule. */
  run(): void;
  /** Takes over an instance of an earlier start; `point` is null for one that is over, `start` for one that never began. */
  restore(row: InstanceRow, point: ResumePoint | 'start' | null): void;
  pass(end: 'skipped' | 'upstream_failed', reason: string): void;
  stop(kind: 'cancel' | 'stop', reason: string, graceMs: number): void;
  decide(mapIndex: number, decision: TaskDecision): Promise<boolean>;
  driver(mapIndex: number): TaskDriver | undefined;
  /** How many it has; 0 before it began. */
  readonly instances: number;
  /** True while something of it works or waits. */
  readonly isBusy: boolean;
}

/** @param base the task's row, or that of its first instance */
export function createTaskUnit(options: UnitOptions, base: InstanceRow): TaskUnit {
  const { task, events } = options;
  const drivers = new Map<number, TaskDriver>();
  let isExpanding = false;
  let stopped: Parameters<TaskUnit['stop']> | null = null;
  const add = (row: InstanceRow, isOver = false): TaskDriver => {
    const driver = makeDriver(options, row, isOver);
    drivers.set(row.instance.mapIndex, driver);
    return driver;
  };
  const baseDriver = (): TaskDriver => drivers.values().next().value ?? add(base);
  const expand = async (): Promise<void> => {
    const rows = await expandOrEnd(options, base, baseDriver);
    if (rows === null) return;
    drivers.clear();
    events.onExpanded(task.id, rows.length);
    const added = rows.map((row) => add(row));
    isExpanding = false;
    for (const driver of added) driver.schedule();
    if (stopped !== null) for (const driver of added) driver.stop(...stopped);
  };
  return {
    run: () => {
      if (task.map === null) {
        baseDriver().schedule();
        return;
      }
      isExpanding = true;
      expand()
        .catch(events.onBroken)
        .finally(() => {
          isExpanding = false;
        });
    },
    restore: (row, point) => {
      const driver = add(row, point === null);
      if (point === 'start') driver.schedule();
      else if (point !== null) driver.resume(point);
    },
    pass: (end, reason) => {
      baseDriver().pass(end, reason);
    },
    stop: (...how) => {
      stopped = how;
      if (isExpanding) return;
      if (drivers.size === 0) baseDriver();
      for (const driver of drivers.values()) driver.stop(...how);
    },
    decide: async (mapIndex, decision) => (await drivers.get(mapIndex)?.decide(decision)) ?? false,
    driver: (mapIndex) => drivers.get(mapIndex),
    get instances() {
      return drivers.size;
    },
    get isBusy() {
      const idle = ['none', 'parked', 'over'];
      return isExpanding || [...drivers.values()].some(({ phase }) => !idle.includes(phase));
    },
  };
}

/** Rows of the instances; null when there is nothing to run, and the task has ended for that. */
async function expandOrEnd(
  options: UnitOptions,
  base: InstanceRow,
  baseDriver: () => TaskDriver,
): Promise<InstanceRow[] | null> {
  const items = readItems(options.task, options.lookup);
  if (typeof items === 'string') baseDriver().fail(items);
  else if (items.length === 0) baseDriver().pass('skipped', 'Its map has no items.');
  else return expandTask(options, base.instance.rowId, items);
  return null;
}

function makeDriver(
  options: UnitOptions,
  { instance, lastTry, triesBefore, interruptions }: InstanceRow,
  isOver: boolean,
): TaskDriver {
  const { events, task, lookup, ...rest } = options;
  return createTaskDriver({
    ...rest,
    task,
    instance,
    lastTry,
    triesBefore,
    interruptions,
    isOver,
    lookup: task.map === null ? lookup : withItem(lookup, instance),
    events: {
      onEnd: (result) => {
        events.onEnd(task.id, instance, result);
      },
      onParked: events.onParked,
      onProgress: events.onProgress,
      onBroken: events.onBroken,
    },
  });
}

/** The items of its map, or what is wrong with it. */
function readItems({ id, map }: TaskDefinition, lookup: Lookup): Json[] | string {
  if (map === null) return [null];
  try {
    const list = renderTemplates(map.over, lookup);
    if (!Array.isArray(list)) {
      const seen = JSON.stringify(list ?? null).slice(0, 80);
      return `The map of ${id} is over ${seen}, which is no list. Give a list, or an output or a param that is one.`;
    }
    if (list.length <= map.max) return list;
    return `The map of ${id} has ${list.length} items; at most ${map.max} are allowed. Shorten the list, or raise map.max.`;
  } catch (error) {
    return `The map of ${id} cannot be filled in: ${errorText(error)}`;
  }
}
