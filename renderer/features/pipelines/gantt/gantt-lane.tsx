import { useTranslation } from 'react-i18next';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { formatDuration } from '#renderer/parts/times.ts';
import { lookOf, taskShapes } from '../states.tsx';
import { wordWaits } from '../word-waits.ts';
import { lastStart } from './gantt-rows.ts';
import type { GanttRow, Segment } from './gantt-rows.ts';
import classes from './gantt.module.css';
import { percentAt } from './time-scale.ts';
import type { TimeRange } from './time-scale.ts';

type GanttLaneProps = {
  readonly row: GanttRow;
  readonly range: TimeRange;
  /** Of the lane, in CSS pixels: words stand where they fit. */
  readonly width: number;
  readonly now: number;
  /** What the task's earlier runs took, in ms. */
  readonly median: number | undefined;
};

/** How wide a letter of the small words is, in px. */
const letterPx = 6.4;

/** One task's waits, tries and pauses along the time. */
export function GanttLane({ row, range, width, now, median }: GanttLaneProps) {
  const locale = useLocale();
  const place = (from: number, to: number) => {
    const left = Math.max(-1, percentAt(range, from));
    const right = Math.min(101, percentAt(range, to));
    return { left: `${String(left)}%`, width: `${String(Math.max(0, right - left))}%` };
  };
  if (row.segments.length === 0 && row.task.part !== 'run') return <NoTimeLabel row={row} />;
  const last = row.segments.findLast(({ kind }) => kind === 'attempt' || kind === 'span');
  const began = lastStart(row);
  const isRunning = row.task.state === 'running';
  const end = last === undefined ? null : (last.to ?? now);
  const ghostEnd = began === null || median === undefined ? null : began + median;
  return (
    <>
      {began !== null && ghostEnd !== null && (
        <span className={classes.ghost} style={place(began, ghostEnd)} data-live={isRunning || undefined} />
      )}
      {row.segments.map((segment, i) => (
        <SegmentBar
          key={i}
          segment={segment}
          style={place(segment.from, segment.to ?? now)}
          px={((segment.to ?? now) - segment.from) * (width / (range.to - range.from))}
          now={now}
        />
      ))}
      {last !== undefined && end !== null && (
        <LaneLabel
          at={Math.max(
            percentAt(range, end),
            ghostEnd === null ? 0 : Math.min(100, percentAt(range, ghostEnd)),
          )}
          text={formatDuration(end - last.from, locale)}
          median={isRunning ? median : undefined}
        />
      )}
    </>
  );
}

type SegmentBarProps = {
  readonly segment: Segment;
  readonly style: { left: string; width: string };
  readonly px: number;
  readonly now: number;
};

function SegmentBar({ segment, style, px, now }: SegmentBarProps) {
  const said = useSegmentWords()(segment, now);
  if (segment.kind === 'attempt' || segment.kind === 'span') {
    const shape = taskShapes[segment.state];
    return (
      <span
        className={classes.bar}
        data-shape={shape}
        data-kind={segment.kind}
        data-live={segment.to === null || undefined}
        style={style}
        title={said}
      >
        {shape === 'failed' && px >= 12 && (
          <svg width="9" height="9" viewBox="0 0 9 9" aria-hidden="true">
            <path d="M1.5 1.5l6 6M7.5 1.5l-6 6" />
          </svg>
        )}
      </span>
    );
  }
  return (
    <span className={classes.wait} style={style} title={said}>
      {px > said.length * letterPx + 12 && <span className={classes.waitWords}>{said}</span>}
    </span>
  );
}

/** A piece of time in words: `waited 5 s, retry 1`. */
export function useSegmentWords(): (segment: Segment, now: number) => string {
  const { t } = useTranslation();
  const locale = useLocale();
  return (segment, now) => {
    const time = formatDuration((segment.to ?? now) - segment.from, locale);
    switch (segment.kind) {
      case 'attempt':
        return t('pipelineRuns.gantt.attempt', {
          number: segment.try,
          state: t(`taskStates.${segment.state}`),
          time,
        });
      case 'span':
        return t('pipelineRuns.gantt.span', { count: segment.count, state: t(`taskStates.${segment.state}`), time }); // prettier-ignore
      case 'pause':
        return segment.to === null
          ? t('pipelineRuns.gantt.pausing', { time, number: segment.retry })
          : t('pipelineRuns.gantt.paused', { time, number: segment.retry });
      case 'wait':
        return segment.why === null || segment.why === 'upstream'
          ? t(segment.to === null ? 'pipelineRuns.gantt.waiting' : 'pipelineRuns.gantt.waited', { time })
          : t('pipelineRuns.gantt.waitingFor', { time, what: wordWaits(segment.why, t) });
    }
  };
}

/** What took no time of this run says why where its bar would be. */
function NoTimeLabel({ row: { task } }: { row: GanttRow }) {
  const { t } = useTranslation();
  const look = lookOf(task);
  return (
    <span className={classes.after} style={{ left: 0 }}>
      <StateLabel shape={taskShapes[look]}>{t(`taskStates.${look}`)}</StateLabel>
    </span>
  );
}

type LaneLabelProps = { readonly at: number; readonly text: string; readonly median: number | undefined };

function LaneLabel({ at, text, median }: LaneLabelProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  if (at < 0 || at > 100) return null;
  return (
    <span
      className={classes.after}
      // Near the right edge the words stand before the end of the bar's line.
      {...(at > 93 ? { style: { right: 4 }, 'data-over': true } : { style: { left: `${String(at)}%` } })}
    >
      {text}
      {median !== undefined && (
        <span className="g3">{t('pipelineRuns.gantt.median', { time: formatDuration(median, locale) })}</span>
      )}
    </span>
  );
}
