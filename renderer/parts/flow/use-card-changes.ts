import type { Node, OnNodesChange, ReactFlowProps } from '@xyflow/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { CardNode, LineEdge } from './card-nodes.ts';
import type { FlowGraphProps } from './flow-props.ts';
import type { Place, Places } from './layout/flow-places.ts';

type Changes = Pick<
  ReactFlowProps<CardNode, LineEdge>,
  'onNodesChange' | 'onNodeDragStop' | 'onSelectionDragStop'
>;

/** What the hand does to cards: choosing at once, moving while it is down, and one step when it is up again. */
export function useCardChanges({ places, selection, onSelect, editing }: FlowGraphProps) {
  const [dragged, setDragged] = useState<Places | null>(null);
  // Several changes of the selection can come before the first of them has been drawn.
  const chosen = useRef(selection);
  useEffect(() => {
    chosen.current = selection;
  }, [selection]);
  const onNodesChange: OnNodesChange<CardNode> = (list) => {
    const moved = new Map<string, Place>();
    const next = new Set(chosen.current);
    for (const change of list) {
      if (change.type === 'position' && change.position !== undefined && change.dragging === true)
        moved.set(change.id, change.position);
      if (change.type === 'select') {
        if (change.selected) next.add(change.id);
        else next.delete(change.id);
      }
    }
    if (moved.size > 0) setDragged((now) => new Map([...(now ?? []), ...moved]));
    const ids = [...next];
    if (ids.join(' ') === chosen.current.join(' ')) return;
    chosen.current = ids;
    onSelect(ids);
  };
  const drop = (nodes: readonly Node[]): void => {
    setDragged(null);
    const moved = nodes.filter(({ id, position: { x, y } }) => {
      const old = places.get(id);
      return old?.x !== x || old.y !== y;
    });
    if (moved.length > 0) editing?.onMove(new Map(moved.map(({ id, position: { x, y } }) => [id, { x, y }])));
  };
  const changes: Changes = {
    onNodesChange,
    onNodeDragStop: (_event, _node, nodes) => drop(nodes),
    onSelectionDragStop: (_event, nodes) => drop(nodes),
  };
  const shownPlaces = useMemo(
    () => (dragged === null ? places : new Map([...places, ...dragged])),
    [places, dragged],
  );
  return { shownPlaces, changes };
}
