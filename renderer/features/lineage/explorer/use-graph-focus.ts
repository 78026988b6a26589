import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import type { GraphView } from './graph-view.ts';

type GraphFocus = {
  readonly canvas: RefObject<HTMLDivElement | null>;
  readonly view: GraphView;
  readonly start: string;
  readonly chosen: string | undefined;
  /** A person put the thing in the middle: the focus may have gone with what they pressed. */
  readonly hasMoved: RefObject<boolean>;
};

/** Keeps what is asked about, and what is looked at, in sight and the focus on a box. Returns how to focus one. */
export function useGraphFocus({ canvas, view, start, chosen, hasMoved }: GraphFocus) {
  const awaited = useRef<string | null>(null);
  useEffect(() => {
    const box = findBox(canvas.current, start);
    box?.scrollIntoView({ block: 'center', inline: 'center' });
    if (hasMoved.current && document.activeElement === document.body) box?.focus({ preventScroll: true });
  }, [canvas, start, hasMoved]);
  useEffect(() => {
    if (chosen === undefined) return;
    findBox(canvas.current, chosen)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [canvas, chosen]);
  useEffect(() => {
    if (awaited.current !== null) findBox(canvas.current, awaited.current)?.focus();
    awaited.current = null;
  }, [canvas, view]);
  return {
    focus: (id: string) => findBox(canvas.current, id)?.focus(),
    /** Once the boxes are drawn anew: that one is not there yet. */
    focusNext: (id: string) => {
      awaited.current = id;
    },
  };
}

function findBox(canvas: HTMLElement | null, id: string): HTMLElement | null {
  return canvas?.querySelector<HTMLElement>(`[data-node="${CSS.escape(id)}"]`) ?? null;
}
