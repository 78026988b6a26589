import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import type { PipelineProblem } from '#contract/pipelines.ts';
import type { GraphTask, PipelineGraph } from '#core/pipeline-text/index.ts';
import type { FlowTask } from '#renderer/parts/flow/flow-types.ts';
import { KeptCards, placesOfCards, toCards } from '#renderer/parts/flow/folded-cards.ts';
import type { Places } from '#renderer/parts/flow/layout/flow-places.ts';
import { usePlaces } from '#renderer/parts/flow/use-places.ts';
import { useEditor, useEditorState } from '../session/editor-context.ts';
import { problemsByTask, toEdges } from './flow-of-graph.ts';
import { drawGroup, drawTask } from './word-task.ts';

const unplaced: Places = new Map();
const none: readonly PipelineProblem[] = [];

/** The graph of the editor as cards, lines and places. Each part is made anew only when what it is made of has changed. */
export function useCanvasGraph() {
  const { t } = useTranslation();
  const { standing } = useEditor();
  const name = useEditorState((state) => state.name);
  const graph = useEditorState((state) => state.graph);
  const layout = useEditorState((state) => state.layout);
  const problems = useEditorState((state) => state.problems);
  const folded = useMemo(() => new Set(layout.collapsed), [layout.collapsed]);
  const laid = useMemo(
    () => graph.tasks.map(({ id, needs, group }) => ({ id, title: id, needs, group })),
    [graph],
  );
  const fixed = useMemo(() => fixedOf(graph, layout.positions), [graph, layout.positions]);
  const { places, fresh } = usePlaces(name, laid, fixed);
  const [kept] = useState(() => new KeptCards());
  const draw = useMemo(() => drawOnce(t), [t]);
  const byTask = useMemo(() => problemsByTask(problems), [problems]);
  const tasks = useMemo(() => {
    const saidOf = (id: string) => ({ standing: standing.get(id), problems: byTask.get(id) ?? none });
    return kept.keep(
      toCards(graph, folded, {
        task: (task) => draw(task, saidOf(task.id)),
        group: (group, members) => drawGroup(group, members, saidOf, t),
      }),
    );
  }, [kept, graph, folded, standing, byTask, draw, t]);
  const edges = useMemo(() => toEdges(tasks, standing), [tasks, standing]);
  const placed = useMemo(
    () => (places === null ? null : placesOfCards(graph, folded, places)),
    [graph, folded, places],
  );
  // A canvas that is open stays open while tasks wait for their places.
  const [isOpen, setOpen] = useState(false);
  if (placed !== null && !isOpen) setOpen(true);
  const shown = placed ?? (isOpen ? unplaced : null);
  return { name, graph, folded, tasks, edges, places, shown, fresh };
}

type Said = Parameters<typeof drawTask>[1];

/** While a run works, few tasks change at a time: the words of the others are not found anew. */
function drawOnce(t: TFunction): (task: GraphTask, said: Said) => FlowTask {
  const known = new WeakMap<GraphTask, { said: Said; card: FlowTask }>();
  return (task, said) => {
    const before = known.get(task);
    if (
      before !== undefined &&
      before.said.standing === said.standing &&
      before.said.problems === said.problems
    )
      return before.card;
    const card = drawTask(task, said, t);
    known.set(task, { said, card });
    return card;
  };
}

/** Places that were kept of tasks that are there. */
function fixedOf(
  graph: PipelineGraph,
  positions: Readonly<Record<string, { x: number; y: number }>>,
): Places {
  return new Map(Object.entries(positions).filter(([id]) => graph.byId.has(id)));
}
