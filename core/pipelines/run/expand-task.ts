import { errorText } from '#core/kernel/errors.ts';
import type { Json } from '#core/kernel/json.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { renderTemplates, type Lookup } from '../definition/templates.ts';
import type { TaskInstance } from './attempt-types.ts';
import type { InstanceRow, UnitOptions } from './unit-types.ts';
import { withItem } from './template-values.ts';
import { announce } from './transitions.ts';

interface StoredInstance {
  id: number;
  map_index: number;
  last_try: number;
  tries_before: number;
  interruptions: number;
}

/**
 * Makes a row for each item: the task's own becomes that of the first, those of an earlier start are taken again with
 * their attempts, and what is left over of them is removed.
 */
export async function expandTask(
  { ctx, plan, task, lookup }: Pick<UnitOptions, 'ctx' | 'plan' | 'task' | 'lookup'>,
  baseRowId: number,
  items: readonly Json[],
): Promise<InstanceRow[]> {
  return ctx.write((tx) => {
    const stored = tx.db.all<StoredInstance>(
      'SELECT id, map_index, last_try, tries_before, interruptions FROM task_runs WHERE run_id = ? AND task_id = ? ORDER BY map_index',
      plan.ref.rowId,
      task.id,
    );
    const rows = items.map((item, mapIndex): InstanceRow => {
      const label = makeLabel(task.map?.label ?? null, lookup, { item, mapIndex });
      const known = stored.find(({ map_index }) => map_index === mapIndex);
      const base = mapIndex === 0 ? stored.find(({ id }) => id === baseRowId) : undefined;
      const {
        id,
        last_try = 0,
        tries_before = 0,
        interruptions = 0,
      } = known ?? base ?? { id: insertInstance(tx, baseRowId, mapIndex) };
      tx.db.run(
        'UPDATE task_runs SET map_index = ?, map_item = ?, map_label = ? WHERE id = ?',
        mapIndex,
        JSON.stringify(item),
        label,
        id,
      );
      const instance = { rowId: id, mapIndex, item, label };
      return { instance, lastTry: last_try, triesBefore: tries_before, interruptions };
    });
    for (const { id, map_index } of stored)
      if (map_index >= items.length) tx.db.run("UPDATE task_runs SET state = 'removed' WHERE id = ?", id);
    tx.record({
      action: 'pipeline_run.expand',
      entityKind: 'pipeline_run',
      entityId: plan.ref.pipelineRunId,
      after: { task: task.id, items: items.length },
    });
    announce(tx, plan.ref);
    return rows;
  });
}

function insertInstance(tx: WriteTx, baseRowId: number, mapIndex: number): number {
  return tx.db.run(
    `INSERT INTO task_runs (run_id, task_id, map_index, position, type, needs, state)
     SELECT run_id, task_id, ?, position, type, needs, 'none' FROM task_runs WHERE id = ?`,
    mapIndex,
    baseRowId,
  ).lastId;
}

/** A label that cannot be filled in says why: it is no reason for a task to fail. */
function makeLabel(
  label: string | null,
  lookup: Lookup,
  instance: Pick<TaskInstance, 'item' | 'mapIndex'>,
): string | null {
  if (label === null) return typeof instance.item === 'string' ? instance.item.slice(0, 200) : null;
  try {
    const text = renderTemplates(label, withItem(lookup, instance));
    return typeof text === 'string' ? text.slice(0, 200) : JSON.stringify(text ?? null).slice(0, 200);
  } catch (error) {
    return errorText(error).slice(0, 200);
  }
}
