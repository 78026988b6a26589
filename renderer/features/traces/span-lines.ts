import type { Span } from '#contract/tracing.ts';

/** A span at its place in the tree. `level` counts from 1, as assistive technology does. */
export type SpanLine = {
  readonly span: Span;
  readonly level: number;
  /** The span whose line stands above as its parent; null at the top, also when the parent never arrived. */
  readonly parentId: string | null;
  /** Null: has nothing inside. */
  readonly expanded: boolean | null;
};

/**
 * The lines of a trace, parents before what is inside them, each level in the order in which spans began. Spans whose
 * parent is not there stand at the top; of spans that name each other in a circle, the first does.
 */
export function buildSpanLines(spans: readonly Span[], collapsed: ReadonlySet<string>): SpanLine[] {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const inside = new Map<string, Span[]>();
  for (const span of spans) {
    if (span.parentId === null || span.parentId === span.spanId || !ids.has(span.parentId)) continue;
    const siblings = inside.get(span.parentId);
    if (siblings === undefined) inside.set(span.parentId, [span]);
    else siblings.push(span);
  }
  const lines: SpanLine[] = [];
  const placed = new Set<string>();
  for (const span of [...spans.filter((span) => isTop(span, ids)), ...spans])
    if (!placed.has(span.spanId)) addTree(span, inside, collapsed, placed, lines);
  return lines;
}

function isTop({ spanId, parentId }: Span, ids: ReadonlySet<string>): boolean {
  return parentId === null || parentId === spanId || !ids.has(parentId);
}

type Waiting = {
  readonly span: Span;
  readonly level: number;
  readonly parentId: string | null;
  readonly hidden: boolean;
};

/** Without recursion: a program may nest thousands of calls. */
function addTree(
  top: Span,
  inside: ReadonlyMap<string, readonly Span[]>,
  collapsed: ReadonlySet<string>,
  placed: Set<string>,
  lines: SpanLine[],
): void {
  const waiting: Waiting[] = [{ span: top, level: 1, parentId: null, hidden: false }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { span, level, parentId, hidden } = next;
    if (placed.has(span.spanId)) continue;
    placed.add(span.spanId);
    const children = (inside.get(span.spanId) ?? []).filter(({ spanId }) => !placed.has(spanId));
    const isCollapsed = collapsed.has(span.spanId);
    if (!hidden) lines.push({ span, level, parentId, expanded: children.length === 0 ? null : !isCollapsed });
    for (const child of children.toReversed())
      waiting.push({ span: child, level: level + 1, parentId: span.spanId, hidden: hidden || isCollapsed });
  }
}

/** The spans that have others inside: what "collapse all" folds, the top ones apart. */
export function foldable(spans: readonly Span[]): string[] {
  const parents = new Set(spans.map(({ parentId }) => parentId));
  return spans
    .filter(({ spanId, parentId }) => parentId !== null && parents.has(spanId))
    .map(({ spanId }) => spanId);
}
