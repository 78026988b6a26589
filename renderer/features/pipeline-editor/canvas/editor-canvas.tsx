import '#renderer/i18n/late/pipeline-canvas-words.ts';
import { Button } from '@mantine/core';
import { IconPlus, IconSparkles } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { ClipboardEvent, DragEvent, MouseEvent, ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { PipelineGraph } from '#core/pipeline-text/index.ts';
import { usePageCommands } from '#renderer/commands/use-page-commands.ts';
import type { FlowHandle } from '#renderer/parts/flow/flow-handle.ts';
import type { Places } from '#renderer/parts/flow/layout/flow-places.ts';
import { FlowGraph } from '#renderer/parts/flow/flow-graph.tsx';
import { cardOfTask, groupOfFolded } from '#renderer/parts/flow/folded-cards.ts';
import { GroupBoxes } from '#renderer/parts/flow/group-boxes.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useKept } from '#renderer/parts/use-kept.ts';
import { useEditor, useEditorState } from '../session/editor-context.ts';
import { arrange } from './arrange.ts';
import { CanvasSearch } from './canvas-search.tsx';
import classes from './canvas.module.css';
import { movesOfTasks } from './flow-of-graph.ts';
import { RefusedNote } from './refused-note.tsx';
import { dropOn, isTaskDrag } from './drop-on.ts';
import { useCanvasHand } from './use-canvas-hand.tsx';
import { useCanvasGraph } from './use-canvas-graph.ts';
import { useCanvasKeys } from './use-canvas-keys.ts';
import { useTaskWork } from './use-task-work.tsx';
import type { TaskWork } from './use-task-work.tsx';

/** The tasks of the pipeline as a graph that is edited by hand and by keys. */
export function EditorCanvas() {
  const { t } = useTranslation();
  const { session } = useEditor();
  const selection = useEditorState((state) => state.selection);
  const canvas = useCanvasGraph();
  const { graph, folded, tasks, edges, places, shown, fresh } = canvas;
  const flow = useRef<FlowHandle>(null);
  const [map, setMap] = useKept('map', ['off', 'on'], 'off');
  const [isSearching, setSearching] = useState(false);
  const cardOf = (id: string): string => {
    const task = graph.byId.get(id);
    return task === undefined ? id : cardOfTask(task, folded);
  };
  const focus = (id: string | null): void => {
    if (id === null) flow.current?.focusGraph();
    else flow.current?.focus(cardOf(id));
  };
  const tidy = async (): Promise<void> => {
    const { places: next, isNew } = await fresh();
    const isPinned = Object.keys(session.state.get().layout.positions).length > 0;
    // What grew by itself is no step that could be undone, so its new places are held.
    work.verbs.tidy(isNew && !isPinned ? next : null);
    work.tell(null, t('pipelineCanvas.did.tidy'));
  };
  const work = useTaskWork({
    boxOf: (id) => (id === null ? null : (flow.current?.boxOf(cardOf(id)) ?? null)),
    focus,
    arrange: (ids, how) => {
      if (places !== null) work.verbs.move(arrange(ids, places, how), 'align');
    },
    tidy: () => void tidy(),
    show: (ids) => flow.current?.fit(ids.map(cardOf)),
  });
  const hand = useCanvasHand({ work, flow, canvas });
  const keys = useCanvasKeys({
    work,
    places,
    removeChosenEdge: hand.removeChosenEdge,
    onFind: () => setSearching(true),
  });
  usePageCommands(keys.commands);
  useFollow(flow, selection.length === 1 ? cardOf(selection[0] ?? '') : null, shown);
  const select = (ids: readonly string[]): void => session.select(membersOf(graph, ids));
  if (shown === null) return <StillBars />;
  return (
    <CanvasRoom
      work={work}
      selection={selection}
      {...hand.room}
      onDrop={(event) =>
        dropOn(event, { work, place: flow.current?.placeAt(event), edge: hand.edgeAt(event), t })
      }
    >
      <FlowGraph
        handle={flow}
        label={t('pipelineCanvas.graph', { name: canvas.name })}
        tasks={tasks}
        edges={edges}
        places={shown}
        selection={[...new Set(selection.map(cardOf))]}
        onSelect={select}
        onOpen={(id) => openCard(work, id)}
        hasMap={map === 'on'}
        onToggleMap={() => setMap(map === 'on' ? 'off' : 'on')}
        editing={{
          ...hand.editing,
          onMove: (moved) => {
            if (places === null || hand.spliceDropped(moved)) return;
            work.verbs.move(movesOfTasks(moved, graph, places, shown));
          },
          onKeyDown: keys.onKeyDown,
        }}
        tools={<TidyButton onTidy={() => void tidy()} />}
      >
        <GroupBoxes
          graph={graph}
          folded={folded}
          onFold={(group) => work.verbs.fold(group)}
          onSelect={select}
        />
        <RefusedNote graph={graph} />
      </FlowGraph>
      <span className={classes.count}>{t('pipelineCanvas.tasks', { count: graph.tasks.length })}</span>
      {graph.tasks.length === 0 && <EmptyCanvas onAdd={() => work.doings.add(null)} />}
      {isSearching && (
        <CanvasSearch
          graph={graph}
          onShow={(id) => {
            session.select([id]);
            flow.current?.show(cardOf(id));
          }}
          onClose={() => {
            setSearching(false);
            focus(session.state.get().selection.at(-1) ?? null);
          }}
        />
      )}
      {work.overlay}
    </CanvasRoom>
  );
}

/** What is selected, or added, from the palette, the text or the list comes into view. */
function useFollow(flow: RefObject<FlowHandle | null>, card: string | null, places: Places | null): void {
  const isPlaced = card !== null && places?.has(card) === true;
  useEffect(() => {
    if (card !== null && isPlaced) flow.current?.follow(card);
  }, [flow, card, isPlaced]);
}

/** A folded group opens to its tasks, a task to its settings. */
function openCard(work: TaskWork, id: string): void {
  const group = groupOfFolded(id);
  if (group === null) work.doings.open(id);
  else work.verbs.fold(group);
}

function copyInto(event: ClipboardEvent, text: string | null): boolean {
  if (text === null || isInField(event.target)) return false;
  event.clipboardData.setData('text/plain', text);
  event.preventDefault();
  return true;
}

function isInField(target: EventTarget): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

/** Tasks instead of the folded groups that stand for them. */
function membersOf(graph: PipelineGraph, ids: readonly string[]): readonly string[] {
  return ids.flatMap((id) => {
    const group = groupOfFolded(id);
    return group === null ? [id] : graph.tasks.filter((task) => task.group === group).map((task) => task.id);
  });
}

function EmptyCanvas({ onAdd }: { onAdd: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={classes.empty}>
      <span className={classes.emptyTitle}>{t('pipelineCanvas.empty')}</span>
      <span>{t('pipelineCanvas.emptyHint')}</span>
      <Button leftSection={<IconPlus size={15} stroke={1.5} />} onClick={onAdd}>
        {t('pipelineCanvas.actions.add')}
      </Button>
    </div>
  );
}

function TidyButton({ onTidy }: { onTidy: () => void }) {
  const { t } = useTranslation();
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      leftSection={<IconSparkles size={14} stroke={1.5} />}
      onClick={onTidy}
    >
      {t('pipelineCanvas.tidy')}
    </Button>
  );
}

type CanvasRoomProps = {
  readonly work: TaskWork;
  readonly selection: readonly string[];
  readonly onClick: (event: MouseEvent) => void;
  readonly onDragOver: (event: DragEvent) => void;
  readonly onDragEnd: () => void;
  readonly onDrop: (event: DragEvent) => void;
  readonly children: ReactNode;
};

/** Around the canvas: what comes from the clipboard and from outside, and goes there. */
function CanvasRoom(props: CanvasRoomProps) {
  const { work, selection, onClick, onDragOver, onDragEnd, onDrop, children } = props;
  return (
    <div
      className={classes.canvas}
      onClick={onClick}
      onCopy={(event) => copyInto(event, work.copied(selection))}
      onCut={(event) => {
        if (copyInto(event, work.copied(selection))) work.doings.remove(selection, false);
      }}
      onPaste={(event) => {
        if (isInField(event.target)) return;
        event.preventDefault();
        work.paste(event.clipboardData.getData('text/plain'));
      }}
      onDragOver={(event) => {
        if (!isTaskDrag(event)) return;
        event.preventDefault();
        onDragOver(event);
      }}
      onDragLeave={onDragEnd}
      onDrop={(event) => {
        onDragEnd();
        onDrop(event);
      }}
    >
      {children}
    </div>
  );
}
