import type { PipelineLayout, PipelineOperation } from '#contract/pipeline-editing.ts';
import { findFreeId, type EditRefused } from '#core/pipeline-text/index.ts';
import type { Editor } from './editor-context.ts';

/** Where a new task goes. */
export type NewTaskPlace = {
  /** It needs this one. */
  readonly after?: string;
  /** It stands between two that are connected. */
  readonly into?: { readonly from: string; readonly to: string };
  /** This one needs it. */
  readonly before?: string;
  /** Its left upper corner on the canvas. */
  readonly at?: { readonly x: number; readonly y: number };
  /** What it is given from the start, such as the path of a script. */
  readonly with?: Readonly<Record<string, unknown>>;
  /** What its id is made of; its type otherwise. */
  readonly called?: string;
};

export type AddedTask =
  { readonly id: string; readonly refused: null } | { readonly id: null; readonly refused: EditRefused };

/** Adds a task as one step, under a free id, and selects it. */
export function addTask(
  { session }: Pick<Editor, 'session'>,
  type: string,
  place: NewTaskPlace = {},
): AddedTask {
  const { graph, layout } = session.state.get();
  const id = findFreeId(suggestId(place.called ?? type), new Set(graph.byId.keys()));
  const refused = session.edit(
    { label: 'addTask', subject: id },
    operationsFor(id, type, place),
    place.at === undefined ? undefined : withPlace(layout, id, place.at),
  );
  if (refused !== null) return { id: null, refused };
  session.select([id]);
  return { id, refused: null };
}

/** `stile/batch-predict` becomes `batch_predict`. */
function suggestId(name: string): string {
  const last =
    name
      .split(/[/\\]/)
      .at(-1)
      ?.replace(/\.\w+$/, '') ?? '';
  const id = last
    .replaceAll(/\W+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 60);
  if (id === '') return 'task';
  return /^\d/.test(id) ? `task_${id}` : id;
}

function operationsFor(
  id: string,
  type: string,
  { after, into, before, with: input }: NewTaskPlace,
): PipelineOperation[] {
  const anchor = after ?? into?.from;
  const operations: PipelineOperation[] = [
    {
      op: 'addTask',
      id,
      type,
      ...(after !== undefined && { needs: [after] }),
      ...(input !== undefined && { with: { ...input } }),
      ...(anchor !== undefined && { after: anchor }),
    },
  ];
  if (into !== undefined) operations.push({ op: 'spliceIn', task: id, ...into });
  if (before !== undefined) operations.push({ op: 'connect', from: id, to: before });
  return operations;
}

function withPlace(layout: PipelineLayout, id: string, at: { x: number; y: number }): PipelineLayout {
  return {
    ...layout,
    positions: { ...layout.positions, [id]: { x: Math.round(at.x), y: Math.round(at.y) } },
  };
}
