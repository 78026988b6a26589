import '#renderer/i18n/late/pipeline-canvas-words.ts';
import { VisuallyHidden } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { PipelineProblem } from '#contract/pipelines.ts';
import type { GraphTask } from '#core/pipeline-text/index.ts';
import type { FlowTask } from '#renderer/parts/flow/flow-types.ts';
import { childrenOf } from '#renderer/parts/flow/layout/flow-places.ts';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import { taskKind, wordTaskKind } from '#renderer/parts/task-kinds.ts';
import classes from '../canvas/canvas.module.css';
import { problemsByTask } from '../canvas/flow-of-graph.ts';
import { useTaskKeys } from '../canvas/use-task-keys.ts';
import { useTaskWork } from '../canvas/use-task-work.tsx';
import type { TaskWork } from '../canvas/use-task-work.tsx';
import { drawTask } from '../canvas/word-task.ts';
import { useEditor, useEditorState } from '../session/editor-context.ts';
import { outlineOf } from './outline-lines.ts';
import type { OutlineLine } from './outline-lines.ts';

const lineHeight = 28;
/** Lines beyond what is seen, above and below. */
const ahead = 10;

/** All tasks as a list in the order in which they run: it can do whatever the canvas can. */
export function TaskOutline() {
  const { t } = useTranslation();
  const { session } = useEditor();
  const name = useEditorState((state) => state.name);
  const graph = useEditorState((state) => state.graph);
  const selection = useEditorState((state) => state.selection);
  const lines = useMemo(() => outlineOf(graph), [graph]);
  const children = useMemo(() => childrenOf(graph.tasks), [graph]);
  const found = useEditorState((state) => state.problems);
  const problems = useMemo(() => problemsByTask(found), [found]);
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const work = useTaskWork({
    boxOf: (id) => lineOf(scroller.current, id)?.getBoundingClientRect() ?? null,
    focus: (id) => focusLine(scroller.current, id),
    arrange: null,
    tidy: null,
    show: null,
  });
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const watcher = new ResizeObserver(() => setView((now) => ({ ...now, height: element.clientHeight })));
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  const onKeyDown = useOutlineKeys(work, lines, scroller);
  const first = Math.max(0, Math.floor(view.top / lineHeight) - ahead);
  const last = Math.min(lines.length, Math.ceil((view.top + view.height) / lineHeight) + ahead);
  const active = selection.at(-1) ?? lines[0]?.task.id;
  const chosen = new Set(selection);
  return (
    <div
      ref={scroller}
      className={classes.outline}
      onScroll={({ currentTarget }) =>
        setView({ top: currentTarget.scrollTop, height: currentTarget.clientHeight })
      }
      onCopy={(event) => {
        const text = work.copied(selection);
        if (text === null) return;
        event.clipboardData.setData('text/plain', text);
        event.preventDefault();
      }}
      onPaste={(event) => {
        if (event.target instanceof HTMLInputElement) return;
        event.preventDefault();
        work.paste(event.clipboardData.getData('text/plain'));
      }}
      onKeyDown={onKeyDown}
    >
      <div
        role="listbox"
        aria-multiselectable
        aria-label={t('pipelineCanvas.outline', { name })}
        className={classes.lines}
        style={{ height: lines.length * lineHeight }}
        // With nothing to choose, the list itself takes the keys that add.
        tabIndex={lines.length === 0 ? 0 : -1}
      >
        {lines.slice(first, last).map((line, index) => (
          <TaskLine
            key={line.task.id}
            line={line}
            place={{ at: first + index, of: lines.length }}
            isChosen={chosen.has(line.task.id)}
            isActive={line.task.id === active}
            next={children.get(line.task.id) ?? none}
            problems={problems.get(line.task.id) ?? none}
            onSelect={(isAlso) => {
              const { id } = line.task;
              if (!isAlso) session.select([id]);
              else
                session.select(chosen.has(id) ? selection.filter((one) => one !== id) : [...selection, id]);
            }}
            onOpen={() => work.doings.open(line.task.id)}
            onMenu={(at) => {
              const { id } = line.task;
              const ids = chosen.has(id) ? selection : [id];
              session.select(ids);
              work.openMenu(ids, at);
            }}
          />
        ))}
      </div>
      {lines.length === 0 && <p className={classes.noOption}>{t('pipelineCanvas.empty')}</p>}
      {work.overlay}
    </div>
  );
}

function useOutlineKeys(work: TaskWork, lines: readonly OutlineLine[], room: RefObject<HTMLElement | null>) {
  const { session } = useEditor();
  const actByKey = useTaskKeys(work);
  return (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLInputElement) return;
    const { selection } = session.state.get();
    const at = lines.findIndex(({ task }) => task.id === selection.at(-1));
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: lines.length - 1,
      PageDown: at + 10,
      PageUp: at - 10,
    };
    const step = event.ctrlKey || event.metaKey || event.altKey ? undefined : steps[event.key];
    const next = step === undefined ? undefined : lines[Math.max(0, Math.min(lines.length - 1, step))];
    if (next !== undefined) {
      const { id } = next.task;
      session.select(event.shiftKey ? [...selection.filter((one) => one !== id), id] : [id]);
      if (room.current !== null) bringLine(room.current, lines.indexOf(next));
      focusLine(room.current, id);
    } else if (event.key === 'Enter' && selection.length > 0) work.doings.open(selection.at(-1) ?? '');
    else if (!actByKey(event, selection)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}

const none: readonly never[] = [];

type TaskLineProps = {
  readonly line: OutlineLine;
  readonly place: { readonly at: number; readonly of: number };
  readonly isChosen: boolean;
  readonly isActive: boolean;
  /** Ids of the tasks right after it. */
  readonly next: readonly string[];
  readonly problems: readonly PipelineProblem[];
  readonly onSelect: (isAlso: boolean) => void;
  readonly onOpen: () => void;
  readonly onMenu: (at: { x: number; y: number }) => void;
};

function TaskLine(props: TaskLineProps) {
  const { line, place, isChosen, isActive, next, problems, onSelect, onOpen, onMenu } = props;
  const { t } = useTranslation();
  const { task, depth } = line;
  const card = useCard(task, problems);
  const { icon: Drawing } = taskKind(task.type);
  const about = [
    wordTaskKind(task.type, t),
    ...(task.group === null ? [] : [task.group]),
    ...(task.needs.length === 0 ? [] : [`← ${task.needs.join(', ')}`]),
    ...(next.length === 0 ? [] : [`→ ${next.join(', ')}`]),
  ].join(' · ');
  return (
    <div
      role="option"
      data-task={task.id}
      aria-selected={isChosen}
      aria-posinset={place.at + 1}
      aria-setsize={place.of}
      className={classes.line}
      style={{ top: place.at * lineHeight, paddingLeft: 12 + Math.min(depth, 12) * 14 }}
      tabIndex={isActive ? 0 : -1}
      onClick={({ metaKey, ctrlKey, shiftKey }) => onSelect(metaKey || ctrlKey || shiftKey)}
      onDoubleClick={onOpen}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu({ x: event.clientX, y: event.clientY });
      }}
    >
      <Drawing size={15} stroke={1.5} aria-hidden="true" />
      <span className={classes.lineName} translate="no">
        {task.id}
      </span>
      {card.status?.shape != null && <StatusGlyph shape={card.status.shape} size={12} />}
      <VisuallyHidden>{card.status?.word}</VisuallyHidden>
      <span className={classes.lineAbout}>{about}</span>
      {card.mark !== null && (
        <span className={classes.lineMark} title={card.mark.title}>
          <StatusGlyph shape={card.mark.severity === 'error' ? 'failed' : 'warning'} size={12} />
          {card.mark.title}
        </span>
      )}
      {/* For the mouse: the keyboard has the menu key. */}
      <span
        className={classes.lineMenu}
        aria-hidden="true"
        onClick={(event) => {
          event.stopPropagation();
          const box = event.currentTarget.getBoundingClientRect();
          onMenu({ x: box.left, y: box.bottom });
        }}
      >
        <IconDots size={14} stroke={1.5} />
      </span>
    </div>
  );
}

function useCard(task: GraphTask, problems: readonly PipelineProblem[]): FlowTask {
  const { t } = useTranslation();
  const { standing } = useEditor();
  const own = standing.get(task.id);
  return useMemo(() => drawTask(task, { standing: own, problems }, t), [task, own, problems, t]);
}

function lineOf(root: HTMLElement | null, id: string | null): HTMLElement | null {
  if (id === null) return null;
  return root?.querySelector<HTMLElement>(`[data-task="${CSS.escape(id)}"]`) ?? null;
}

/** Scrolls so that a line is drawn. */
function bringLine(root: Element, index: number): void {
  const { scrollTop, clientHeight } = root;
  const top = index * lineHeight;
  if (top < scrollTop) root.scrollTop = top;
  else if (top + lineHeight > scrollTop + clientHeight) root.scrollTop = top + lineHeight - clientHeight;
}

/** A line that has just come into view is drawn a frame later. */
function focusLine(root: HTMLElement | null, id: string | null, frames = 10): void {
  const line = lineOf(root, id);
  if (line !== null) line.focus({ preventScroll: true });
  else if (id === null) root?.querySelector<HTMLElement>('[role="listbox"]')?.focus();
  else if (frames > 0) requestAnimationFrame(() => focusLine(root, id, frames - 1));
}
