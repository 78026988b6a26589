import { useRef } from 'react';
import type { PointerEvent } from 'react';
import type { Scale } from '../plots/scales.ts';
import type { Axis, Brush } from './parallel-settings.ts';

type Lane = { readonly top: number; readonly bottom: number };

type Grip =
  | { readonly kind: 'new'; readonly at: number; readonly others: readonly Brush[] }
  | { readonly kind: 'edge'; readonly fixed: number; readonly others: readonly Brush[] }
  | {
      readonly kind: 'move';
      readonly from: number;
      readonly brush: Brush;
      readonly others: readonly Brush[];
    };

/** So near to its end a brush is taken by the edge. */
const edgePx = 7;
/** A press that moves less is a click. */
const clickPx = 4;

type AxisDrag = {
  readonly axis: Axis;
  readonly scale: Scale;
  readonly lane: Lane;
  /** While it is dragged, and when it is let go. */
  readonly onBrushes: (brushes: readonly Brush[], isDone: boolean) => void;
};

/** Drawing, moving and resizing brushes on an axis with a pointer; a click beside them takes them all away. */
export function useAxisDrag({ axis, scale, lane, onBrushes }: AxisDrag) {
  const grip = useRef<Grip | null>(null);
  const pressed = useRef({ y: 0, moved: false });
  const length = lane.bottom - lane.top;
  const shareAt = (event: PointerEvent<HTMLElement>): number => {
    const box = event.currentTarget.getBoundingClientRect();
    return Math.min(1, Math.max(0, 1 - (event.clientY - box.top) / length));
  };
  const toBrush = (a: number, b: number): Brush => [
    scale.toValue(Math.min(a, b)),
    scale.toValue(Math.max(a, b)),
  ];

  function dragged(share: number): readonly Brush[] {
    const held = grip.current;
    if (held === null) return axis.brushes;
    if (held.kind === 'new') return [...held.others, toBrush(held.at, share)];
    if (held.kind === 'edge') return [...held.others, toBrush(held.fixed, share)];
    const [low, high] = held.brush.map(scale.toShare);
    const by = Math.min(1 - (high ?? 1), Math.max(-(low ?? 0), share - held.from));
    return [...held.others, toBrush((low ?? 0) + by, (high ?? 1) + by)];
  }
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>): void => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      pressed.current = { y: event.clientY, moved: false };
      grip.current = takeHold(axis, scale, shareAt(event), edgePx / length);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>): void => {
      if (grip.current === null) return;
      if (Math.abs(event.clientY - pressed.current.y) > clickPx) pressed.current.moved = true;
      if (pressed.current.moved) onBrushes(dragged(shareAt(event)), false);
    },
    onPointerUp: (event: PointerEvent<HTMLElement>): void => {
      const { moved } = pressed.current;
      const next = moved ? dragged(shareAt(event)).map((brush) => snapBrush(axis, brush)) : null;
      const isNew = grip.current?.kind === 'new';
      grip.current = null;
      if (next !== null) onBrushes(next, true);
      else if (isNew && axis.brushes.length > 0) onBrushes([], true);
    },
    onPointerCancel: (): void => {
      grip.current = null;
      onBrushes(axis.brushes, true);
    },
  };
}

function takeHold(axis: Axis, scale: Scale, share: number, edge: number): Grip {
  for (const brush of axis.brushes) {
    const [low, high] = [scale.toShare(brush[0]), scale.toShare(brush[1])];
    const others = axis.brushes.filter((each) => each !== brush);
    if (Math.abs(share - low) <= edge) return { kind: 'edge', fixed: high, others };
    if (Math.abs(share - high) <= edge) return { kind: 'edge', fixed: low, others };
    if (share > low && share < high) return { kind: 'move', from: share, brush, others };
  }
  return { kind: 'new', at: share, others: axis.brushes };
}

/** On words a brush holds whole ones: at least the one that it is nearest to. */
export function snapBrush({ dim }: Axis, [low, high]: Brush): Brush {
  if (dim.words === null) return [low, high];
  const [first, last] = [Math.ceil(low), Math.floor(high)];
  if (first <= last) return [first - 0.5, last + 0.5];
  const nearest = Math.min(dim.max, Math.max(dim.min, Math.round((low + high) / 2)));
  return [nearest - 0.5, nearest + 0.5];
}
