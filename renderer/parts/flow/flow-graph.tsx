import { Background, ReactFlow, ReactFlowProvider, SelectionMode, useReactFlow } from '@xyflow/react';
import type { ReactFlowProps } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import type { TFunction } from 'i18next';
import '#renderer/i18n/late/pipeline-canvas-words.ts';
import { useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { CardNodes, LineEdges } from './card-nodes.ts';
import type { CardNode, LineEdge } from './card-nodes.ts';
import { FarView } from './far-view.tsx';
import { FlowBar } from './flow-bar.tsx';
import { FlowHandle } from './flow-handle.ts';
import { FlowMap } from './flow-map.tsx';
import { FlowPlacesContext } from './flow-places-context.ts';
import type { FlowGraphProps } from './flow-props.ts';
import type { FlowTask } from './flow-types.ts';
import { leastZoom, mostZoom } from './flow-view.ts';
import classes from './flow.module.css';
import { gridStep } from './layout/flow-places.ts';
import type { Places } from './layout/flow-places.ts';
import { LineBetween } from './line-edge.tsx';
import { TaskCard } from './task-card.tsx';
import { useCardChanges } from './use-card-changes.ts';
import { useFlowKeys } from './use-flow-keys.ts';
import { useFlowSize } from './use-flow-size.ts';

const nodeTypes = { task: TaskCard };
const edgeTypes = { line: LineBetween };

/** So many are all on the page: moving the view then draws nothing anew. More come and go as they are seen. */
const mostOnPage = 160;

/** Tasks and what they need of each other, from left to right: to look at, or to edit. */
export function FlowGraph(props: FlowGraphProps) {
  return (
    <ReactFlowProvider>
      <Graph {...props} />
    </ReactFlowProvider>
  );
}

/** What keys do, for those who hear the graph. */
function keyWords(t: TFunction): ReactFlowProps['ariaLabelConfig'] {
  const node = t('pipelineCanvas.nodeHelp');
  return {
    'node.a11yDescription.default': node,
    'node.a11yDescription.keyboardDisabled': node,
    'edge.a11yDescription.default': t('pipelineCanvas.edgeHelp'),
  };
}

function Graph(props: FlowGraphProps) {
  const { t } = useTranslation();
  const { label, tasks, edges, selection, editing, onPress, onOpen } = props;
  const root = useRef<HTMLDivElement>(null);
  const selected = useMemo(() => new Set(selection), [selection]);
  const { shownPlaces, changes } = useCardChanges(props);
  const handle = useHandle(root, tasks, shownPlaces);
  useImperativeHandle(props.handle, () => handle, [handle]);
  const { size, isFar } = useFlowSize(tasks, shownPlaces);
  const keys = useFlowKeys(props, shownPlaces, handle);
  const words = useMemo(() => keyWords(t), [t]);
  const [cards] = useState(() => new CardNodes());
  const [lines] = useState(() => new LineEdges());
  const isEditable = editing !== undefined;
  const nodes = useMemo(
    () =>
      cards.list(
        tasks,
        (id) => shownPlaces.get(id),
        (id) => ({ isSelected: selected.has(id), isEditable }),
      ),
    [cards, tasks, shownPlaces, selected, isEditable],
  );
  const shownEdges = useMemo(
    () => lines.list(edges, selected, editing?.chosenEdge ?? null, editing?.targetEdge ?? null),
    [lines, edges, selected, editing?.chosenEdge, editing?.targetEdge],
  );
  return (
    <FlowPlacesContext value={shownPlaces}>
      <div
        ref={root}
        className={classes.flow}
        data-size={size}
        onKeyDown={keys.onKeyDown}
        onFocus={keys.onFocus}
        onBlur={keys.onBlur}
      >
        <ReactFlow<CardNode, LineEdge>
          aria-label={label}
          ariaLabelConfig={words}
          tabIndex={keys.hasFocus ? -1 : 0}
          nodes={isFar ? [] : nodes}
          edges={isFar ? [] : shownEdges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          minZoom={leastZoom}
          maxZoom={mostZoom}
          onlyRenderVisibleElements={tasks.length > mostOnPage}
          nodesDraggable={isEditable}
          nodesConnectable={isEditable}
          nodesFocusable={false}
          edgesFocusable={false}
          disableKeyboardA11y
          deleteKeyCode={null}
          multiSelectionKeyCode={['Meta', 'Control', 'Shift']}
          selectionMode={SelectionMode.Partial}
          selectNodesOnDrag={false}
          panOnScroll
          zoomOnDoubleClick={false}
          snapToGrid
          snapGrid={[gridStep, gridStep]}
          connectOnClick={false}
          connectionRadius={28}
          proOptions={{ hideAttribution: true }}
          onNodeClick={(_event, { id }) => onPress?.(id)}
          onNodeDoubleClick={(_event, { id }) => onOpen(id)}
          onMoveEnd={(event) => handle.moved(event !== null)}
          {...editing?.flow}
          {...changes}
          onPaneClick={(event) => {
            if (isFar) handle.comeCloser(event);
            else editing?.flow.onPaneClick?.(event);
          }}
        >
          <Background gap={16} size={1} />
          {props.children}
        </ReactFlow>
        {isFar && <FarView tasks={tasks} edges={edges} places={shownPlaces} selected={selected} />}
        <FlowBar handle={handle} selection={selection} hasMap={props.hasMap} onToggleMap={props.onToggleMap}>
          {props.tools}
        </FlowBar>
        {props.hasMap && <FlowMap handle={handle} tasks={tasks} places={shownPlaces} selected={selected} />}
      </div>
    </FlowPlacesContext>
  );
}

function useHandle(
  root: RefObject<HTMLDivElement | null>,
  tasks: readonly FlowTask[],
  places: Places,
): FlowHandle {
  const flow = useReactFlow<CardNode, LineEdge>();
  const [handle] = useState(() => new FlowHandle());
  useLayoutEffect(
    () => handle.take({ root: root.current, flow, tasks, places }),
    [handle, root, flow, tasks, places],
  );
  useEffect(() => {
    if (root.current === null) return;
    const watcher = new ResizeObserver(() => handle.fitOnce());
    watcher.observe(root.current);
    return () => watcher.disconnect();
  }, [root, handle]);
  return handle;
}
