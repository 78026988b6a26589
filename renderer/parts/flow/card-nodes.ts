import { Position } from '@xyflow/react';
import type { Edge, Node, NodeHandle, ReactFlowInstance } from '@xyflow/react';
import type { FlowEdge, FlowTask } from './flow-types.ts';
import { cardHeight, widthOfCard } from './layout/flow-places.ts';
import type { Place } from './layout/flow-places.ts';

export type CardNode = Node<{ readonly task: FlowTask; readonly isEditable: boolean }, 'task'>;
export type LineEdge = Edge<
  Pick<FlowEdge, 'state'> & { readonly isOn: boolean; readonly isTarget: boolean },
  'line'
>;

export type FlowInstance = ReactFlowInstance<CardNode, LineEdge>;

const portSize = 9;

type CardFlags = { readonly isSelected: boolean; readonly isEditable: boolean };

/**
 * Cards as the graph's library wants them. What did not change stays the same object, so that a change of one task
 * draws one card, whatever the number of tasks.
 */
export class CardNodes {
  #nodes = new Map<string, CardNode>();

  list(
    tasks: readonly FlowTask[],
    placeOf: (id: string) => Place | undefined,
    flagsOf: (id: string) => CardFlags,
  ) {
    const next = new Map<string, CardNode>();
    for (const task of tasks) {
      const place = placeOf(task.id);
      if (place !== undefined) next.set(task.id, this.#node(task, place, flagsOf(task.id)));
    }
    this.#nodes = next;
    return [...next.values()];
  }

  #node(task: FlowTask, place: Place, { isSelected, isEditable }: CardFlags): CardNode {
    const old = this.#nodes.get(task.id);
    const isSame =
      old?.data.task === task &&
      old.data.isEditable === isEditable &&
      old.selected === isSelected &&
      old.position.x === place.x &&
      old.position.y === place.y;
    if (isSame) return old;
    const data =
      old?.data.task === task && old.data.isEditable === isEditable ? old.data : { task, isEditable };
    return toNode(data, place, isSelected);
  }
}

function toNode(data: CardNode['data'], place: Place, isSelected: boolean): CardNode {
  const { id, title } = data.task;
  const width = widthOfCard(title);
  return {
    id,
    type: 'task',
    position: { x: place.x, y: place.y },
    data,
    selected: isSelected,
    width,
    height: cardHeight,
    // Given instead of measured: thousands of cards that are out of view never stand on the page.
    measured: { width, height: cardHeight },
    handles: portsOf(width),
    ariaRole: 'button',
    domAttributes: { tabIndex: -1, 'aria-pressed': isSelected, 'aria-roledescription': undefined },
  };
}

function portsOf(width: number): NodeHandle[] {
  const size = { y: (cardHeight - portSize) / 2, width: portSize, height: portSize };
  return [
    { ...size, type: 'target', position: Position.Left, x: -portSize / 2 },
    { ...size, type: 'source', position: Position.Right, x: width - portSize / 2 },
  ];
}

/** The same for the lines between cards. */
export class LineEdges {
  #edges = new Map<string, LineEdge>();

  list(
    edges: readonly FlowEdge[],
    selected: ReadonlySet<string>,
    chosen: string | null,
    target: string | null,
  ) {
    const next = new Map<string, LineEdge>();
    for (const edge of edges) {
      const id = edgeId(edge);
      const isOn = selected.has(edge.from) || selected.has(edge.to);
      next.set(id, this.#edge(id, edge, { isOn, isChosen: id === chosen, isTarget: id === target }));
    }
    this.#edges = next;
    return [...next.values()];
  }

  #edge(
    id: string,
    { from, to, state }: FlowEdge,
    { isOn, isChosen, isTarget }: { isOn: boolean; isChosen: boolean; isTarget: boolean },
  ): LineEdge {
    const old = this.#edges.get(id);
    const isSame =
      old?.data?.state === state &&
      old.data.isOn === isOn &&
      old.data.isTarget === isTarget &&
      old.selected === isChosen;
    if (isSame) return old;
    return {
      id,
      source: from,
      target: to,
      type: 'line',
      data: { state, isOn, isTarget },
      selected: isChosen,
      focusable: false,
      // A card says what it needs in its name; lines have nothing to add for those who hear them.
      domAttributes: { 'aria-hidden': true, 'aria-roledescription': undefined },
    };
  }
}

/** An id has no space, so the two ends can be told apart. */
const edgeId = ({ from, to }: Pick<FlowEdge, 'from' | 'to'>): string => `${from} ${to}`;
