import type { KeyboardEvent } from 'react';
import type { SpanLine } from './span-lines.ts';

type TreeKeys = {
  readonly lines: readonly SpanLine[];
  readonly chosenIndex: number;
  readonly pageRows: number;
  readonly onChoose: (spanId: string) => void;
  readonly onToggle: (spanId: string) => void;
};

/** The keys of a tree, as assistive technology tells people of them: arrows walk, right goes in, left goes out. */
export function useTreeKeys(tree: TreeKeys): (event: KeyboardEvent<HTMLElement>) => void {
  return (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey || event.target !== event.currentTarget) return;
    if (walk(event.key, tree) || fold(event.key, tree)) event.preventDefault();
  };
}

function walk(key: string, { lines, chosenIndex, pageRows, onChoose }: TreeKeys): boolean {
  const target = {
    ArrowDown: chosenIndex + 1,
    j: chosenIndex + 1,
    ArrowUp: chosenIndex - 1,
    k: chosenIndex - 1,
    PageDown: chosenIndex + pageRows,
    PageUp: chosenIndex - pageRows,
    Home: 0,
    End: lines.length - 1,
  }[key];
  if (target === undefined) return false;
  const line = lines[Math.min(lines.length - 1, Math.max(0, target))];
  if (line !== undefined) onChoose(line.span.spanId);
  return true;
}

function fold(key: string, tree: TreeKeys): boolean {
  const line = tree.lines[tree.chosenIndex];
  if (line === undefined) return false;
  const act = { ArrowRight: goIn, ArrowLeft: goOut, Enter: toggle, ' ': toggle }[key];
  act?.(line, tree);
  return act !== undefined;
}

function goIn({ span, expanded }: SpanLine, { lines, chosenIndex, onChoose, onToggle }: TreeKeys): void {
  if (expanded === false) onToggle(span.spanId);
  else if (expanded === true) onChoose(lines[chosenIndex + 1]?.span.spanId ?? span.spanId);
}

function goOut({ span, expanded, parentId }: SpanLine, { onChoose, onToggle }: TreeKeys): void {
  if (expanded === true) onToggle(span.spanId);
  else if (parentId !== null) onChoose(parentId);
}

function toggle({ span, expanded }: SpanLine, { onToggle }: TreeKeys): void {
  if (expanded !== null) onToggle(span.spanId);
}
