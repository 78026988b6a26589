import { useLocale } from '#renderer/parts/use-locale.ts';
import { dateFormat } from '#renderer/parts/intl-formats.ts';
import classes from './gantt.module.css';
import { formatAfter, ticksOf } from './time-scale.ts';
import type { TimeRange } from './time-scale.ts';

type GanttAxisProps = { readonly range: TimeRange; readonly origin: number; readonly width: number };

/** Between the words of two round times, in px. */
const tickPx = 96;

/** Round times over the lanes: the clock where the run began, and how long after it. */
export function GanttAxis({ range, origin, width }: GanttAxisProps) {
  const locale = useLocale();
  const most = Math.max(2, Math.floor(width / tickPx));
  return ticksOf(range, origin, most)
    .filter(({ left }) => left <= 96)
    .map(({ left, afterMs }) => (
      <span key={afterMs} className={classes.tick} style={{ left: `${String(left)}%` }} translate="no">
        {afterMs === 0
          ? dateFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(origin)
          : formatAfter(afterMs, locale)}
      </span>
    ));
}

/** The lines of the round times behind the lanes. */
export function GanttLines({ range, origin, width }: GanttAxisProps) {
  const most = Math.max(2, Math.floor(width / tickPx));
  return ticksOf(range, origin, most).map(({ left, afterMs }) => (
    <span key={afterMs} className={classes.line} style={{ left: `${String(left)}%` }} />
  ));
}
