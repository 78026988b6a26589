import { useRef, useState } from 'react';
import type { FocusEvent, KeyboardEvent } from 'react';
import type { FlowGraphProps } from './flow-props.ts';
import type { FlowHandle } from './flow-handle.ts';
import type { FlowTask } from './flow-types.ts';
import { orderByNeeds } from './layout/flow-places.ts';
import type { Places } from './layout/flow-places.ts';
import { walk } from './walk.ts';
import type { Way } from './walk.ts';

const ways: Readonly<Record<string, Way>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/**
 * The graph is one stop of the Tab key. In it, arrows walk along what tasks need, Enter opens, the space bar chooses
 * one more. What has the keyboard is also what is chosen, and with Shift one more of them.
 */
export function useFlowKeys(props: FlowGraphProps, places: Places, handle: FlowHandle) {
  const { tasks, selection, editing } = props;
  const [hasFocus, setHasFocus] = useState(false);
  const last = useRef<string | null>(null);
  const activeNow = (): string | null =>
    [last.current, selection.at(-1), orderByNeeds(tasks)[0]?.id].find((id) => id != null && places.has(id)) ??
    null;
  const go = (id: string | null, isAlso: boolean): void => {
    if (id === null) return;
    last.current = id;
    props.onSelect(isAlso ? [...selection.filter((one) => one !== id), id] : [id]);
    handle.focus(id);
  };
  return {
    hasFocus,
    onKeyDown: (event: KeyboardEvent) => {
      if (!isOfGraph(event.target)) return;
      const active = cardOf(event.target) ?? activeNow();
      const isDone =
        editing?.onKeyDown(event, active) === true ||
        walkByKey(event, { tasks, places, active, go }) ||
        actByKey(event, props, active);
      if (!isDone) return;
      event.preventDefault();
      event.stopPropagation();
    },
    onFocus: (event: FocusEvent) => {
      if (!isOfGraph(event.target)) return;
      setHasFocus(true);
      handle.noteFocus(true);
      const card = cardOf(event.target);
      const active = activeNow();
      if (card !== null) last.current = card;
      // Coming in by the keyboard leads to the task that had it last.
      else if (event.target.matches(':focus-visible') && active !== null) handle.focus(active);
    },
    onBlur: (event: FocusEvent) => {
      if (event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget)) return;
      setHasFocus(false);
      if (event.relatedTarget !== null) handle.noteFocus(false);
    },
  };
}

type Walk = {
  readonly tasks: readonly FlowTask[];
  readonly places: Places;
  readonly active: string | null;
  readonly go: (id: string | null, isAlso: boolean) => void;
};

function walkByKey(event: KeyboardEvent, { tasks, places, active, go }: Walk): boolean {
  if (event.metaKey || event.ctrlKey || event.altKey) return false;
  const way = ways[event.key];
  if (way !== undefined) {
    go(active === null ? null : (walk(tasks, places, active, way) ?? active), event.shiftKey);
    return true;
  }
  if (event.key !== 'Home' && event.key !== 'End') return false;
  go(orderByNeeds(tasks).at(event.key === 'Home' ? 0 : -1)?.id ?? null, event.shiftKey);
  return true;
}

function actByKey(
  event: KeyboardEvent,
  { selection, onSelect, onOpen }: FlowGraphProps,
  active: string | null,
): boolean {
  if (event.metaKey || event.ctrlKey || event.altKey) return false;
  if (event.key === 'Escape' && selection.length > 0) {
    onSelect([]);
    return true;
  }
  if (active === null) return false;
  if (event.key === 'Enter') {
    onOpen(active);
    return true;
  }
  if (event.key !== ' ') return false;
  onSelect(selection.includes(active) ? selection.filter((id) => id !== active) : [...selection, active]);
  return true;
}

/** Buttons and fields that lie over the graph keep their keys. */
function isOfGraph(target: EventTarget): boolean {
  return target instanceof Element && target.matches('.react-flow, .react-flow__node');
}

function cardOf(target: EventTarget): string | null {
  if (!(target instanceof HTMLElement) || !target.matches('.react-flow__node')) return null;
  return target.dataset['id'] ?? null;
}
