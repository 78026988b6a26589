import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import type { RefObject } from 'react';
import { newestRound, wholeRange } from './gantt-rows.ts';
import type { GanttRow } from './gantt-rows.ts';
import { moveRange, zoomRange } from './time-scale.ts';
import type { TimeRange } from './time-scale.ts';

/** Room after the last bar for its words, as a share of the time. */
const roomForWords = 0.12;

type RangeInput = {
  readonly rows: readonly GanttRow[];
  readonly now: number;
  readonly medians: ReadonlyMap<string, number>;
  readonly startedAt: number | null;
};

export type GanttRange = {
  readonly range: TimeRange;
  readonly isZoomed: boolean;
  readonly zoom: (factor: number, around?: number) => void;
  readonly move: (share: number) => void;
  readonly reset: () => void;
};

/** Which time is in view: the newest round until a person looks closer, and on as the run goes on. */
export function useGanttRange({ rows, now, medians, startedAt }: RangeInput): GanttRange {
  const [chosen, setChosen] = useState<TimeRange | null>(null);
  const { whole, fit } = useMemo(() => {
    const all = withRoom(
      wholeRange(rows, now, medians, startedAt),
      rows.some(({ task }) => task.state === 'running'),
    );
    return { whole: all, fit: newestRound(rows, all, startedAt) };
  }, [rows, now, medians, startedAt]);
  const range = chosen ?? fit;
  return {
    range,
    isZoomed: chosen !== null,
    zoom: (factor, around) => setChosen(zoomRange(range, whole, factor, around)),
    move: (share) => setChosen(moveRange(range, whole, share)),
    reset: () => setChosen(null),
  };
}

function withRoom({ from, to }: TimeRange, isLive: boolean): TimeRange {
  // What runs says its median too.
  return { from, to: to + (to - from) * (isLive ? 2 * roomForWords : roomForWords) };
}

/** Ctrl and the wheel look closer where the pointer is; shift and the wheel go along. */
export function useWheel(box: RefObject<HTMLElement | null>, labelPx: number, range: GanttRange): void {
  const onWheel = useEffectEvent((event: WheelEvent) => {
    const area = box.current?.getBoundingClientRect();
    if (area === undefined || (!event.ctrlKey && !event.metaKey && !event.shiftKey)) return;
    event.preventDefault();
    const lane = Math.max(1, area.width - labelPx);
    const around = Math.min(100, Math.max(0, ((event.clientX - area.left - labelPx) / lane) * 100));
    if (event.shiftKey) range.move(Math.sign(event.deltaY === 0 ? event.deltaX : event.deltaY) * 0.1);
    else range.zoom(event.deltaY < 0 ? 1.25 : 0.8, around);
  });
  useEffect(() => {
    const element = box.current;
    // React listens to the wheel passively: the page itself would zoom.
    const listener = (event: WheelEvent): void => onWheel(event);
    element?.addEventListener('wheel', listener, { passive: false });
    return () => element?.removeEventListener('wheel', listener);
  }, [box]);
}
