import type { PipelineLayout, PipelineOperation } from '#contract/pipeline-editing.ts';
import type { TaskTypeInfo } from '#contract/pipelines.ts';
import { copyTasks, findCycleOfEdge, findFreeId } from '#core/pipeline-text/index.ts';
import type { EditRefused, PipelineGraph } from '#core/pipeline-text/index.ts';
import type { Place, Places } from '#renderer/parts/flow/layout/flow-places.ts';
import { valueAt } from '../form/field-values.ts';
import type { EditorSession, EditorState } from '../session/types.ts';
import { fillFields, fittingFields } from './fitting-types.ts';

/** Why something was not done: a code that is worded, what it is about, and the way of a cycle. */
export type Refused = Pick<EditRefused, 'subject' | 'path'> & {
  readonly code: EditRefused['code'] | 'not_file' | 'self' | 'again';
};
export type Edge = { readonly from: string; readonly to: string };

/** Where a new task goes: after or before another, into a line between two, or at a place of the canvas. */
export type NewTaskPlace = {
  readonly after?: string;
  readonly before?: string;
  readonly into?: Edge;
  readonly at?: Place;
};

/** What a person does to tasks, whichever way they ask. Each is one step to undo. */
export type TaskVerbs = ReturnType<typeof createTaskVerbs>;

export function createTaskVerbs(session: EditorSession, types: ReadonlyMap<string, TaskTypeInfo>) {
  const state = (): EditorState => session.state.get();
  const edit = (
    label: string,
    subject: string,
    operations: readonly PipelineOperation[],
    layout?: PipelineLayout,
  ): Refused | null => session.edit({ label, subject }, operations, layout);
  /** Selects what an edit has brought. */
  const editAndSelect = (
    label: string,
    subject: string,
    operations: readonly PipelineOperation[],
  ): Refused | null => {
    const before = state().graph.byId;
    const refused = edit(label, subject, operations);
    const added = state().graph.tasks.filter(({ id }) => !before.has(id));
    if (refused === null && added.length > 0) session.select(added.map(({ id }) => id));
    return refused;
  };
  return {
    add: (type: string, place: NewTaskPlace, named?: { id: string; with: Record<string, unknown> }) => {
      const { graph, layout } = state();
      const id = findFreeId(named?.id ?? idOfType(type), new Set(graph.byId.keys()));
      const operations = addOperations({ id, type, given: named?.with }, place, { graph, types });
      const refused =
        place.at === undefined
          ? edit('addTask', id, operations)
          : edit('addTask', id, operations, withPlaces(layout, new Map([[id, place.at]])));
      if (refused === null) session.select([id]);
      return refused;
    },
    connect: ({ from, to }: Edge): Refused | null => {
      const refused = refuseEdge(state(), { from, to });
      if (refused !== null) return refused;
      return edit('connect', to, [{ op: 'connect', from, to }]);
    },
    disconnect: ({ from, to }: Edge) => edit('disconnect', to, [{ op: 'disconnect', from, to }]),
    spliceIn: (task: string, into: Edge, layout?: PipelineLayout) =>
      edit('spliceIn', task, [{ op: 'spliceIn', task, ...into }], layout),
    rename: (from: string, to: string): Refused | null => {
      if (from === to) return null;
      const refused = edit(
        'renameTask',
        to,
        [{ op: 'renameTask', from, to }],
        renamePlace(state().layout, from, to),
      );
      if (refused === null) session.select([to]);
      return refused;
    },
    /** @param mend whether those that needed them get what they needed */
    remove: (ids: readonly string[], mend: boolean) => {
      const refused = edit('removeTasks', ids.join(', '), [{ op: 'removeTasks', ids: [...ids], mend }]);
      if (refused === null) session.select([]);
      return refused;
    },
    duplicate: (ids: readonly string[]) =>
      editAndSelect('duplicate', ids.join(', '), [{ op: 'duplicate', ids: [...ids] }]),
    paste: (text: string) => editAndSelect('paste', '', [{ op: 'paste', text }]),
    copied: (ids: readonly string[]): string => copyTasks(state().graphText, inTextOrder(state(), ids)),
    /** @param group null: they belong to none */
    group: (ids: readonly string[], group: string | null) =>
      edit(
        group === null ? 'ungroup' : 'group',
        group ?? ids.join(', '),
        ids
          .filter((id) => (state().graph.byId.get(id)?.group ?? null) !== group)
          .map((id) =>
            group === null
              ? { op: 'unset', path: ['tasks', id, 'group'] }
              : { op: 'set', path: ['tasks', id, 'group'], value: group },
          ),
      ),
    move: (moved: Places, label = 'move') =>
      session.moveTasks({ label, subject: [...moved.keys()].join(', ') }, withPlaces(state().layout, moved)),
    /** @param pinned null: nobody holds a place any more */
    tidy: (pinned: Places | null) => {
      const { layout } = state();
      const positions = pinned === null ? {} : withPlaces({ ...layout, positions: {} }, pinned).positions;
      session.moveTasks({ label: 'tidy', subject: '' }, { ...layout, positions });
    },
    fold: (group: string) => {
      const { layout } = state();
      const isFolded = layout.collapsed.includes(group);
      const collapsed = isFolded
        ? layout.collapsed.filter((one) => one !== group)
        : [...layout.collapsed, group];
      session.moveTasks({ label: isFolded ? 'unfold' : 'fold', subject: group }, { ...layout, collapsed });
    },
  };
}

type NewTask = {
  readonly id: string;
  readonly type: string;
  readonly given: Record<string, unknown> | undefined;
};
type Around = { readonly graph: PipelineGraph; readonly types: ReadonlyMap<string, TaskTypeInfo> };

/** A task, its lines to those around it, and what they hand each other. */
function addOperations(
  { id, type, given }: NewTask,
  { after, before, into }: NewTaskPlace,
  { graph, types }: Around,
): PipelineOperation[] {
  const from = after ?? into?.from;
  const input = {
    ...(from === undefined ? {} : fillFields(fittingFields(types, typeOf(graph, from), type), from)),
    ...given,
  };
  const operations: PipelineOperation[] = [
    {
      op: 'addTask',
      id,
      type,
      ...(after === undefined ? {} : { needs: [after] }),
      ...(from === undefined ? {} : { after: from }),
      ...(Object.keys(input).length === 0 ? {} : { with: input }),
    },
  ];
  if (into !== undefined) operations.push({ op: 'spliceIn', task: id, ...into });
  if (before !== undefined) operations.push(...goBefore({ id, type }, before, { graph, types }));
  return operations;
}

/** A task that was there is given what the new one makes, where it has nothing yet. */
function goBefore(
  { id, type }: { readonly id: string; readonly type: string },
  before: string,
  { graph, types }: Around,
): PipelineOperation[] {
  const free = fittingFields(types, type, typeOf(graph, before)).filter(
    (key) => valueAt(graph.byId.get(before)?.data, ['with', key]) === undefined,
  );
  return [
    { op: 'connect', from: id, to: before },
    ...Object.entries(fillFields(free, id)).map(([key, value]): PipelineOperation => ({
      op: 'set',
      path: ['tasks', before, 'with', key],
      value,
    })),
  ];
}

function typeOf({ byId }: PipelineGraph, id: string): string | null {
  return byId.get(id)?.type ?? null;
}

/** Why a task cannot need another one; null: it can. */
export function refuseEdge({ graph }: Pick<EditorState, 'graph'>, { from, to }: Edge): Refused | null {
  if (from === to) return { code: 'self', subject: to, path: [] };
  if (graph.byId.get(to)?.needs.includes(from) === true)
    return { code: 'again', subject: to, path: [from, to] };
  const path = findCycleOfEdge(graph, from, to);
  return path === null ? null : { code: 'cycle', subject: to, path };
}

export function withPlaces(layout: PipelineLayout, moved: Places): PipelineLayout {
  return { ...layout, positions: { ...layout.positions, ...Object.fromEntries(moved) } };
}

function renamePlace(layout: PipelineLayout, from: string, to: string): PipelineLayout {
  const { [from]: place, ...others } = layout.positions;
  return place === undefined ? layout : { ...layout, positions: { ...others, [to]: place } };
}

function inTextOrder({ graph }: EditorState, ids: readonly string[]): readonly string[] {
  const wanted = new Set(ids);
  return graph.tasks.filter(({ id }) => wanted.has(id)).map(({ id }) => id);
}

/** `stile/batch-predict` gives `batch_predict`. */
function idOfType(type: string): string {
  return toId(type.split('/').at(-1) ?? type);
}

/** A name as an id of a task: letters, digits and underscores. */
function toId(name: string): string {
  const id = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return /^[a-z]/.test(id) ? id : `task_${id}`.replace(/_$/, '');
}

/** A file that was dropped, as a task: a script or a notebook; null: it is neither. @param path as far as it is known */
export function taskOfFile(path: string): { type: string; id: string; with: Record<string, unknown> } | null {
  const name = path.split(/[\\/]/).at(-1) ?? path;
  const [, stem = '', kind = ''] = /^(.*)\.(py|ipynb)$/i.exec(name) ?? [];
  if (stem === '') return null;
  const isScript = kind.toLowerCase() === 'py';
  return {
    type: isScript ? 'python' : 'notebook',
    id: toId(stem),
    with: { [isScript ? 'script' : 'notebook']: path.replaceAll('\\', '/') },
  };
}
