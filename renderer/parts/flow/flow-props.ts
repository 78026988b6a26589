import type { ReactFlowProps } from '@xyflow/react';
import type { KeyboardEvent, ReactNode, Ref } from 'react';
import type { CardNode, LineEdge } from './card-nodes.ts';
import type { FlowHandle } from './flow-handle.ts';
import type { FlowEdge, FlowTask } from './flow-types.ts';
import type { Places } from './layout/flow-places.ts';

/** What a graph that can be changed does with the hand. */
export type FlowEditing = {
  /** Of the tasks that were dragged, when they were let go. */
  readonly onMove: (moved: Places) => void;
  /** Sees keys before the graph does; true: it acted on it. */
  readonly onKeyDown: (event: KeyboardEvent, active: string | null) => boolean;
  readonly chosenEdge: string | null;
  /** The line that what is dragged would go into. */
  readonly targetEdge: string | null;
  readonly flow: Pick<
    ReactFlowProps<CardNode, LineEdge>,
    | 'onConnect'
    | 'onConnectStart'
    | 'onConnectEnd'
    | 'isValidConnection'
    | 'connectionLineComponent'
    | 'onNodeDrag'
    | 'onEdgeClick'
    | 'onPaneClick'
    | 'onNodeContextMenu'
    | 'onEdgeContextMenu'
    | 'onPaneContextMenu'
    | 'onSelectionContextMenu'
  >;
};

export type FlowGraphProps = {
  /** What the graph is of, for those who hear it. */
  readonly label: string;
  /** The same object for a task that says the same: only what is another one is drawn again. */
  readonly tasks: readonly FlowTask[];
  readonly edges: readonly FlowEdge[];
  readonly places: Places;
  readonly selection: readonly string[];
  readonly onSelect: (ids: readonly string[]) => void;
  /** A press on a card, also on one that is selected already. */
  readonly onPress?: (id: string) => void;
  /** By Enter or a double click. */
  readonly onOpen: (id: string) => void;
  readonly hasMap: boolean;
  readonly onToggleMap: () => void;
  readonly editing?: FlowEditing;
  /** Beside the buttons for size. */
  readonly tools?: ReactNode;
  /** What lies over the graph; it may ask for places with `useFlowPlaces`. */
  readonly children?: ReactNode;
  readonly handle?: Ref<FlowHandle>;
};
