import type { KeyboardEvent } from 'react';
import { isTyping } from '../key-hints.ts';
import { isFiller } from './grid-types.ts';
import type { GridHandlers, GridLine } from './grid-types.ts';

type GridKeys<T> = {
  readonly lines: readonly GridLine<T>[];
  readonly activeIndex: number;
  readonly pageRows: number;
  readonly handlers: GridHandlers;
  readonly move: (index: number) => void;
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
  return own && (event.key === 'Enter' || event.key === ' ' || (isTyping(event.target) && event.key.length === 1));
}

function moveByKey<T>(event: KeyboardEvent, { lines, activeIndex, pageRows, move }: GridKeys<T>): boolean {
  const target = {
    ArrowDown: activeIndex + 1,
    j: activeIndex + 1,
    ArrowUp: activeIndex - 1,
    k: activeIndex - 1,
    PageDown: activeIndex + pageRows,
    PageUp: activeIndex - pageRows,
    Home: 0,
    End: lines.length - 1,
  }[event.key];
  if (target === undefined || lines.length === 0) return false;
  move(Math.min(lines.length - 1, Math.max(0, target)));
  return true;
}

function actByKey<T>(event: KeyboardEvent, { lines, activeIndex, handlers }: GridKeys<T>): boolean {
  if (event.key === 'n' && handlers.onNew !== undefined) return did(handlers.onNew());
  if (event.key === '/' && handlers.onFilter !== undefined) return did(handlers.onFilter());
  if (event.key === 'Escape' && handlers.onEscape !== undefined) return did(handlers.onEscape());
  const line = lines[activeIndex];
  if (line === undefined) return false;
  if (isFiller(line)) return event.key === 'Enter' && handlers.onMore !== undefined && did(handlers.onMore(line.id));
  switch (event.key) {
    case 'Enter':
      return did(handlers.onOpen(line.id));
    case ' ':
      return did(handlers.onInspect(line.id));
    case 'x':
    case 'X':
      return did(handlers.onSelect?.(line.id, event.shiftKey));
    case 'Delete':
      return did(handlers.onDelete?.(line.id));
    case 'ArrowRight':
      return line.expanded === false && did(handlers.onToggleExpand?.(line.id));
    case 'ArrowLeft':
      return line.expanded === true && did(handlers.onToggleExpand?.(line.id));
    default:
      return false;
  }
}

function did(_done: void): true {
  return true;
}
