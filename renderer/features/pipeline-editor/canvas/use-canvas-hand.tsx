import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { FinalConnectionState } from '@xyflow/react';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import type { MouseEvent as ReactMouseEvent, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowEditing } from '#renderer/parts/flow/flow-props.ts';
import type { FlowHandle } from '#renderer/parts/flow/flow-handle.ts';
import { snap, widthOfCard } from '#renderer/parts/flow/layout/flow-places.ts';
import type { Place, Places } from '#renderer/parts/flow/layout/flow-places.ts';
import { useEditor } from '../session/editor-context.ts';
import { ConnectLine } from './connect-line.tsx';
import { groupOfFolded } from '#renderer/parts/flow/folded-cards.ts';
import type { TaskAction } from './task-actions.ts';
import { refuseEdge, withPlaces } from './task-verbs.ts';
import type { Edge } from './task-verbs.ts';
import type { useCanvasGraph } from './use-canvas-graph.ts';
import type { TaskWork } from './use-task-work.tsx';

type Hand = {
  readonly work: TaskWork;
  readonly flow: RefObject<FlowHandle | null>;
  readonly canvas: ReturnType<typeof useCanvasGraph>;
};

type PointerEventLike = MouseEvent | TouchEvent | ReactMouseEvent;

/** What the hand does on the canvas beside choosing and moving: connecting, putting into lines, asking for the menu. */
export function useCanvasHand({ work, flow, canvas: { graph } }: Hand) {
  const { t } = useTranslation();
  const { session } = useEditor();
  const [chosenEdge, setChosenEdge] = useState<string | null>(null);
  const [targetEdge, setTargetEdge] = useState<string | null>(null);
  const isTask = (id: string | null | undefined): id is string => id != null && graph.byId.has(id);
  const isLoose = (id: string): boolean =>
    graph.byId.get(id)?.needs.length === 0 && graph.tasks.every(({ needs }) => !needs.includes(id));
  const idsFor = (id: string): readonly string[] => {
    const group = groupOfFolded(id);
    if (group !== null) return graph.tasks.filter((task) => task.group === group).map((task) => task.id);
    const { selection } = session.state.get();
    return selection.includes(id) ? [...selection.filter((one) => one !== id), id] : [id];
  };
  const openFor = (
    event: ReactMouseEvent | MouseEvent,
    ids: readonly string[],
    more?: readonly TaskAction[],
  ): void => {
    event.preventDefault();
    if (ids.length > 0) session.select(ids);
    work.openMenu(ids, { x: event.clientX, y: event.clientY }, more);
  };
  const endConnect = (event: MouseEvent | TouchEvent, state: FinalConnectionState): void => {
    const from = state.fromNode?.id;
    const point = pointOf(event);
    if (state.isValid === true || !isTask(from) || point === null || flow.current === null) return;
    const at = flow.current.placeAt(point);
    const over = state.toNode?.id ?? flow.current.cardAt(at);
    const isForward = state.fromHandle?.type === 'source';
    if (isTask(over)) work.connect(isForward ? { from, to: over } : { from: over, to: from });
    else if (over === null)
      work.ask(
        { kind: 'add', place: isForward ? { after: from, at } : { before: from, at: cardEndingAt(at) } },
        { x: point.clientX, y: point.clientY },
      );
  };
  const editing: Omit<FlowEditing, 'onMove' | 'onKeyDown'> = {
    chosenEdge,
    targetEdge,
    flow: {
      isValidConnection: ({ source, target }) =>
        isTask(source) && isTask(target) && refuseEdge({ graph }, { from: source, to: target }) === null,
      onConnect: ({ source, target }) => work.connect({ from: source, to: target }),
      onConnectEnd: endConnect,
      connectionLineComponent: ConnectLine,
      onNodeDrag: (event, node, nodes) => {
        const edge = nodes.length === 1 && isTask(node.id) && isLoose(node.id) ? edgeAt(event) : null;
        setTargetEdge(edge === null ? null : `${edge.from} ${edge.to}`);
      },
      onEdgeClick: (_event, { id }) => setChosenEdge(id),
      onPaneClick: () => setChosenEdge(null),
      onNodeContextMenu: (event, { id }) => openFor(event, idsFor(id)),
      onEdgeContextMenu: (event, { id, source, target }) => {
        setChosenEdge(id);
        if (isTask(source) && isTask(target))
          openFor(event, [], edgeActions({ from: source, to: target }, work, t));
      },
      onPaneContextMenu: (event) => openFor(event, []),
      onSelectionContextMenu: (event) => openFor(event, session.state.get().selection),
    },
  };
  return {
    editing,
    edgeAt,
    /** Deletes the line that was chosen. @returns whether there was one */
    removeChosenEdge: (): boolean => {
      const [from, to] = chosenEdge?.split(' ') ?? [];
      setChosenEdge(null);
      if (!isTask(from) || !isTask(to) || graph.byId.get(to)?.needs.includes(from) !== true) return false;
      work.tell(work.verbs.disconnect({ from, to }), t('pipelineCanvas.did.disconnect', { from, to }));
      return true;
    },
    /** A task that was let go on a line goes into it. */
    spliceDropped: (moved: Places): boolean => {
      const [from, to] = targetEdge?.split(' ') ?? [];
      const [id] = [...moved.keys()];
      setTargetEdge(null);
      if (id === undefined || moved.size !== 1 || !isTask(from) || !isTask(to)) return false;
      const refused = work.verbs.spliceIn(id, { from, to }, withPlaces(session.state.get().layout, moved));
      work.tell(refused, t('pipelineCanvas.did.spliceIn', { name: id }));
      return refused === null;
    },
    room: {
      /** A click on an output asks what comes after it. */
      onClick: (event: ReactMouseEvent): void => {
        if (!(event.target instanceof Element) || event.target.closest('[data-port="out"]') === null) return;
        const card = event.target.closest('.react-flow__node');
        const id = card instanceof HTMLElement ? card.dataset['id'] : undefined;
        if (isTask(id))
          work.ask({ kind: 'add', place: { after: id } }, { x: event.clientX + 12, y: event.clientY - 20 });
      },
      /** While a type or a file is dragged: the line that it would go into. */
      onDragOver: (event: ReactMouseEvent): void => {
        const edge = edgeAt(event);
        setTargetEdge(edge === null ? null : `${edge.from} ${edge.to}`);
      },
      onDragEnd: (): void => setTargetEdge(null),
    },
  };
}

function edgeActions(edge: Edge, work: TaskWork, t: TFunction): readonly TaskAction[] {
  return [
    {
      id: 'edge.remove',
      section: 'build',
      label: t('pipelineCanvas.actions.removeEdge'),
      icon: IconTrash,
      key: 'Delete',
      run: () => work.tell(work.verbs.disconnect(edge), t('pipelineCanvas.did.disconnect', edge)),
    },
    {
      id: 'edge.addInto',
      section: 'build',
      label: t('pipelineCanvas.actions.addInto'),
      icon: IconPlus,
      key: null,
      run: () => work.ask({ kind: 'add', place: { into: edge } }),
    },
  ];
}

/** The line under the pointer, also where a card that is dragged lies over it. */
function edgeAt(event: PointerEventLike): Edge | null {
  const point = pointOf(event);
  if (point === null) return null;
  for (const element of document.elementsFromPoint(point.clientX, point.clientY)) {
    const edge = element.closest('.react-flow__edge');
    const [from, to] = edge?.getAttribute('data-id')?.split(' ') ?? [];
    if (from !== undefined && to !== undefined) return { from, to };
  }
  return null;
}

/** The place of a card whose output is at a place. */
function cardEndingAt({ x, y }: Place): Place {
  return { x: snap(x - widthOfCard('')), y };
}

function pointOf(event: PointerEventLike): { clientX: number; clientY: number } | null {
  if ('clientX' in event) return event;
  const touch = event.changedTouches[0];
  return touch === undefined ? null : { clientX: touch.clientX, clientY: touch.clientY };
}
