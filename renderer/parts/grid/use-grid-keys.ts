import type { KeyboardEvent } from 'react';
import { isTyping } from '../key-hints.ts';
import { isFiller } from './grid-types.ts';
import type { GridHandlers, GridLine } from './grid-types.ts';
import type { LineList } from './line-list.ts';

type GridKeys<T> = {
  readonly list: Pick<LineList<T>, 'count' | 'at'>;
  readonly activeIndex: number;
  readonly pageRows: number;
  readonly handlers: GridHandlers;
  readonly move: (index: number) => void;
  /** Makes a row the active one where it stands. */
  readonly activate: (index: number) => void;
};

/** The keys of a list. They act only while the grid has the focus, so single letters never surprise elsewhere. */
export function useGridKeys<T>(grid: GridKeys<T>): (event: KeyboardEvent<HTMLElement>) => void {
  return (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey || isTypingElsewhere(event)) return;
    const handled = moveByKey(event, grid) || actByKey(event, grid);
    if (handled) event.preventDefault();
  };
}

/** A checkbox or a button inside keeps Space and Enter for itself. */
function isTypingElsewhere(event: KeyboardEvent<HTMLElement>): boolean {
  if (event.target === event.currentTarget) return false;
  const own = event.target instanceof HTMLElement && event.target.closest('button, a, input') !== null;
  return (
    own && (event.key === 'Enter' || event.key === ' ' || (isTyping(event.target) && event.key.length === 1))
  );
}

function moveByKey<T>(event: KeyboardEvent, { list, activeIndex, pageRows, move }: GridKeys<T>): boolean {
  const target = {
    ...branches(list, activeIndex),
    ArrowDown: activeIndex + 1,
    j: activeIndex + 1,
    ArrowUp: activeIndex - 1,
    k: activeIndex - 1,
    PageDown: activeIndex + pageRows,
    PageUp: activeIndex - pageRows,
    Home: 0,
    End: list.count - 1,
  }[event.key];
  if (target === undefined || list.count === 0) return false;
  move(Math.min(list.count - 1, Math.max(0, target)));
  return true;
}

/** Right on an open line goes to the first inside it, Left on a line without anything open to the one it is inside. */
function branches<T>(
  list: GridKeys<T>['list'],
  activeIndex: number,
): { ArrowRight?: number; ArrowLeft?: number } {
  const line = list.at(activeIndex);
  if (line === undefined) return {};
  const isOpen = !isFiller(line) && line.expanded === true;
  if (isOpen) return { ArrowRight: activeIndex + 1 };
  for (let index = activeIndex - 1; line.level > 1 && index >= 0; index--) {
    const above = list.at(index);
    if (above !== undefined && above.level < line.level) return { ArrowLeft: index };
  }
  return {};
}

function actByKey<T>(event: KeyboardEvent, grid: GridKeys<T>): boolean {
  const line = grid.list.at(grid.activeIndex);
  const ofList = listActions(grid.handlers)[event.key];
  const act = ofList ?? (line && lineActions(line, event.shiftKey, grid.handlers)[event.key]);
  // What was acted on stays active, also when the act takes it to another place.
  if (ofList === undefined && act !== undefined) grid.activate(grid.activeIndex);
  act?.();
  return act !== undefined;
}

type Actions = Readonly<Record<string, (() => void) | undefined>>;

function listActions(handlers: GridHandlers): Actions {
  return { n: handlers.onNew, '/': handlers.onFilter, c: handlers.onCompare, Escape: handlers.onEscape };
}

function lineActions<T>(line: GridLine<T>, shift: boolean, handlers: GridHandlers): Actions {
  const { onMore, onSelect, onDelete, onToggleExpand } = handlers;
  if (isFiller(line)) return { Enter: onMore && (() => onMore(line.id)) };
  const select = onSelect && line.tone !== 'group' ? () => onSelect(line.id, shift) : undefined;
  const toggle = onToggleExpand && (() => onToggleExpand(line.id));
  const own = Object.entries(handlers.rowKeys ?? {}).map(([key, act]) => [key, () => act(line.id)] as const);
  return {
    ...Object.fromEntries(own),
    Enter: () => handlers.onOpen(line.id),
    ' ': () => handlers.onInspect(line.id),
    x: select,
    X: select,
    Delete: onDelete && (() => onDelete(line.id)),
    ArrowRight: line.expanded === false ? toggle : undefined,
    ArrowLeft: line.expanded === true ? toggle : undefined,
  };
}
